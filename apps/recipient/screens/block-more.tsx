import type { Grant, Link } from '@latchkey/protocol';
import { Choices, Notice, Skeleton, useObservable, useSentences } from '@latchkey/web-kit';
import { useMemo, useState } from 'react';
import type { VisitSummary } from '../model/visits/stage.ts';
import { keysOfVisit, terms } from '../model/blocks/wide.ts';
import type { WideTarget } from '../model/blocks/wide-target.ts';
import { useHome, useLists, useVisit } from '../parts/home-context.tsx';
import { Shell } from '../parts/shell.tsx';
import { WideBlockScreen } from '../parts/blocks/wide.tsx';
import { blockingSentences } from '../sentences/blocking.ts';
import { homeSentences } from '../sentences/index.ts';

/** More than one visit: the courier's device or the carrier behind it, by the keys that signatures name. */
export const BlockMoreScreen = ({ visitId }: { visitId: string }) => {
  const t = useSentences(homeSentences);
  const { title } = useSentences(blockingSentences).more;
  const { home } = useHome();
  const lists = useLists();
  const members = useObservable(home.members.state);
  const visit = useVisit(visitId)?.visit;
  const grant = visit === undefined || members.kind === 'broken' ? undefined : home.grants(visit);
  if (visit !== undefined && grant !== undefined) return <BlockMore visit={visit} grant={grant} />;
  return (
    <Shell title={title} back={`/visit/${visitId}`}>
      {lists.kind === 'loading' ? <Skeleton label={t.today.loading} lines={3} /> : <Notice title={t.visit.gone} />}
    </Shell>
  );
};

const BlockMore = ({ visit, grant }: { visit: VisitSummary; grant: Link<Grant> }) => {
  const t = useSentences(blockingSentences).more;
  const { primitives } = useHome().home.parts;
  const { carrier, courier } = useMemo(
    () => keysOfVisit(primitives, grant, visit.assignments),
    [primitives, grant, visit.assignments],
  );
  const [chosen, setChosen] = useState<'courier' | 'carrier'>('courier');
  const name = visit.courierName ?? t.courierUnnamed;
  const target: WideTarget =
    chosen === 'courier' && courier !== undefined
      ? { kind: 'courier', keyId: courier }
      : { kind: 'carrier', keyId: carrier };
  return (
    <WideBlockScreen
      title={t.title}
      back={`/visit/${visit.visitId}`}
      target={target}
      ends={terms}
      act={() => (target.kind === 'courier' ? t.actCourier(name) : t.act(visit.carrier.name))}
    >
      <Choices
        legend={t.whom}
        value={target.kind === 'courier' ? 'courier' : 'carrier'}
        onChange={setChosen}
        choices={[
          ...(courier === undefined
            ? []
            : [{ value: 'courier' as const, label: t.courier(name), hint: t.courierHint }]),
          { value: 'carrier' as const, label: visit.carrier.name, hint: t.carrierHint },
        ]}
      />
      {courier === undefined && <p className="small soft">{t.noCourier}</p>}
    </WideBlockScreen>
  );
};
