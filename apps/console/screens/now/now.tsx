import { useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Button, Skeleton, Stack, UpdateNotice, useObservable, useSentences } from '@latchkey/web-kit';
import { countsOf, couriersOf, readView, todaysLines, views, wantedLines, type Day } from '../../model/now/now.ts';
import { couriersHere } from '../../model/now/whereabouts.ts';
import { byDoorsFirst } from '../../model/readiness/readiness.ts';
import { Frame } from '../../parts/frame.tsx';
import { Offline } from '../../parts/offline.tsx';
import type { AtDeskProps } from '../../parts/shared.ts';
import { focusRow } from '../../parts/table-keys.ts';
import { useKeys } from '../../parts/use-keys.ts';
import { useLooking } from '../../parts/use-looking.ts';
import { useNow } from '../../parts/use-now.ts';
import { useSearch } from '../../parts/use-search.ts';
import { sentences } from '../../sentences/index.ts';
import { nowSentences } from '../../sentences/now.ts';
import { readinessSentences } from '../../sentences/readiness.ts';
import { NowFilters } from './now-filters.tsx';
import { NowMap } from './now-map.tsx';
import { focusLine, NowTable } from './now-table.tsx';

const dayAt = (nowMs: number): Day => {
  const now = new Date(nowMs);
  const from = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const to = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  return { nowMs, fromMs: from.getTime(), toMs: to.getTime() };
};

export const NowScreen = ({ office, desk, view, readiness }: AtDeskProps) => {
  const t = useSentences(nowSentences);
  const door = useSentences(readinessSentences);
  const doors = useObservable(readiness.view);
  useLooking({ office, readiness }, view.rows);
  const nowMs = useNow();
  const here = couriersHere(useObservable(desk.places), view.couriers, nowMs);
  const [search, put, clear] = useSearch();
  const [, go] = useLocation();
  const field = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<string>();
  const lines = todaysLines(view.rows, dayAt(nowMs));
  const wanted = {
    view: readView(search.get('show')),
    search: search.get('q') ?? '',
    courier: search.get('courier') ?? '',
  };
  const byDoors = search.get('order') === 'doors';
  const found = wantedLines(lines, wanted);
  const shown = byDoors ? byDoorsFirst(found, doors, nowMs) : found;
  const hasMap = search.get('map') !== 'off';
  const choose = (shipmentId: string) => {
    setChosen(shipmentId);
    focusLine(shipmentId);
  };
  const flip = () => put('map', hasMap ? 'off' : '');
  useKeys({
    '/': () => field.current?.focus(),
    i: () => go('/import'),
    m: flip,
    ArrowDown: () => focusRow('first'),
    ...Object.fromEntries(views.map((one, at) => [String(at + 1), () => put('show', one === 'now' ? '' : one)])),
  });
  return (
    <Frame title={t.title} carrier={office.registered.name}>
      <Stack>
        <div className="console-head">
          <h1>{t.title}</h1>
          <div className="console-acts">
            {(found.length > 0 || byDoors) && office.keyed && (
              <Button kind="quiet" aria-pressed={byDoors} onClick={() => put('order', byDoors ? '' : 'doors')}>
                {door.order}
              </Button>
            )}
            {shown.length > 0 && (
              <Button kind="quiet" onClick={flip} aria-expanded={hasMap}>
                {hasMap ? t.noMap : t.map}
              </Button>
            )}
          </div>
        </div>
        <UpdateNotice />
        <Offline view={view} />
        {view.phase === 'loading' && <Skeleton label={t.loading} />}
        {view.rows.length > 0 && (
          <NowFilters
            ref={field}
            wanted={wanted}
            counts={countsOf(lines)}
            couriers={couriersOf(lines)}
            shown={shown.length}
            onPut={put}
          />
        )}
        {shown.length > 0 && (
          <div className="now" data-map={hasMap}>
            {hasMap && <NowMap lines={shown} here={here} nowMs={nowMs} chosen={chosen} onChoose={choose} />}
            <NowTable lines={shown} nowMs={nowMs} chosen={chosen} doors={doors} here={here} byDoors={byDoors} />
          </div>
        )}
        {view.phase === 'ready' && shown.length === 0 && (
          <Nothing
            none={view.rows.length === 0}
            today={lines.length}
            sought={wanted.view !== 'now' || wanted.search !== '' || wanted.courier !== ''}
            onOver={() => put('show', 'over')}
            onClear={clear}
          />
        )}
        {shown.length > 0 && <p className="soft small">{t.keys}</p>}
      </Stack>
    </Frame>
  );
};

interface NothingProps {
  readonly none: boolean;
  readonly today: number;
  /** Somebody chose or searched; otherwise nothing is hidden but what is over. */
  readonly sought: boolean;
  readonly onOver: () => void;
  readonly onClear: () => void;
}

const Nothing = ({ none, today, sought, onOver, onClear }: NothingProps) => {
  const t = useSentences(nowSentences);
  const all = useSentences(sentences);
  if (today > 0) {
    return (
      <div className="console-empty">
        <h2>{sought ? t.noneFound : t.noneNow}</h2>
        <p className="soft">{sought ? t.noneFoundWhy : t.noneNowWhy}</p>
        <div>
          <Button kind="quiet" onClick={sought ? onClear : onOver}>
            {sought ? t.clear : t.toOver}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="console-empty">
      <h2>{none ? all.shipments.none : t.none}</h2>
      <p className="soft">{none ? all.shipments.noneWhy : t.noneWhy}</p>
      <div>
        <Link className="button" data-kind="quiet" href="/shipments">
          {t.toShipments}
        </Link>
      </div>
    </div>
  );
};
