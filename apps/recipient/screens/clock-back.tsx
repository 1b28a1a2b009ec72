import { LiveRegion, Notice, Skeleton, useObservable, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock, deviceIsRight } from '@latchkey/web-kit/model';
import { useMemo } from 'react';
import { tellHub } from '../model/hub/talk.ts';
import { createSettingBack, floorOf, type SettingBack } from '../model/hub/setting-back.ts';
import { useHome } from '../parts/home-context.tsx';
import { FailedNotice } from '../parts/hub/failed-notice.tsx';
import { HubLetters } from '../parts/hub/letters.tsx';
import { Shell } from '../parts/shell.tsx';
import { useClockIsRight } from '../parts/devices/use-known.ts';
import { useFullTime } from '../parts/use-full-time.ts';
import { clockBackSentences } from '../sentences/clock-back.ts';
import { membersSentences } from '../sentences/members.ts';

/** Less than this is the affair of clocks. */
const AHEAD_FROM_S = 60;

/** What the door's clock shows beside this device's, and an admin beside the hub who sets it back. */
export const ClockBackScreen = () => {
  const t = useSentences(clockBackSentences);
  const { home } = useHome();
  const state = useObservable(home.watch.heard)?.state;
  const settingBack = useSettingBack();
  const done = useObservable(settingBack.state).kind === 'done';
  const { wallMs } = useTick(browserClock, 1000);
  const doorS = state && floorOf(state);
  const ahead = doorS !== undefined && doorS - wallMs / 1000 > AHEAD_FROM_S;
  return (
    <Shell heading="shown" title={t.title} back="/household">
      {done && !ahead ? <Done /> : <Clocks wallMs={wallMs} doorS={doorS} known={state?.iat !== undefined} />}
      {!done && doorS !== undefined && !ahead && <p>{t.right}</p>}
      {ahead && <ByAdmin settingBack={settingBack} />}
    </Shell>
  );
};

const useSettingBack = (): SettingBack => {
  const { home } = useHome();
  return useMemo(
    () =>
      createSettingBack({
        primitives: home.parts.primitives,
        signer: home.keys.signer,
        hubId: home.household.hubId,
        tell: tellHub(home.parts),
        wallMs: () => home.parts.clock.wallMs(),
        clockIsRight: () => deviceIsRight(home.parts.clockCheck.doubt.get()),
        heard: () => home.watch.heard.get()?.state,
        poke: () => {
          home.watch.poke();
          void home.receipts.catchUp();
        },
      }),
    [home],
  );
};

const Clocks = ({ wallMs, doorS, known }: { wallMs: number; doorS: number | undefined; known: boolean }) => {
  const t = useSentences(clockBackSentences);
  const full = useFullTime();
  return (
    <dl className="facts">
      <dt>{t.device}</dt>
      <dd>{full(wallMs)}</dd>
      <dt>{known || doorS === undefined ? t.door : t.doorFloor}</dt>
      <dd>{doorS === undefined ? t.unheard : full(doorS * 1000)}</dd>
    </dl>
  );
};

const ByAdmin = ({ settingBack }: { settingBack: SettingBack }) => {
  const t = useSentences(clockBackSentences);
  const m = useSentences(membersSentences);
  const members = useObservable(useHome().home.members.state);
  const isRight = useClockIsRight();
  if (members.kind !== 'ready') return <Skeleton label={m.loading} lines={2} />;
  if (!members.mayChange) return <p className="small soft">{t.onlyAdmins}</p>;
  if (!isRight) return <p>{t.ownClock}</p>;
  return <AtHub settingBack={settingBack} />;
};

const AtHub = ({ settingBack }: { settingBack: SettingBack }) => {
  const t = useSentences(clockBackSentences);
  const { kind } = useObservable(settingBack.state);
  return (
    <>
      <section className="stack" data-gap="tight">
        <h2>{t.what}</h2>
        <ul className="terms">
          {t.whatList.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <section className="stack">
        <p>{t.check}</p>
        <p>{t.how}</p>
        <HubLetters
          label={t.letters}
          mistyped={kind === 'mistyped' ? t.mistyped : undefined}
          act={kind === 'working' ? t.working : t.setBack}
          waiting={kind === 'working'}
          say={settingBack.say}
        />
        <Failed settingBack={settingBack} />
      </section>
    </>
  );
};

const Failed = ({ settingBack }: { settingBack: SettingBack }) => {
  const t = useSentences(clockBackSentences);
  const state = useObservable(settingBack.state);
  if (state.kind !== 'failed') return null;
  return <FailedNotice title={t.failed} why={t.failedWhy(state.problem)} />;
};

const Done = () => {
  const t = useSentences(clockBackSentences);
  return (
    <Notice tone="locked" title={t.done}>
      <p>{t.doneWhy}</p>
      <LiveRegion words={t.done} />
    </Notice>
  );
};
