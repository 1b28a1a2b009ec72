import { useEffect, useMemo, useState } from 'react';
import type { CarrierShipment } from '@latchkey/carrier-sdk';
import { Notice, Skeleton, Stack, useFormat, useSentences } from '@latchkey/web-kit';
import { actsOf } from '../model/acts.ts';
import { assignable } from '../model/couriers.ts';
import type { Evidence, Row } from '../model/desk.ts';
import { ByRule } from '../parts/by-rule.tsx';
import { Frame } from '../parts/frame.tsx';
import { DoorReady } from '../parts/door-ready.tsx';
import { HeldNotice } from '../parts/held.tsx';
import { NoKey } from '../parts/no-key.tsx';
import type { AtDeskProps } from '../parts/shared.ts';
import { CourierSaid, TakeOver } from '../parts/courier-said.tsx';
import { StateLabel } from '../parts/state-label.tsx';
import { useLooking } from '../parts/use-looking.ts';
import { useNow } from '../parts/use-now.ts';
import { sentences } from '../sentences/index.ts';
import { Assign } from './assign.tsx';
import { Divert } from './divert.tsx';
import { EvidencePanel } from './evidence.tsx';
import { Withdraw } from './withdraw.tsx';

export const VisitScreen = (props: AtDeskProps & { shipmentId: string }) => {
  const { office, view, shipmentId } = props;
  const t = useSentences(sentences);
  const row = view.rows.find(({ shipment }) => shipment.shipmentId === shipmentId);
  return (
    <Frame title={row?.shipment.trackingNumbers[0] ?? t.shipments.title} carrier={office.registered.name}>
      <Stack>
        <p>
          <a href="#/shipments">‹ {t.visit.back}</a>
        </p>
        {view.line === 'off' && <Notice tone="needs" title={t.offline} />}
        {row !== undefined && <Found {...props} row={row} />}
        {row === undefined && view.phase === 'loading' && <Skeleton label={t.loading} />}
        {row === undefined && view.phase === 'ready' && <Notice tone="needs" title={t.visit.gone} />}
      </Stack>
    </Frame>
  );
};

const Found = ({ office, desk, view, readiness, row }: AtDeskProps & { row: Row }) => {
  const now = useNow();
  const rows = useMemo(() => [row], [row]);
  useLooking({ office, readiness }, rows);
  const { shipment } = row;
  const evidence = useEvidence(desk, shipment);
  const { visit } = shipment;
  const acts = actsOf(shipment, evidence);
  return (
    <div className="visit">
      <Stack>
        <div className="visit-head">
          <h1 className="mono">{shipment.trackingNumbers.join(', ')}</h1>
          <StateLabel state={shipment.state} />
        </div>
        {visit !== undefined && <CourierSaid visit={visit} />}
        {shipment.state === 'attention' && visit !== undefined && <TakeOver office={office} visit={visit} />}
        {acts.held !== undefined && <HeldNotice held={acts.held} />}
        <Facts row={row} evidence={evidence} />
        {visit === undefined && <WithoutVisit shipment={shipment} now={now} />}
        {!office.keyed && <NoKey />}
        {office.keyed && <DoorReady readiness={readiness} row={row} nowMs={now} />}
        {office.keyed && <Divert office={office} desk={desk} shipment={shipment} evidence={evidence} />}
        {office.keyed && acts.assign && (
          <Assign office={office} desk={desk} shipment={shipment} couriers={assignable(view.couriers)} />
        )}
        {office.keyed && acts.withdraw && visit !== undefined && <Withdraw office={office} visit={visit} />}
      </Stack>
      <EvidencePanel evidence={evidence} name={shipment.trackingNumbers[0] ?? 'visit'} />
    </div>
  );
};

const WithoutVisit = ({ shipment: { declined }, now }: { shipment: CarrierShipment; now: number }) => {
  const t = useSentences(sentences).visit;
  const format = useFormat();
  if (declined === undefined) return <p className="soft">{t.waiting}</p>;
  return (
    <Notice tone="needs" title={t.notInside[declined.wish]}>
      <p>{t.notInsideSince(`${format.day(declined.atMs, now)}, ${format.time(declined.atMs)}`)}</p>
    </Notice>
  );
};

/** Reads again whenever the desk has read the shipment again. */
const useEvidence = (desk: AtDeskProps['desk'], shipment: CarrierShipment): Evidence | undefined => {
  const [evidence, setEvidence] = useState<Evidence>();
  useEffect(() => {
    let left = false;
    void desk.evidence(shipment).then((read) => {
      if (!left) setEvidence(read);
    });
    return () => {
      left = true;
    };
  }, [desk, shipment]);
  return evidence;
};

const Facts = ({ row, evidence }: { row: Row; evidence: Evidence | undefined }) => {
  const t = useSentences(sentences);
  const format = useFormat();
  const now = useNow();
  const { shipment, label } = row;
  const { visit, window } = shipment;
  const note = evidence?.kind === 'sound' ? evidence.note : undefined;
  const eta = visit?.arriving === undefined ? '' : ` · ${t.visit.eta(Math.ceil(visit.arriving.etaS / 60))}`;
  return (
    <dl className="facts">
      <dt>{t.visit.to}</dt>
      <dd>{label === undefined ? t.shipments.otherKey : `${label.name}, ${label.address}`}</dd>
      <dt>{t.visit.window}</dt>
      <dd>{format.window(window.fromS * 1000, window.toS * 1000, now)}</dd>
      {note !== undefined && (
        <>
          <dt>{t.visit.place}</dt>
          <dd>{note.dropPlace === '' ? '–' : note.dropPlace}</dd>
          <dt>{t.visit.note}</dt>
          <dd>{note.note === '' ? '–' : note.note}</dd>
        </>
      )}
      {visit?.courierName !== undefined && (
        <>
          <dt>{t.visit.courier}</dt>
          <dd>
            {visit.courierName}
            {shipment.state === 'arriving' ? eta : ''}
            <ByRule row={row} />
          </dd>
        </>
      )}
    </dl>
  );
};
