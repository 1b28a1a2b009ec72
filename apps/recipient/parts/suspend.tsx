import { Button, LiveRegion, Notice, TextField, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { toHex } from '@latchkey/protocol';
import { useMemo, useState } from 'react';
import { tellHub } from '../model/hub-talk.ts';
import { createSuspending, type Suspending } from '../model/suspending.ts';
import { suspensionSentences } from '../sentences/suspension.ts';
import { useHome } from './home-context.tsx';

/** How long this device does not count yet, by the hub's own signed state; undefined: it counts, or the hub says nothing. */
export const useSuspended = (): ((kid: string) => number | undefined) => {
  const { home } = useHome();
  const heard = useObservable(home.watch.heard);
  return (kid) => heard?.state.suspended?.find((one) => toHex(one.kid) === kid)?.leftS;
};

/** At another device of the household: cutting it off beside the hub, and what that does. */
export const Suspend = ({ kid }: { kid: string }) => {
  const t = useSentences(suspensionSentences);
  const format = useFormat();
  const { home } = useHome();
  const leftS = useSuspended()(kid);
  const suspending = useMemo(
    () =>
      createSuspending({
        primitives: home.parts.primitives,
        signer: home.keys.signer,
        hubId: home.household.hubId,
        kid,
        tell: tellHub(home.parts),
        level: () => home.watch.heard.get()?.state.capability ?? home.household.capability,
        poke: () => home.watch.poke(),
      }),
    [home, kid],
  );
  const [open, setOpen] = useState(false);
  const stands = leftS !== undefined;
  return (
    <section className="stack" data-gap="tight">
      <h2>{stands ? t.state : t.title}</h2>
      {stands ? <p>{t.left(format.duration(leftS * 1000))}</p> : <p className="soft">{t.reach}</p>}
      {open ? (
        <AtTheHub suspending={suspending} ends={stands} />
      ) : (
        <Button kind="quiet" onClick={() => setOpen(true)}>
          {stands ? t.end : t.title}
        </Button>
      )}
      <Outcome suspending={suspending} />
    </section>
  );
};

/** It asks by describing what follows. */
const AtTheHub = ({ suspending, ends }: { suspending: Suspending; ends: boolean }) => {
  const t = useSentences(suspensionSentences);
  const { home } = useHome();
  const waits = useObservable(home.watch.heard)?.state.recovery !== undefined;
  const { kind } = useObservable(suspending.state);
  const [typed, setTyped] = useState('');
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void suspending.say(typed, ends).then(() => setTyped(''));
      }}
    >
      {ends ? (
        <p>{t.endHow}</p>
      ) : (
        <>
          <ul className="terms">
            {t.what.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p>{t.how}</p>
        </>
      )}
      {waits && <Notice tone="alarm" title={t.recovery} />}
      <TextField label={t.letters} value={typed} onChange={setTyped} autoComplete="off" maxLength={40} />
      {kind === 'mistyped' && <p className="field-wrong">{t.mistyped}</p>}
      <Button type="submit" waiting={kind === 'working'}>
        {kind === 'working' ? t.suspending : ends ? t.endYes : t.suspend}
      </Button>
    </form>
  );
};

const Outcome = ({ suspending }: { suspending: Suspending }) => {
  const t = useSentences(suspensionSentences);
  const state = useObservable(suspending.state);
  if (state.kind === 'done') {
    const words = state.ended ? t.ended : t.done;
    return (
      <Notice title={words}>
        <LiveRegion words={words} />
      </Notice>
    );
  }
  if (state.kind !== 'failed') return null;
  return (
    <Notice tone="needs" title={t.failed}>
      <p>{t.failedWhy(state.problem)}</p>
      <LiveRegion words={t.failed} urgent />
    </Notice>
  );
};

/** Whoever lives there sees it at a glance. */
export const SuspendedNotices = ({ nameOf }: { nameOf: (kid: string) => string }) => {
  const t = useSentences(suspensionSentences);
  const format = useFormat();
  const { home } = useHome();
  const all = useObservable(home.watch.heard)?.state.suspended ?? [];
  return all.map(({ kid, leftS }) => (
    <Notice key={toHex(kid)} tone="needs" title={t.notice(nameOf(toHex(kid)))}>
      <p>{t.left(format.duration(leftS * 1000))}</p>
    </Notice>
  ));
};
