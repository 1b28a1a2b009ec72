import {
  Button,
  InPlace,
  LiveRegion,
  Notice,
  useFormat,
  useObservable,
  useSentences,
  type Format,
} from '@latchkey/web-kit';
import { toHex } from '@latchkey/protocol';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { tellHub } from '../../model/hub/talk.ts';
import { suspendedMembers, type SuspendedMember } from '../../model/devices/suspended.ts';
import { createSuspending, type Suspending } from '../../model/devices/suspending.ts';
import { suspensionSentences } from '../../sentences/suspension.ts';
import { useCounts } from './cut-off.tsx';
import { FailedNotice } from '../hub/failed-notice.tsx';
import { useHome } from '../home-context.tsx';
import { HubLetters } from '../hub/letters.tsx';
import { useDeviceName, useMemberName } from './use-device-name.ts';
import { ownKid } from '../looks/use-look.ts';

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
      <InPlace asked={open}>
        {open ? (
          <AtTheHub suspending={suspending} ends={stands} />
        ) : (
          <Button kind="quiet" onClick={() => setOpen(true)}>
            {stands ? t.end : t.title}
          </Button>
        )}
      </InPlace>
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
  return (
    <HubLetters
      label={t.letters}
      mistyped={kind === 'mistyped' ? t.mistyped : undefined}
      act={kind === 'working' ? t.suspending : ends ? t.endYes : t.suspend}
      waiting={kind === 'working'}
      say={(typed) => suspending.say(typed, ends)}
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
    </HubLetters>
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
  return <FailedNotice title={t.failed} why={t.failedWhy(state.problem)} />;
};

/** *today 14:07*, as the language writes it. */
export const moment = (format: Format, atMs: number, nowMs: number): string =>
  `${format.day(atMs, nowMs)} ${format.time(atMs)}`;

/** Whoever lives there sees at a glance who does not count, until when, by whom, and what they themselves can do. */
export const SuspendedNotices = () => {
  const { home } = useHome();
  const own = ownKid(home);
  const heard = useObservable(home.watch.heard);
  const { receipts } = useObservable(home.receipts.story);
  const members = useObservable(home.members.state);
  const admin = members.kind === 'ready' && members.mayChange;
  const all = suspendedMembers(heard, receipts, { ownKid: own, admin });
  // About itself a device has a notice of its own, on every screen.
  return all.filter(({ kid }) => kid !== own).map((one) => <SuspendedNotice key={one.kid} one={one} />);
};

const SuspendedNotice = ({ one }: { one: SuspendedMember }) => {
  const t = useSentences(suspensionSentences);
  const format = useFormat();
  const { home } = useHome();
  const title = t.notice(useDeviceName()({ kid: one.kid, own: false }));
  const nameOf = useMemberName();
  const counts = useCounts();
  const { kid, by, untilMs } = one;
  const mine = by === ownKid(home);
  const name = by === undefined ? undefined : nameOf(by);
  return (
    <Notice
      tone="needs"
      title={title}
      way={
        <Link className="button" data-kind="quiet" href={`/household/device/${kid}`}>
          {one.mayEnd && counts ? t.toEnd : t.toDevice}
        </Link>
      }
    >
      {by !== undefined && <p>{mine ? t.byYou : t.by(name)}</p>}
      <p>{t.until(moment(format, untilMs, home.parts.clock.wallMs()))}</p>
      <p>{one.mayEnd && counts ? t.youEnd : t.othersEnd(name)}</p>
    </Notice>
  );
};
