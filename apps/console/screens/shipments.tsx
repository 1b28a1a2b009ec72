import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { Button, Notice, Skeleton, Stack, UpdateNotice, useFormat, useSentences } from '@latchkey/web-kit';
import { filters, passes, readFilter, taskOf, type Filter } from '../model/rows.ts';
import type { Row } from '../model/desk.ts';
import { Frame } from '../parts/frame.tsx';
import type { AtDeskProps } from '../parts/shared.ts';
import { StateLabel } from '../parts/state-label.tsx';
import { useNow } from '../parts/use-now.ts';
import { sentences } from '../sentences/index.ts';
import { AnnounceForm } from './announce.tsx';

export const ShipmentsScreen = ({ office, desk, view, demo }: AtDeskProps) => {
  const t = useSentences(sentences);
  const [search, setSearch] = useSearchParams();
  const [announcing, setAnnouncing] = useState(false);
  const filter = readFilter(search.get('show'));
  const rows = view.rows.filter(({ shipment }) => passes(filter, shipment));
  return (
    <Frame title={t.shipments.title} carrier={office.registered.name}>
      <Stack>
        <div className="console-head">
          <h1>{t.shipments.title}</h1>
          <Filters value={filter} onChange={(next) => setSearch(next === 'all' ? {} : { show: next })} />
          <Button onClick={() => setAnnouncing(!announcing)} aria-expanded={announcing}>
            {t.announce.open}
          </Button>
        </div>
        {!announcing && <UpdateNotice />}
        {view.line === 'off' && <Notice tone="needs" title={t.offline} />}
        {announcing && <AnnounceForm office={office} desk={desk} demo={demo} />}
        {view.phase === 'loading' ? (
          <Skeleton label={t.loading} />
        ) : (
          <Table rows={rows} empty={view.rows.length === 0} />
        )}
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

const Table = ({ rows, empty }: { rows: readonly Row[]; empty: boolean }) => {
  const t = useSentences(sentences);
  const { columns } = t.shipments;
  if (rows.length === 0) {
    return (
      <div className="console-empty">
        <h2>{empty ? t.shipments.none : t.shipments.noneHere}</h2>
        {empty && <p className="soft">{t.shipments.noneWhy}</p>}
      </div>
    );
  }
  return (
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
        <tbody>
          {rows.map((row) => (
            <ShipmentRow key={row.shipment.shipmentId} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const ShipmentRow = ({ row: { shipment, label } }: { row: Row }) => {
  const t = useSentences(sentences);
  const format = useFormat();
  const now = useNow();
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
      <td className="mono">{shipment.trackingNumbers.join(', ')}</td>
      <td className="console-nowrap">{format.window(fromS * 1000, toS * 1000, now)}</td>
      <td>{shipment.visit?.courierName ?? t.shipments.noCourier}</td>
      <td>
        <Link
          className="console-way"
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
