import { useState } from 'react';
import { Link } from 'wouter';
import { Button, useFormat, useSentences } from '@latchkey/web-kit';
import type { Row } from '../../model/desk.ts';
import { taskOf } from '../../model/rows.ts';
import { StateLabel } from '../../parts/state-label.tsx';
import { rowKeys } from '../../parts/table-keys.ts';
import { useNow } from '../../parts/use-now.ts';
import { sentences } from '../../sentences/index.ts';
import { shipmentsSentences } from '../../sentences/shipments.ts';

const shownAtOnce = 100;

export const ShipmentsTable = ({ rows }: { rows: readonly Row[] }) => {
  const t = useSentences(sentences);
  const words = useSentences(shipmentsSentences);
  const [shown, setShown] = useState(shownAtOnce);
  const now = useNow();
  const { columns } = t.shipments;
  return (
    <>
      <div className="console-table-frame" role="region" aria-label={t.shipments.title} tabIndex={0}>
        <table className="console-table">
          <thead>
            <tr>
              <th scope="col">{columns.state}</th>
              <th scope="col">{columns.to}</th>
              <th scope="col">{columns.parcel}</th>
              <th scope="col">{columns.window}</th>
              <th scope="col">{columns.courier}</th>
              <th scope="col">{columns.next}</th>
            </tr>
          </thead>
          <tbody onKeyDown={rowKeys}>
            {rows.slice(0, shown).map((row) => (
              <ShipmentRow key={row.shipment.shipmentId} row={row} now={now} />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shown && (
        <div>
          <Button kind="quiet" onClick={() => setShown(shown + shownAtOnce)}>
            {words.more(Math.min(shownAtOnce, rows.length - shown))}
          </Button>
        </div>
      )}
    </>
  );
};

const ShipmentRow = ({ row: { shipment, label }, now }: { row: Row; now: number }) => {
  const t = useSentences(sentences);
  const format = useFormat();
  const { fromS, toS } = shipment.window;
  const task = taskOf(shipment);
  return (
    <tr>
      <td>
        <StateLabel state={shipment.state} />
      </td>
      <td>
        {label === undefined ? <span className="soft">{t.shipments.otherKey}</span> : label.name}
        {label !== undefined && <span className="soft small console-second">{label.address}</span>}
      </td>
      <td className="mono console-numbers">{shipment.trackingNumbers.join(', ')}</td>
      <td className="console-nowrap">{format.window(fromS * 1000, toS * 1000, now)}</td>
      <td>{shipment.visit?.courierName ?? t.shipments.noCourier}</td>
      <td>
        <Link
          className="console-way"
          data-row-way=""
          data-wanted={task !== 'wait' && task !== 'none'}
          href={`/shipment/${shipment.shipmentId}`}
        >
          {t.tasks[task]}
          <span className="aside-voice"> {shipment.trackingNumbers.join(', ')}</span>
        </Link>
      </td>
    </tr>
  );
};
