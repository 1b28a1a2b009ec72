import type { Moment } from '@latchkey/carrier-sdk';
import { Button, LiveRegion, Stack } from '@latchkey/web-kit';

interface Words {
  readonly next: string;
  readonly doorOpen: string;
  readonly doorShut: string;
  readonly noBlame: string;
}

interface Props {
  readonly title: string;
  readonly words: Words;
  /** What the going means, beside what it always means. */
  readonly ends?: string;
  /** Who has been told, or will be. */
  readonly told: string;
  readonly moment: Moment;
  readonly safe: string;
  readonly onSafe: () => void;
}

const locked = new Set(['locked', 'complete', 'before', 'filming', 'refused', 'expired']);

/** It was pressed: whoever is there goes. What happens then stands here, so that nobody stays to find out. */
export const LeaveNow = ({ title, words, ends, told, moment, safe, onSafe }: Props) => (
  <Stack gap="wide">
    <Stack>
      <h1 className="huge">{title}</h1>
      <p className="lead">{words.next}</p>
    </Stack>
    <ul className="film-lines">
      {ends !== undefined && <li>{ends}</li>}
      <li>{told}</li>
      <li>{locked.has(moment.at) ? words.doorShut : words.doorOpen}</li>
      <li>{words.noBlame}</li>
    </ul>
    <LiveRegion words={told} />
    <Button kind="plain" size="thumb" onClick={onSafe}>
      {safe}
    </Button>
  </Stack>
);

/** One touch, at the thumb. */
export const CallHelp = ({ words }: { words: string }) => (
  <a className="button" data-kind="quiet" data-size="thumb" href="tel:112">
    {words}
  </a>
);
