import { useState } from 'react';
import { Link } from 'wouter';
import { Button, useFormat, useSentences } from '@latchkey/web-kit';
import type { Row } from '../../model/desk.ts';
import { draggedWith, dragText, dragType, isHandable } from '../../model/dispatch/handing.ts';
import { taskOf } from '../../model/rows.ts';
import { ByRule } from '../../parts/by-rule.tsx';
import { StateLabel } from '../../parts/state-label.tsx';
import { rowKeys } from '../../parts/table-keys.ts';
import { useNow } from '../../parts/use-now.ts';
import { dispatchSentences } from '../../sentences/dispatch.ts';
import { sentences } from '../../sentences/index.ts';
import { shipmentsSentences } from '../../sentences/shipments.ts';

const shownAtOnce = 100;

/** Rows that may be given to a courier can be chosen, and dragged. */
export interface Choosing {
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (shipmentId: string) => void;
  readonly onAll: () => void;
}

/** `choosing` absent: there is nobody to give anything to, or no key to sign with. */
export const ShipmentsTable = ({ rows, choosing }: { rows: readonly Row[]; choosing: Choosing | undefined }) => {
  const t = useSentences(sentences);
  const words = useSentences(shipmentsSentences);
  const dispatch = useSentences(dispatchSentences);
  const [shown, setShown] = useState(shownAtOnce);
  const now = useNow();
  const { columns } = t.shipments;
  return (
    <>
      <div className="console-table-frame" role="region" aria-label={t.shipments.title} tabIndex={0}>
        <table className="console-table">
          <thead>
            <tr>
              {choosing !== undefined && (
                <th scope="col">
                  <label className="choose">
                    <input
                      type="checkbox"
                      aria-label={dispatch.chooseAll}
                      checked={choosing.chosen.size > 0}
                      onChange={choosing.onAll}
                    />
                  </label>
                </th>
              )}
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
              <ShipmentRow key={row.shipment.shipmentId} row={row} now={now} choosing={choosing} />
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

interface RowProps {
  readonly row: Row;
  readonly now: number;
  readonly choosing: Choosing | undefined;
}

const ShipmentRow = ({ row, now, choosing }: RowProps) => {
  const { shipment, label } = row;
  const t = useSentences(sentences);
  const format = useFormat();
  const { fromS, toS } = shipment.window;
  const task = taskOf(shipment);
  const handable = choosing !== undefined && isHandable(row);
  return (
    <tr
      draggable={handable}
      data-chosen={choosing?.chosen.has(shipment.shipmentId)}
      onDragStart={(event) => {
        if (!handable) return;
        event.dataTransfer.setData(dragType, dragText(draggedWith(shipment.shipmentId, choosing.chosen)));
        event.dataTransfer.effectAllowed = 'move';
      }}
    >
      {choosing !== undefined && <td>{handable && <Choose row={row} choosing={choosing} />}</td>}
      <td>
        <StateLabel state={shipment.state} />
      </td>
      <td>
        {label === undefined ? <span className="soft">{t.shipments.otherKey}</span> : label.name}
        {label !== undefined && <span className="soft small console-second">{label.address}</span>}
      </td>
      <td className="mono console-numbers">{shipment.trackingNumbers.join(', ')}</td>
      <td className="console-nowrap">{format.window(fromS * 1000, toS * 1000, now)}</td>
      <td>
        {shipment.visit?.courierName ?? t.shipments.noCourier}
        <ByRule row={row} />
      </td>
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

const Choose = ({ row: { shipment }, choosing: { chosen, onToggle } }: { row: Row; choosing: Choosing }) => {
  const t = useSentences(dispatchSentences);
  return (
    <label className="choose">
      <input
        type="checkbox"
        aria-label={t.chooseRow(shipment.trackingNumbers.join(', '))}
        checked={chosen.has(shipment.shipmentId)}
        onChange={() => onToggle(shipment.shipmentId)}
      />
    </label>
  );
};
