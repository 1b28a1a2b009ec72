import type { doorView } from '@latchkey/contract';
import { Button, useSentences } from '@latchkey/web-kit';
import { doorViewSentences, type DoorViewSentences } from '../sentences/index.ts';

type Act = Extract<doorView.ViewAct, { type: 'hand' }>['act'];

interface Props {
  readonly door: doorView.ViewDoor;
  readonly act: (act: doorView.ViewAct) => void;
}

/** Everything a person can do to this door with their hands, also for those who cannot drag a drawing. */
export const Hands = ({ door, act }: Props) => {
  const t = useSentences(doorViewSentences).hands;
  const deeds = door.kind === 'flat' ? flatDeeds(door.truth) : garageDeeds(door.truth);
  return (
    <div className="hands" role="group" aria-label={t.label}>
      {deeds.map(([name, what]) => (
        <Button key={name} kind="quiet" onClick={() => act({ type: 'hand', door: door.door, act: what })}>
          {t[name]}
        </Button>
      ))}
    </div>
  );
};

type Deed = readonly [Exclude<keyof DoorViewSentences['hands'], 'label'>, Act];

const force = (truth: doorView.ViewTruth): Deed =>
  truth.broken ? ['repair', { act: 'repair' }] : ['force', { act: 'force' }];

const flatDeeds = (truth: doorView.ViewTruth): readonly Deed[] => [
  ['push', { act: 'push' }],
  ['pull', { act: 'pull' }],
  ['handle', { act: 'handle' }],
  ['keyOut', { act: 'key', to: 'unlocked' }],
  ['keyIn', { act: 'key', to: 'locked' }],
  force(truth),
];

const garageDeeds = (truth: doorView.ViewTruth): readonly Deed[] => [
  ['button', { act: 'button' }],
  ['cord', { act: 'handle' }],
  ['lift', { act: 'push' }],
  ['lower', { act: 'pull' }],
  ['couple', { act: 'key', to: 'locked' }],
  truth.obstructed ? ['clear', { act: 'obstruct', present: false }] : ['obstruct', { act: 'obstruct', present: true }],
  force(truth),
];
