import { Link } from 'wouter';
import { Notice, Stack, useFormat, useSentences } from '@latchkey/web-kit';
import type { CourierRow } from '../../model/couriers.ts';
import { DeviceState } from '../../parts/device-state.tsx';
import { Frame } from '../../parts/frame.tsx';
import { NoKey } from '../../parts/no-key.tsx';
import type { AtDeskProps } from '../../parts/shared.ts';
import { rowKeys } from '../../parts/table-keys.ts';
import { useNow } from '../../parts/use-now.ts';
import { couriersSentences } from '../../sentences/couriers.ts';
import { sentences } from '../../sentences/index.ts';
import { TakeOn } from './take-on.tsx';

export const CouriersScreen = ({ office, desk, view, code }: AtDeskProps & { code?: string }) => {
  const t = useSentences(sentences);
  return (
    <Frame title={t.couriers.title} carrier={office.registered.name}>
      <Stack gap="wide">
        <h1>{t.couriers.title}</h1>
        {view.line === 'off' && <Notice tone="needs" title={t.offline} />}
        {!office.keyed && <NoKey />}
        {office.keyed && <TakeOn key={code ?? ''} office={office} desk={desk} code={code} />}
        {view.couriers.length > 0 && <Couriers couriers={view.couriers} />}
      </Stack>
    </Frame>
  );
};

const Couriers = ({ couriers }: { couriers: readonly CourierRow[] }) => {
  const { table, heads } = useSentences(couriersSentences);
  const now = useNow();
  return (
    <div className="console-table-frame" role="region" aria-label={table} tabIndex={0}>
      <table className="console-table">
        <thead>
          <tr>
            <th scope="col">{heads.name}</th>
            <th scope="col">{heads.state}</th>
            <th scope="col">{heads.seen}</th>
            <th scope="col">{heads.stops}</th>
            <th scope="col">{heads.device}</th>
            <th scope="col">{heads.next}</th>
          </tr>
        </thead>
        <tbody onKeyDown={rowKeys}>
          {couriers.map((courier) => (
            <Line key={courier.courierId} courier={courier} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Line = ({ courier, now }: { courier: CourierRow; now: number }) => {
  const t = useSentences(couriersSentences);
  const format = useFormat();
  const { lastSeenMs } = courier;
  return (
    <tr>
      <td>{courier.name}</td>
      <td>
        <DeviceState courier={courier} />
      </td>
      <td className="console-nowrap">
        {lastSeenMs === undefined ? t.never : t.ago(format.duration(now - lastSeenMs))}
      </td>
      <td className="console-figure">{courier.stops.length}</td>
      <td className="mono soft console-nowrap">{courier.keyId.slice(0, 11)}…</td>
      <td>
        <Link className="console-way" data-row-way="" href={`/courier/${courier.courierId}`}>
          {t.open}
          <span className="aside-voice"> {courier.name}</span>
        </Link>
      </td>
    </tr>
  );
};
