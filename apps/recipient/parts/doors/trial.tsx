import { DOOR_KIND, type DoorDescription } from '@latchkey/protocol';
import {
  Button,
  LiveRegion,
  Notice,
  StateWord,
  commonSentences,
  useFormat,
  useLanguage,
  useObservable,
  useSentences,
  type Tone,
} from '@latchkey/web-kit';
import { useEffect, useState } from 'react';
import type { DoorFacts } from '../../model/doors/facts.ts';
import { refusalWords } from '../../model/visits/refusal-words.ts';
import { createTrial, type DoorTrial as DoorTrialModel, type Trial, type TrialState } from '../../model/doors/trial.ts';
import { doorsSentences, type DoorsSentences } from '../../sentences/doors.ts';
import { homeSentences } from '../../sentences/index.ts';
import { DoorFigure } from './figure.tsx';
import { GarageClosing } from './garage-closing.tsx';
import { useDoor, useHome } from '../home-context.tsx';

interface Props {
  readonly door: DoorDescription;
  readonly facts: DoorFacts | undefined;
  readonly model: DoorTrialModel;
}

/** The member's own first opening: a real knock, and in words what bolt and contact then did. */
export const DoorTrial = ({ door, facts, model }: Props) => {
  const t = useSentences(doorsSentences).trial;
  const { trial, trouble } = useObservable(model.state);
  const view = useDoor(door.id);
  const garage = door.kind === DOOR_KIND.garage;
  const said = trialWords(trial, t, garage, facts);
  return (
    <>
      <LiveRegion words={said} />
      {trial.at === 'ready' ? <p className="lead">{said}</p> : <StateWord tone={toneOf(trial)}>{said}</StateWord>}
      {trial.at === 'nothing' && <p className="soft">{t.nothingWhy}</p>}
      {view.word === 'unknown' && trial.at !== 'ready' && <p className="soft small">{t.unknown}</p>}
      {trouble !== undefined && <Trouble door={door.id} trouble={trouble} />}
      <GarageClosing view={view} />
      <DoorFigure door={door.id} size="large" />
      <Steps trial={trial} names={garage ? t.garageSteps : t.steps} />
    </>
  );
};

/** What stands at the thumb: the app's own next step, where the next step is not a hand's; else the way on. */
export const TrialBar = ({ door, facts, model, onDone }: Props & { readonly onDone: () => void }) => {
  const t = useSentences(doorsSentences).trial;
  const { trial } = useObservable(model.state);
  const view = useDoor(door.id);
  if (trial.at === 'locked') {
    return (
      <Button size="thumb" onClick={onDone}>
        {t.next}
      </Button>
    );
  }
  return (
    <div className="stack" data-gap="tight">
      <TrialButtons
        trial={trial}
        garage={door.kind === DOOR_KIND.garage}
        resting={view.moving === undefined}
        facts={facts}
        unlock={() => void model.unlock()}
        lock={() => void model.lock()}
      />
      <Button kind="plain" onClick={onDone}>
        {t.skip}
      </Button>
    </div>
  );
};

interface ButtonsProps {
  readonly trial: Trial;
  readonly garage: boolean;
  /** Nothing moves and nothing warns: a button would change something. */
  readonly resting: boolean;
  readonly facts: DoorFacts | undefined;
  readonly unlock: () => void;
  readonly lock: () => void;
}

/** The one next step, where the next step is the app's. */
const TrialButtons = ({ trial, garage, resting, facts, unlock, lock }: ButtonsProps) => {
  const t = useSentences(doorsSentences);
  const home = useSentences(homeSentences).doors;
  if (trial.at === 'ready' || trial.at === 'asking')
    return (
      <Button size="thumb" waiting={trial.at === 'asking'} onClick={unlock}>
        {trial.at === 'asking' ? t.trial.asking : t.trial.act}
      </Button>
    );
  if (trial.at === 'nothing')
    return (
      <Button size="thumb" onClick={unlock}>
        {t.trial.again}
      </Button>
    );
  if (garage && resting && trial.at === 'open' && facts?.closesByItself !== false)
    return (
      <>
        <p className="small soft">{t.closing.before}</p>
        <Button size="thumb" onClick={lock}>
          {t.closing.act}
        </Button>
      </>
    );
  if (trial.at === 'closed' && facts?.egressFree === false)
    return (
      <Button size="thumb" onClick={lock}>
        {home.lock}
      </Button>
    );
  return null;
};

const reached: Readonly<Record<Trial['at'], number>> = {
  ready: 0,
  asking: 0,
  waiting: 1,
  unlocked: 2,
  open: 3,
  closed: 4,
  jammed: 4,
  locked: 5,
  nothing: 1,
};

const Steps = ({ trial, names }: { trial: Trial; names: readonly string[] }) => {
  const skipped = trial.at === 'locked' && !trial.opened;
  return (
    <ol className="steps">
      {names.map((name, n) => {
        const past = n < reached[trial.at] && !(skipped && (n === 2 || n === 3));
        const here = n === reached[trial.at] && trial.at !== 'ready';
        return (
          <li key={name} aria-current={here ? 'step' : undefined} data-past={past ? 'yes' : 'no'}>
            {name}
          </li>
        );
      })}
    </ol>
  );
};

const toneOf = ({ at }: Trial): Tone =>
  at === 'locked' ? 'locked' : at === 'jammed' ? 'alarm' : at === 'nothing' ? 'needs' : 'use';

const trialWords = (
  trial: Trial,
  t: DoorsSentences['trial'],
  garage: boolean,
  facts: DoorFacts | undefined,
): string => {
  switch (trial.at) {
    case 'ready':
      return t.why;
    case 'open':
      if (!garage) return t.open;
      return facts?.closesByItself === false ? t.openGarageByHand : t.openGarage;
    case 'closed':
      return facts?.egressFree === false ? t.closedByYou : t.closed;
    case 'locked':
      return trial.opened ? t.works : t.worksUnopened;
    case 'asking':
    case 'waiting':
    case 'unlocked':
    case 'jammed':
    case 'nothing':
      return t[trial.at];
  }
};

/** One trial for as long as the screen shows this door. */
export const useTrial = (door: number): DoorTrialModel => {
  const { home } = useHome();
  const [trial] = useState(() =>
    createTrial({ door, watch: home.watch, clock: home.parts.clock, knock: (wanted) => home.knock(door, wanted) }),
  );
  useEffect(() => trial.follow(), [trial]);
  return trial;
};

const Trouble = ({ door, trouble }: { door: number; trouble: NonNullable<TrialState['trouble']> }) => {
  const t = useSentences(homeSentences).doors;
  const common = useSentences(commonSentences).problem;
  const { language } = useLanguage();
  const format = useFormat();
  const words =
    trouble.kind === 'unreached'
      ? { title: t.failed, next: common[trouble.code] }
      : (refusalWords(trouble, language, (s) => format.time(s * 1000), { door }) ?? {
          title: t.refusedTitle,
          next: '',
        });
  return (
    <Notice tone="needs" title={words.title}>
      <p>{words.next}</p>
    </Notice>
  );
};
