import { Button, InPlace, LiveRegion, Notice, useObservable, useSentences } from '@latchkey/web-kit';
import { codeOf } from '@latchkey/web-kit/model';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { fingerprintOfKid } from '../model/devices/name.ts';
import { keptForHub, type Changed, type MemberDevice } from '../model/devices/members.ts';
import { useActs } from '../parts/leaving/use-lives.ts';
import { useHome } from '../parts/home-context.tsx';
import { OtherGuarded } from '../parts/passkeys/guarding.tsx';
import { usePaper } from '../parts/recovery/link.tsx';
import { Shell } from '../parts/shell.tsx';
import { Suspend } from '../parts/devices/suspend.tsx';
import { useDeviceName } from '../parts/devices/use-device-name.ts';
import { membersSentences } from '../sentences/members.ts';
import { roomsSentences } from '../sentences/rooms.ts';

/** One device of the household: what it may do, and how it is taken out. */
export const MemberDeviceScreen = ({ kid }: { kid: string }) => {
  const t = useSentences(membersSentences);
  const state = useObservable(useHome().home.members.state);
  const devices = state.kind === 'ready' ? state.devices : [];
  const device = devices.find((one) => one.kid === kid);
  if (device !== undefined) return <Device device={device} hindrance={hindranceOf(device, devices)} />;
  return (
    <Shell title={t.title} back="/household">
      {state.kind === 'ready' && <Notice title={t.gone} />}
    </Shell>
  );
};

type Hindrance = 'own' | 'last-admin' | 'no-admin' | undefined;

const hindranceOf = (device: MemberDevice, all: readonly MemberDevice[]): Hindrance => {
  if (device.own) return 'own';
  if (!all.some(({ own, role }) => own && role === 'admin')) return 'no-admin';
  return device.role === 'admin' && all.filter(({ role }) => role === 'admin').length < 2 ? 'last-admin' : undefined;
};

const Device = ({ device, hindrance }: { device: MemberDevice; hindrance: Hindrance }) => {
  const t = useSentences(membersSentences);
  const name = useDeviceName()(device);
  const acts = useActs();
  const { device: here } = useSentences(roomsSentences);
  const why = { 'last-admin': t.lastAdmin, 'no-admin': t.onlyAdmins };
  return (
    <Shell heading="shown" title={name} back="/household">
      <dl className="facts">
        <dt>{t.roleLegend}</dt>
        <dd>
          {t.role[device.role]}
          <p className="small soft">{t.roleWhat[device.role]}</p>
        </dd>
        <dt>{t.key}</dt>
        <dd className="mono">{fingerprintOfKid(device.kid)}</dd>
      </dl>
      {device.leaving && <Leaving />}
      {acts && hindrance === undefined && <OtherGuarded device={device} />}
      {acts && hindrance !== 'own' && <Suspend kid={device.kid} />}
      {acts && hindrance === undefined && !device.leaving && <Remove device={device} name={name} />}
      {hindrance === 'own' && (
        <Link className="button" data-kind="quiet" href="/household/this-device">
          {here.title}
        </Link>
      )}
      {hindrance !== undefined && hindrance !== 'own' && <p className="soft">{why[hindrance]}</p>}
    </Shell>
  );
};

/** What the server did at once, and what only the door can say. */
const Leaving = () => {
  const t = useSentences(membersSentences);
  return (
    <Notice tone="needs" title={t.leavingTitle}>
      <p>{t.leavingWhy}</p>
      <LiveRegion words={t.leavingTitle} />
    </Notice>
  );
};

/** It asks by describing what follows. */
const Remove = ({ device, name }: { device: MemberDevice; name: string }) => {
  const t = useSentences(membersSentences);
  const { home } = useHome();
  const [, go] = useLocation();
  const paper = usePaper().standing;
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const remove = async () => {
    setBusy(true);
    setFailed(undefined);
    const changed = await home.members
      .remove(device.kid)
      .catch((error: unknown): Changed => ({ ok: false, problem: codeOf(error) }));
    setBusy(false);
    if (changed.ok) go('/household', { replace: true });
    else if (changed.problem !== keptForHub) setFailed(changed.problem);
  };
  return (
    <InPlace asked={asked}>
      {!asked ? (
        <Button kind="quiet" onClick={() => setAsked(true)}>
          {t.remove}
        </Button>
      ) : (
        <>
          <Notice
            tone="needs"
            title={t.removeTitle(name)}
            way={
              <>
                <Button onClick={() => setAsked(false)}>{t.removeNo}</Button>
                <Button kind="quiet" waiting={busy} onClick={() => void remove()}>
                  {busy ? t.removing : t.removeYes}
                </Button>
              </>
            }
          >
            <ul className="terms">
              {[...t.removeWhat, ...(paper === 'good' ? [t.removeSheet] : [])].map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Notice>
          {failed !== undefined && (
            <Notice tone="needs" title={t.refused}>
              <p>{t.refusedWhy(failed)}</p>
              <LiveRegion words={t.refused} urgent />
            </Notice>
          )}
        </>
      )}
    </InPlace>
  );
};
