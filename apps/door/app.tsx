import { useEffect, useState } from 'react';
import type { doorView } from '@latchkey/contract';
import {
  LanguageSwitch,
  Mark,
  Notice,
  Page,
  Skeleton,
  commonSentences,
  useObservable,
  useSentences,
} from '@latchkey/web-kit';
import { FlatScene } from './drawing/flat-scene.tsx';
import { GarageScene } from './drawing/garage-scene.tsx';
import { HomeScene } from './drawing/home-scene.tsx';
import type { Line } from './model/line.ts';
import { Beliefs } from './parts/beliefs.tsx';
import { Hands } from './parts/hands.tsx';
import { Held } from './parts/held.tsx';
import { OutsideParts } from './parts/outside.tsx';
import { Pairing } from './parts/pairing.tsx';
import { Presence } from './parts/presence.tsx';
import { Waiting } from './parts/waiting.tsx';
import { WhatIsSo } from './parts/so.tsx';
import { trueWord } from './model/word.ts';
import { Tray } from './parts/tray.tsx';
import { useWarningSound } from './parts/warning-sound.ts';
import { doorViewSentences } from './sentences/index.ts';

/** The door view: the toy that explains. */
export const App = ({ line }: { line: Line }) => {
  const t = useSentences(doorViewSentences);
  const common = useSentences(commonSentences);
  const seen = useObservable(line);
  return (
    <Page
      title={t.title}
      width="desk"
      skip={common.skip}
      mark={
        <h1 className="page-mark">
          <Mark />
          Latchkey
        </h1>
      }
      aside={
        <>
          {seen.state !== undefined && <Places links={seen.state.links} place="head" />}
          <LanguageSwitch />
        </>
      }
    >
      {!seen.answering && (
        <Notice tone="needs" title={t.gone.title}>
          {t.gone.way}
        </Notice>
      )}
      {seen.state === undefined ? (
        <Skeleton lines={6} label={common.loading} />
      ) : (
        <Home state={seen.state} atMs={seen.atMs} answering={seen.answering} act={line.act} />
      )}
    </Page>
  );
};

interface HomeProps {
  readonly state: doorView.ViewState;
  readonly atMs: number;
  readonly answering: boolean;
  readonly act: (act: doorView.ViewAct) => void;
}

const Home = ({ state, atMs, answering, act }: HomeProps) => {
  const t = useSentences(doorViewSentences);
  const [chosen, choose] = useState(state.doors[0]?.door);
  const sinceMs = useSince(atMs);
  useWarningSound(answering && state.doors.some(warnsAloud));
  const door = state.doors.find((d) => d.door === chosen);
  const changedMs = useChangedAt(door === undefined ? '' : `${door.door} ${trueWord(door.truth)}`, atMs);
  if (door === undefined) return null;
  const { recovery, leaving } = (state.hub.running ? state.hub.belief : undefined) ?? {};
  return (
    <div className="door-view" data-answering={answering ? 'yes' : 'no'}>
      {state.links.pairing !== undefined && <Pairing link={state.links.pairing} />}
      {state.hub.presence !== undefined && <Presence code={state.hub.presence} />}
      {recovery !== undefined && <Waiting what="recovery" leftS={recovery.leftS} />}
      {leaving !== undefined && <Waiting what="leaving" leftS={leaving.leftS} />}
      <div className="stage">
        <div className="stage-head">
          <WhatIsSo door={door} siren={state.hub.siren} />
          <div className="which" role="group" aria-label={t.whichDoor}>
            {state.doors.map((d) => (
              <button key={d.door} type="button" aria-pressed={d.door === chosen} onClick={() => choose(d.door)}>
                {t[d.kind]}
              </button>
            ))}
          </div>
        </div>
        <div className="scenes">
          {door.kind === 'flat' ? (
            <FlatScene door={door} camera={state.camera} act={act} />
          ) : (
            <GarageScene door={door} act={act} />
          )}
          <HomeScene state={state} act={act} />
        </div>
        <Hands door={door} act={act} />
        {door.kind === 'flat' && state.camera.present && <Held act={act} />}
        {door.outside !== undefined && <OutsideParts outside={door.outside} act={act} />}
      </div>
      <Beliefs state={state} door={door} sinceMs={sinceMs} wordAgeMs={atMs + sinceMs - changedMs} />
      <Tray state={state} door={door} act={act} />
      <Places links={state.links} place="foot" />
    </div>
  );
};

/** A garage sounds before it closes and until it is down. */
const warnsAloud = ({ kind, truth }: doorView.ViewDoor): boolean =>
  kind === 'garage' && (truth.moving === 'warning' || truth.moving === 'locking');

/** In the head where it is wide enough, else at the foot. */
const Places = ({ links, place }: { links: doorView.ViewState['links']; place: 'head' | 'foot' }) => {
  const t = useSentences(doorViewSentences).places;
  return (
    <nav className="places" data-place={place} aria-label={t.label}>
      <a href={links.home}>{t.home}</a>
      <a href={links.courier}>{t.courier}</a>
      <a href={links.console}>{t.console}</a>
    </nav>
  );
};

/** When these words were first seen, on the line's own clock. */
const useChangedAt = (words: string, atMs: number): number => {
  const [seen, setSeen] = useState({ words, atMs });
  if (seen.words === words) return seen.atMs;
  setSeen({ words, atMs });
  return atMs;
};

/** How old the last state is; grows only when the hardware falls silent, because every message starts it anew. */
const useSince = (atMs: number): number => {
  const [nowMs, setNow] = useState(atMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, nowMs - atMs);
};
