import { useState } from 'react';
import { Link } from 'wouter';
import { useSentences } from '@latchkey/web-kit';
import { assignable } from '../../model/couriers.ts';
import type { Row } from '../../model/desk.ts';
import { chosenRows, isHandable, toggled } from '../../model/dispatch/handing.ts';
import { Handed } from '../../parts/handed.tsx';
import type { AtDeskProps } from '../../parts/shared.ts';
import { useHanding } from '../../parts/use-handing.ts';
import { dispatchSentences } from '../../sentences/dispatch.ts';
import { CourierRail, type RailProps } from '../dispatch/courier-rail.tsx';
import { ShipmentsTable } from './table.tsx';

type ShownProps = Pick<AtDeskProps, 'office' | 'desk' | 'view'> & { readonly rows: readonly Row[] };

/** The table, and above it the couriers that its rows can be given to. */
export const Shown = ({ office, desk, view, rows }: ShownProps) => {
  const t = useSentences(dispatchSentences);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [handing, give] = useHanding({ office, desk });
  const [to, setTo] = useState<string>();
  const chosen = chosenRows(marked, rows);
  const can = office.keyed && assignable(view.couriers).length > 0 && rows.some(isHandable);
  const onGive: RailProps['onGive'] = (given, { courierId, name }) => {
    setTo(name);
    setMarked(new Set());
    give(given.map((row) => ({ row, courierId })));
  };
  const onAll = () => {
    const waiting = rows.filter((row) => isHandable(row) && row.shipment.state === 'granted');
    setMarked(marked.size > 0 ? new Set() : new Set(waiting.map(({ shipment }) => shipment.shipmentId)));
  };
  return (
    <>
      {can && (
        <div className="rail-frame">
          <CourierRail
            couriers={view.couriers}
            chosen={chosen}
            rows={rows}
            onGive={onGive}
            onClear={() => setMarked(new Set())}
          />
          <Link className="console-way" href="/rules">
            {t.byRule}
          </Link>
        </div>
      )}
      <Handed handing={handing} to={to} />
      <ShipmentsTable
        rows={rows}
        choosing={
          can
            ? {
                chosen: new Set(chosen.map(({ shipment }) => shipment.shipmentId)),
                onToggle: (id) => setMarked(toggled(marked, id)),
                onAll,
              }
            : undefined
        }
      />
    </>
  );
};
