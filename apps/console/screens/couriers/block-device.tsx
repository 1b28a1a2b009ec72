import { useState } from 'react';
import { Link } from 'wouter';
import type { SentBlock } from '@latchkey/carrier-sdk';
import { Button, LiveRegion, Notice, useFormat, useSentences } from '@latchkey/web-kit';
import { blockWord, type CourierRow } from '../../model/couriers.ts';
import type { Row } from '../../model/desk.ts';
import type { AtDeskProps } from '../../parts/shared.ts';
import { couriersSentences } from '../../sentences/couriers.ts';

export interface BlockDeviceProps extends Pick<AtDeskProps, 'office' | 'desk'> {
  readonly courier: CourierRow;
  readonly rows: readonly Row[];
}

/** A lost phone: what blocking it does, then, door by door, what each door itself has confirmed. */
export const BlockDevice = ({ office, desk, courier, rows }: BlockDeviceProps) => {
  const t = useSentences(couriersSentences);
  const [step, setStep] = useState<'asking' | 'sending' | 'failed'>('asking');
  const { known } = courier;
  if (known === undefined && !courier.blocked) return null;
  const go = () => {
    if (known === undefined) return;
    setStep('sending');
    office.carrier.blockDevice(known).then(
      () => {
        setStep('asking');
        desk.refresh();
      },
      () => setStep('failed'),
    );
  };
  const hubs = new Set(courier.stops.flatMap(({ shipment }) => shipment.visit?.hubId ?? []));
  return (
    <section className="card stack">
      {courier.blocked ? (
        <Doors courier={courier} rows={rows} />
      ) : (
        <>
          <h2>{t.lost}</h2>
          <p>{t.consequences(courier.name, hubs.size)}</p>
        </>
      )}
      {step === 'failed' && <Notice tone="alarm" title={t.failed} />}
      {(!courier.blocked || hubs.size > 0 || blockWord(courier) === 'unconfirmed') && known !== undefined && (
        <div>
          <Button kind={courier.blocked ? 'quiet' : 'main'} waiting={step === 'sending'} onClick={go}>
            {courier.blocked ? t.again : t.go}
          </Button>
        </div>
      )}
    </section>
  );
};

const Doors = ({ courier, rows }: { courier: CourierRow; rows: readonly Row[] }) => {
  const t = useSentences(couriersSentences);
  const { blocks } = courier;
  const confirmed = blocks.filter((block) => block.confirmed !== undefined).length;
  const sum =
    blocks.length === 0 ? t.noDoors : confirmed === blocks.length ? t.all(confirmed) : t.some(confirmed, blocks.length);
  return (
    <>
      <h2>{t.blocked(courier.name)}</h2>
      <p>
        {t.takenBack} {sum}
      </p>
      <LiveRegion words={sum} />
      {blocks.length > 0 && <h3>{t.doors}</h3>}
      <ul className="console-doors">
        {blocks.map((block) => (
          <Door
            key={`${block.hubId} ${String(block.sentMs)}`}
            block={block}
            row={rows.find(({ shipment }) => shipment.visit?.visitId === block.visitId)}
          />
        ))}
      </ul>
    </>
  );
};

const Door = ({ block, row }: { block: SentBlock; row: Row | undefined }) => {
  const t = useSentences(couriersSentences);
  const format = useFormat();
  const { confirmed } = block;
  const said =
    confirmed === undefined
      ? block.hubOnline
        ? t.sent
        : t.away
      : confirmed.atS === undefined
        ? t.confirmedNoTime
        : t.confirmed(format.second(confirmed.atS * 1000));
  return (
    <li>
      <span className="state-label console-wrap" data-tone={confirmed === undefined ? 'needs' : 'locked'}>
        <span className="state-dot" aria-hidden="true" />
        {said}
      </span>
      <span className="console-second">
        {row?.label === undefined ? t.doorUnknown : `${t.door(row.label.name)}, ${row.label.address}`}
        {row !== undefined && (
          <>
            {' · '}
            <Link href={`/shipment/${row.shipment.shipmentId}`}>{t.evidence}</Link>
          </>
        )}
      </span>
      {confirmed !== undefined && confirmed.begun > 0 && <Notice tone="needs" title={t.begun} />}
    </li>
  );
};
