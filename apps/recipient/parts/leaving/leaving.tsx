import { Button, LiveRegion, Notice, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import type { LeavingInState } from '@latchkey/protocol';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { createDeparting, type Departing } from '../../model/leaving/departing.ts';
import type { Ending } from '../../model/leaving/ending.ts';
import { tellHub } from '../../model/hub/talk.ts';
import { departureSentences } from '../../sentences/departure.ts';
import { useCounts } from '../devices/cut-off.tsx';
import { FailedNotice } from '../hub/failed-notice.tsx';
import { useHome } from '../home-context.tsx';
import { HubLetters } from '../hub/letters.tsx';
import { useMemberName } from '../devices/use-device-name.ts';
import { ownKid } from '../looks/use-look.ts';

export const useDeparting = (): Departing => {
  const { home } = useHome();
  return useMemo(
    () =>
      createDeparting({
        primitives: home.parts.primitives,
        signer: home.keys.signer,
        hubId: home.household.hubId,
        tell: tellHub(home.parts),
        heard: () => home.watch.heard.get()?.state,
        poke: () => {
          home.watch.poke();
          void home.receipts.catchUp();
        },
      }),
    [home],
  );
};

/** What is on the hub's display, typed; and what it does. */
export const Letters = ({ departing, says }: { departing: Departing; says: 'hand-over' | 'stay' }) => {
  const t = useSentences(departureSentences);
  const state = useObservable(departing.state);
  const working = state.kind === 'working' && state.says === says;
  return (
    <HubLetters
      label={t.letters}
      mistyped={state.kind === 'mistyped' ? t.mistyped : undefined}
      act={working ? t.working : says === 'stay' ? t.stay : t.handOver}
      waiting={working}
      say={(typed) => departing.say(says, typed)}
    />
  );
};

export const Failed = ({ departing }: { departing: Departing }) => {
  const t = useSentences(departureSentences);
  const state = useObservable(departing.state);
  if (state.kind !== 'failed') return null;
  return <FailedNotice title={t.failed} why={t.failedWhy(state.problem)} />;
};

/** The button was held: when it takes effect, and the two things that a member can do. */
export const LeavingNotice = ({ leaving: { leftS, longer } }: { leaving: LeavingInState }) => {
  const t = useSentences(departureSentences);
  const format = useFormat();
  const departing = useDeparting();
  const state = useObservable(departing.state);
  const counts = useCounts();
  const asking = state.kind === 'working' && state.says === 'longer';
  return (
    <>
      <Notice
        tone="alarm"
        title={t.leaving}
        way={
          counts &&
          !longer && (
            <Button waiting={asking} onClick={() => void departing.say('longer')}>
              {asking ? t.working : t.longer}
            </Button>
          )
        }
      >
        <p>{leftS === 0 ? t.soon : t.left(format.duration(leftS * 1000))}</p>
        <p>{t.expected}</p>
        {(longer || counts) && <p>{longer ? t.longerDone : t.afar}</p>}
        <LiveRegion words={t.leaving} urgent />
      </Notice>
      {counts && (
        <>
          <p>{t.atHub}</p>
          <Letters departing={departing} says="stay" />
        </>
      )}
      <Failed departing={departing} />
    </>
  );
};

export const EndOfStory = ({ ending }: { ending: NonNullable<Ending> }) => {
  const t = useSentences(departureSentences);
  const format = useFormat();
  const { home, household } = useHome();
  const first = household.doors[0];
  const when = (atS: number) => `${format.day(atS * 1000, home.parts.clock.wallMs())}, ${format.time(atS * 1000)}`;
  if (ending.kind === 'stays') return <Stays at={format.time(ending.atS * 1000)} by={ending.by} />;
  if (ending.kind === 'silent') {
    return (
      <Notice tone="alarm" title={t.silent}>
        <p>{t.silentWhy(when(ending.sinceS))}</p>
      </Notice>
    );
  }
  const words = ending.atS === undefined ? t.endedNoTime : t.ended(when(ending.atS));
  return (
    <Notice
      title={words}
      way={
        first !== undefined && (
          <Link className="button" data-kind="quiet" href={`/doors/${first.id}/history`}>
            {t.endedSave}
          </Link>
        )
      }
    >
      <p>{t.endedWhy}</p>
      <LiveRegion words={words} />
    </Notice>
  );
};

/** Whoever said so hears that it counts, and so does everybody who heard of the end. */
const Stays = ({ at, by }: { at: string; by: string | undefined }) => {
  const t = useSentences(departureSentences);
  const { home } = useHome();
  const name = useMemberName()(by ?? '');
  return (
    <Notice tone="locked" title={t.saidStay(at)}>
      <p>{by === ownKid(home) ? t.staysByYou : t.staysBy(name)}</p>
      <LiveRegion words={t.saidStay(at)} />
    </Notice>
  );
};
