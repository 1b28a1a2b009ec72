import {
  DoorDrawing,
  LiveRegion,
  StateWord,
  doorSentences,
  useFormat,
  useSentences,
  type DoorSentences,
  type Format,
  type Tone,
} from '@latchkey/web-kit';
import { formOf, pictureOf, type DoorView } from '@latchkey/web-kit/model';
import { doorOf } from '../../model/household.ts';
import { homeSentences } from '../../sentences/index.ts';
import { useDoor, useHome } from '../home-context.tsx';

const tones: Record<DoorView['word'], Tone> = {
  locked: 'locked',
  unlocked: 'use',
  open: 'use',
  jammed: 'alarm',
  unknown: 'plain',
};

interface Props {
  readonly door: number;
  /** `large`: the picture leads. `beside`: the picture stands beside the words. */
  readonly size: 'large' | 'beside';
}

/** One door, drawn and said, truthfully. */
export const DoorFigure = ({ door, size }: Props) => {
  const { household } = useHome();
  const view = useDoor(door);
  const t = useSentences(doorSentences);
  const own = useSentences(homeSentences).doors;
  const format = useFormat();
  const description = doorOf(household, door);
  const words = doorWords(view, t, format);
  return (
    <figure className="door-figure" data-size={size}>
      <DoorDrawing
        picture={pictureOf(view, formOf(description?.kind ?? 1))}
        label={`${description?.name ?? ''}: ${words.title}`}
      />
      <figcaption className="stack" data-gap="tight">
        <p className="label">{description?.name}</p>
        <StateWord tone={tones[view.word]}>{words.title}</StateWord>
        <p className="small soft">{words.detail}</p>
        {view.boltInTheAir && <p className="small">{own.boltInTheAir}</p>}
        {view.filming && <p className="small">{own.filming}</p>}
        {view.watched === true && <p className="small">{own.watched}</p>}
        <LiveRegion words={`${description?.name ?? ''}: ${words.title}`} urgent={view.word === 'jammed'} />
      </figcaption>
    </figure>
  );
};

/** The state in words, with its age; or why it is not known, and when it last was. */
export const doorWords = (view: DoorView, t: DoorSentences, format: Format): { title: string; detail: string } => {
  if (view.word !== 'unknown') {
    return { title: t.word[view.word], detail: t.ago(t.detail[view.word], format.duration(view.ageMs ?? 0)) };
  }
  const why = `${t.unknown[view.why ?? 'no-answer']}${view.why === 'not-asked' ? '' : '.'}`;
  const heard =
    (view.why === 'too-old' || view.why === 'cut-off') && view.lastHeardWallMs !== undefined
      ? ` ${t.lastHeard(format.second(view.lastHeardWallMs))}`
      : '';
  return { title: t.word.unknown, detail: why + heard };
};
