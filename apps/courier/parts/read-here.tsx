import { Button, useSentences } from '@latchkey/web-kit';
import type { ReadHere as Here } from '../model/at-door.ts';
import { atDoorSentences } from '../sentences/at-door.ts';
import { useNow } from './use-now.ts';

/** A display shows a code for half of its life; whoever read it at the last moment has this long. */
const surelyMs = 15_000;

/** Beside the slide: what was read off the door, and for how long it surely counts. */
export const ReadHere = ({ here, again }: { readonly here: Here; readonly again: () => void }) => {
  const t = useSentences(atDoorSentences).here;
  const leftS = Math.ceil((here.atMs + surelyMs - useNow()) / 1000);
  if ('tap' in here.shown) return <p className="soft">{t.read.tag}</p>;
  return (
    <>
      <p className="soft">
        {t.read.display} <span className="figures">{leftS > 0 ? t.left(leftS) : t.changed}</span>
      </p>
      {leftS <= 0 && (
        <Button kind="quiet" size="thumb" onClick={again}>
          {t.again}
        </Button>
      )}
    </>
  );
};
