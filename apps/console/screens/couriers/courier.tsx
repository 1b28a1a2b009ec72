import { Link } from 'wouter';
import { Notice, Skeleton, Stack, useFormat, useSentences } from '@latchkey/web-kit';
import type { CourierRow } from '../../model/couriers.ts';
import type { Row } from '../../model/desk.ts';
import { DeviceState } from '../../parts/device-state.tsx';
import { Frame } from '../../parts/frame.tsx';
import { NoKey } from '../../parts/no-key.tsx';
import type { AtDeskProps } from '../../parts/shared.ts';
import { StateLabel } from '../../parts/state-label.tsx';
import { useNow } from '../../parts/use-now.ts';
import { couriersSentences } from '../../sentences/couriers.ts';
import { sentences } from '../../sentences/index.ts';
import { BlockDevice } from './block-device.tsx';

export const CourierScreen = ({ office, desk, view, courierId }: AtDeskProps & { courierId: string }) => {
  const t = useSentences(couriersSentences);
  const words = useSentences(sentences);
  const courier = view.couriers.find((one) => one.courierId === courierId);
  return (
    <Frame title={courier?.name ?? words.couriers.title} carrier={office.registered.name}>
      <Stack>
        <p>
          <Link href="/couriers">‹ {words.couriers.title}</Link>
        </p>
        {view.line === 'off' && <Notice tone="needs" title={words.offline} />}
        {courier === undefined && view.phase === 'loading' && <Skeleton label={words.loading} />}
        {courier === undefined && view.phase === 'ready' && <Notice tone="needs" title={t.gone} />}
        {courier !== undefined && (
          <div className="visit">
            <Stack>
              <Device courier={courier} />
              <Stops stops={courier.stops} />
            </Stack>
            {office.keyed ? <BlockDevice office={office} desk={desk} courier={courier} rows={view.rows} /> : <NoKey />}
          </div>
        )}
      </Stack>
    </Frame>
  );
};

const Device = ({ courier }: { courier: CourierRow }) => {
  const t = useSentences(couriersSentences);
  const format = useFormat();
  const now = useNow();
  const { lastSeenMs } = courier;
  return (
    <>
      <div className="visit-head">
        <h1>{courier.name}</h1>
        <DeviceState courier={courier} />
      </div>
      <dl className="facts">
        <dt>{t.heads.device}</dt>
        <dd className="mono console-numbers">{courier.keyId}</dd>
        <dt>{t.heads.seen}</dt>
        <dd>
          {lastSeenMs === undefined ? t.never : t.ago(format.duration(now - lastSeenMs))}
          <span className="soft small console-second">{t.seenWhy}</span>
        </dd>
      </dl>
      {courier.known === undefined && !courier.blocked && <Notice tone="needs" title={t.elsewhereWhy} />}
    </>
  );
};

const Stops = ({ stops }: { stops: readonly Row[] }) => {
  const t = useSentences(couriersSentences);
  const format = useFormat();
  const now = useNow();
  return (
    <section className="stack" data-gap="tight">
      <h2>{t.stops}</h2>
      {stops.length === 0 && <p className="soft">{t.noStops}</p>}
      {stops.length > 0 && (
        <div className="console-table-frame" role="region" aria-label={t.stops} tabIndex={0}>
          <table className="console-table">
            <tbody>
              {stops.map(({ shipment, label }) => (
                <tr key={shipment.shipmentId}>
                  <td>
                    <StateLabel state={shipment.state} />
                  </td>
                  <td>
                    <Link className="console-way" href={`/shipment/${shipment.shipmentId}`}>
                      {label?.name ?? shipment.trackingNumbers[0]}
                    </Link>
                  </td>
                  <td className="console-nowrap soft">
                    {format.window(shipment.window.fromS * 1000, shipment.window.toS * 1000, now)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
};
