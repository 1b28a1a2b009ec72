import { useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Button, Notice, Skeleton, Stack, UpdateNotice, useLanguage, useSentences } from '@latchkey/web-kit';
import { shipmentsCsv } from '../../model/export.ts';
import { filters, passes, readFilter, type Filter } from '../../model/rows.ts';
import { finds } from '../../model/search.ts';
import { Frame } from '../../parts/frame.tsx';
import { NoKey } from '../../parts/no-key.tsx';
import { saveFile } from '../../parts/save.ts';
import type { AtDeskProps } from '../../parts/shared.ts';
import { focusRow } from '../../parts/table-keys.ts';
import { useKeys } from '../../parts/use-keys.ts';
import { useSearch } from '../../parts/use-search.ts';
import { sentences } from '../../sentences/index.ts';
import { importSentences } from '../../sentences/import.ts';
import { shipmentsSentences } from '../../sentences/shipments.ts';
import { AnnounceForm } from '../announce.tsx';
import { focusRail } from '../dispatch/courier-rail.tsx';
import { Shown } from './shown.tsx';
import { Toolbar } from './toolbar.tsx';

export const ShipmentsScreen = ({ office, desk, view, demo }: AtDeskProps) => {
  const t = useSentences(sentences);
  const fromFile = useSentences(importSentences);
  const words = useSentences(shipmentsSentences);
  const { language } = useLanguage();
  const [search, put, clear] = useSearch();
  const [, go] = useLocation();
  const [announcing, setAnnouncing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useKeys({
    '/': () => field.current?.focus(),
    n: () => setAnnouncing(true),
    i: () => go('/import'),
    a: focusRail,
    ArrowDown: () => focusRow('first'),
  });
  const filter = readFilter(search.get('show'));
  const wanted = search.get('q') ?? '';
  const rows = view.rows.filter((row) => passes(filter, row.shipment) && finds(wanted, row));
  const save = () => {
    const stateOf = (state: (typeof rows)[number]['shipment']['state']) => t.states[state];
    saveFile('latchkey-shipments.csv', 'text/csv', shipmentsCsv(rows, { heads: words.heads, stateOf }, language));
  };
  return (
    <Frame title={t.shipments.title} carrier={office.registered.name}>
      <Stack>
        <div className="console-head">
          <h1>{t.shipments.title}</h1>
          <Filters value={filter} onChange={(next) => put('show', next === 'all' ? '' : next)} />
          {office.keyed && (
            <div className="console-acts">
              <Link className="button" data-kind="quiet" href="/import">
                {fromFile.open}
              </Link>
              <Button onClick={() => setAnnouncing(!announcing)} aria-expanded={announcing}>
                {t.announce.open}
              </Button>
            </div>
          )}
        </div>
        {!announcing && <UpdateNotice />}
        {view.line === 'off' && <Notice tone="needs" title={t.offline} />}
        {!office.keyed && <NoKey />}
        {announcing && office.keyed && <AnnounceForm office={office} desk={desk} demo={demo} />}
        {view.rows.length > 0 && (
          <Toolbar
            ref={field}
            value={wanted}
            shown={rows.length}
            all={view.rows.length}
            onSearch={(q) => put('q', q)}
            onSave={save}
          />
        )}
        {view.phase === 'loading' && <Skeleton label={t.loading} />}
        {view.phase === 'ready' && rows.length > 0 && <Shown office={office} desk={desk} view={view} rows={rows} />}
        {view.phase === 'ready' && rows.length === 0 && (
          <Nothing none={view.rows.length === 0} searched={wanted !== ''} onClear={clear} />
        )}
        <ByProgram />
      </Stack>
    </Frame>
  );
};

const Filters = ({ value, onChange }: { value: Filter; onChange: (next: Filter) => void }) => {
  const t = useSentences(sentences);
  return (
    <div className="console-filters" role="group" aria-label={t.shipments.filterLabel}>
      {filters.map((one) => (
        <button key={one} type="button" aria-pressed={one === value} onClick={() => onChange(one)}>
          {t.shipments.filters[one]}
        </button>
      ))}
    </div>
  );
};

const Nothing = ({ none, searched, onClear }: { none: boolean; searched: boolean; onClear: () => void }) => {
  const t = useSentences(sentences);
  const words = useSentences(shipmentsSentences);
  if (none) {
    return (
      <div className="console-empty">
        <h2>{t.shipments.none}</h2>
        <p className="soft">{t.shipments.noneWhy}</p>
      </div>
    );
  }
  return (
    <div className="console-empty">
      <h2>{searched ? words.noneFound : t.shipments.noneHere}</h2>
      <p className="soft">{words.noneFoundWhy}</p>
      <div>
        <Button kind="quiet" onClick={onClear}>
          {words.clear}
        </Button>
      </div>
    </div>
  );
};

const snippet = `await carrier.announce({
  handle: 'LK-7F3K-92QD',
  window: { fromS, toS },
  trackingNumbers: ['LK12345678DE'],
  label: { name: 'Robin Aydın', address: 'Lindenstraße 14, 10969 Berlin' },
  reference,
});`;

const ByProgram = () => {
  const words = useSentences(shipmentsSentences);
  return (
    <details className="console-more">
      <summary>{words.api}</summary>
      <Stack gap="tight">
        <p className="soft">{words.apiWhy}</p>
        <pre className="console-code" tabIndex={0}>
          {snippet}
        </pre>
        <p>
          <a href="/api/docs">{words.apiDocs}</a>
        </p>
        <p className="soft small">{words.keys}</p>
      </Stack>
    </details>
  );
};
