import { Notice, Skeleton, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { Link } from 'wouter';
import type { MemberDevice } from '../../model/devices/members.ts';
import { guardingSentences } from '../../sentences/guarding.ts';
import { membersSentences } from '../../sentences/members.ts';
import { suspensionSentences } from '../../sentences/suspension.ts';
import { useCounts } from './cut-off.tsx';
import { useHome } from '../home-context.tsx';
import { SuspendedNotices, useSuspended } from './suspend.tsx';
import { useDeviceName } from './use-device-name.ts';

/** The signed list: everybody who may open, allow and block, and the way to one more. */
export const MembersCard = () => {
  const t = useSentences(membersSentences);
  const { home } = useHome();
  const counts = useCounts();
  const state = useObservable(home.members.state);
  return (
    <section className="stack" data-gap="tight">
      <h2>{t.title}</h2>
      {state.kind === 'loading' && <Skeleton label={t.loading} lines={2} />}
      {state.kind === 'broken' && (
        <Notice tone="alarm" title={t.broken}>
          <p>{t.brokenWhy}</p>
        </Notice>
      )}
      {state.kind === 'ready' && (
        <>
          <SuspendedNotices />
          <div>
            {state.devices.map((device) => (
              <DeviceRow key={device.kid} device={device} />
            ))}
          </div>
          {state.mayChange && counts && (
            <Link className="button" data-kind="quiet" href="/household/add">
              {t.add}
            </Link>
          )}
          {!state.mayChange && <p className="small soft">{t.onlyAdmins}</p>}
        </>
      )}
    </section>
  );
};

const DeviceRow = ({ device }: { device: MemberDevice }) => {
  const t = useSentences(membersSentences);
  const format = useFormat();
  const cut = useSentences(suspensionSentences);
  const guarded = useSentences(guardingSentences);
  const nameOf = useDeviceName();
  const { home } = useHome();
  const day = format.day(device.sinceS * 1000, home.parts.clock.wallMs());
  const isSuspended = useSuspended()(device.kid);
  const suspended = isSuspended === undefined ? [] : [cut.row];
  const confirms = device.passkey === undefined ? [] : [guarded.row];
  const leaving = device.leaving ? [t.leaving] : [];
  const more = [
    t.role[device.role],
    ...(device.own ? [t.own] : []),
    ...confirms,
    t.since(day),
    ...suspended,
    ...leaving,
  ];
  return (
    <Link className="row" href={`/household/device/${device.kid}`}>
      <span className="row-title">{nameOf(device)}</span>
      <span className="row-state">{more.join(', ')}</span>
    </Link>
  );
};
