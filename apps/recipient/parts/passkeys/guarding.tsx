import { Button, LiveRegion, Notice, useObservable, useSentences } from '@latchkey/web-kit';
import { isOf } from '../../model/devices/guarding.ts';
import type { MemberDevice } from '../../model/devices/members.ts';
import { guardingSentences } from '../../sentences/guarding.ts';
import { useHome } from '../home-context.tsx';

const useDevices = (): readonly MemberDevice[] => {
  const state = useObservable(useHome().home.members.state);
  return state.kind === 'ready' ? state.devices : [];
};

/** Whether this admin's changes to who belongs to the household need a passkey; nothing where neither hub nor browser can. */
export const ChangesGuarded = () => {
  const t = useSentences(guardingSentences);
  const { home } = useHome();
  useObservable(home.watch.heard);
  const state = useObservable(home.passkeys.state);
  const devices = useDevices();
  const own = devices.find((one) => one.own);
  const passkeys = state.kind === 'ready' ? state.listed.passkeys : [];
  const offered = own?.passkey === undefined ? passkeys.filter(home.guarding.mayGuard) : [];
  if (own?.role !== 'admin' || (own.passkey === undefined && offered.length === 0)) return null;
  const { passkey } = own;
  const name = passkey && passkeys.find((one) => isOf(one, passkey.key))?.name;
  return (
    <section className="stack" data-gap="tight" aria-labelledby="changes-guarded">
      <h2 id="changes-guarded">{t.title}</h2>
      {passkey === undefined ? (
        <p className="small soft">{t.what}</p>
      ) : (
        <>
          <p>{name === undefined ? t.needsUnlisted : t.needs(name)}</p>
          <p className="small soft">{t.lost}</p>
          {devices.some((one) => one.role === 'admin' && one.passkey === undefined) && (
            <p className="small soft">{t.weakest}</p>
          )}
        </>
      )}
      {offered.map((one) => (
        <Act key={one.passkeyId} label={t.begin(one.name)} act={() => home.guarding.begin(one)} />
      ))}
      {passkey !== undefined && <Act label={t.end} act={() => home.guarding.end(own.kid)} />}
      <Trouble />
    </section>
  );
};

/** On another admin's device, whose passkey may be lost. */
export const OtherGuarded = ({ device }: { device: MemberDevice }) => {
  const t = useSentences(guardingSentences);
  const { guarding } = useHome().home;
  if (device.passkey === undefined) return null;
  return (
    <section className="stack" data-gap="tight">
      <p>{t.other}</p>
      <Act label={t.endOther} act={() => guarding.end(device.kid)} />
      <Trouble />
    </section>
  );
};

const Act = ({ label, act }: { label: string; act: () => Promise<void> }) => {
  const t = useSentences(guardingSentences);
  const working = useObservable(useHome().home.guarding.state).kind === 'working';
  return (
    <Button kind="quiet" waiting={working} onClick={() => void act()}>
      {working ? t.working : label}
    </Button>
  );
};

const Trouble = () => {
  const t = useSentences(guardingSentences);
  const state = useObservable(useHome().home.guarding.state);
  const words = state.kind === 'failed' ? t.why(state.problem) : '';
  return (
    <>
      <LiveRegion words={words === '' ? '' : `${t.failed}. ${words}`} urgent />
      {words !== '' && (
        <Notice tone="needs" title={t.failed}>
          <p>{words}</p>
        </Notice>
      )}
    </>
  );
};
