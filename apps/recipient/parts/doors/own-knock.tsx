import { DOOR_KIND } from '@latchkey/protocol';
import {
  Button,
  LiveRegion,
  Notice,
  commonSentences,
  useFormat,
  useLanguage,
  useObservable,
  useSentences,
} from '@latchkey/web-kit';
import { codeOf } from '@latchkey/web-kit/model';
import { useState } from 'react';
import { declaredOf, type DeclaredDoor } from '../../model/doors/facts.ts';
import { doorOf } from '../../model/household.ts';
import { refusalWords } from '../../model/visits/refusal-words.ts';
import { doorsSentences } from '../../sentences/doors.ts';
import { homeSentences } from '../../sentences/index.ts';
import { GarageClosing } from './garage-closing.tsx';
import { useDoor, useHome } from '../home-context.tsx';

/** A garage that may close by itself is closed with one word, and warns first. */
const closesFromAfar = (kind: number | undefined, declared: DeclaredDoor | undefined): boolean =>
  kind === DOOR_KIND.garage && declared?.closesByItself !== false;

type Knocking = 'idle' | 'asking' | 'heard' | { readonly title: string; readonly next: string };

/**
 * A member opens their own door. The command names the wanted state, never a toggle: what is offered follows the door's
 * fresh state, and where that is unknown, both are.
 */
export const OwnKnock = ({ door }: { door: number }) => {
  const t = useSentences(homeSentences).doors;
  const common = useSentences(commonSentences);
  const { language } = useLanguage();
  const format = useFormat();
  const { home, household } = useHome();
  const view = useDoor(door);
  const { word } = view;
  const { receipts } = useObservable(home.receipts.story);
  const closes = closesFromAfar(doorOf(household, door)?.kind, declaredOf(receipts, door));
  const d = useSentences(doorsSentences).closing;
  const [knocking, setKnocking] = useState<Knocking>('idle');
  const knock = async (wanted: 'unlock' | 'lock') => {
    setKnocking('asking');
    try {
      const answer = await home.knock(door, wanted);
      home.watch.poke();
      const words = answer.ok
        ? undefined
        : refusalWords(answer.refusal, language, (s) => format.time(s * 1000), { door });
      setKnocking(answer.ok ? 'heard' : (words ?? { title: t.refusedTitle, next: '' }));
    } catch (error) {
      setKnocking({ title: t.failed, next: common.problem[codeOf(error)] });
    }
  };
  const asking = knocking === 'asking';
  const said =
    typeof knocking === 'object' ? `${knocking.title} ${knocking.next}` : knocking === 'heard' ? t.heard : '';
  return (
    <div className="stack" data-gap="tight">
      <LiveRegion words={said} />
      {typeof knocking === 'object' && (
        <Notice tone="needs" title={knocking.title}>
          <p>{knocking.next}</p>
        </Notice>
      )}
      {knocking === 'heard' && <p className="small soft">{t.heard}</p>}
      <GarageClosing view={view} />
      {word === 'open' && closes && view.moving === undefined && <p className="small soft">{d.before}</p>}
      <div className="pair-of-buttons">
        {word !== 'locked' && view.moving !== 'warning' && view.moving !== 'locking' && (
          <Button
            size="thumb"
            kind={word === 'unknown' ? 'quiet' : 'main'}
            waiting={asking}
            onClick={() => void knock('lock')}
          >
            {word === 'open' && closes ? d.act : t.lock}
          </Button>
        )}
        {(word === 'locked' || word === 'unknown' || word === 'jammed') && (
          <Button
            size="thumb"
            kind={word === 'locked' ? 'main' : 'quiet'}
            waiting={asking}
            onClick={() => void knock('unlock')}
          >
            {asking ? t.unlocking : t.unlock}
          </Button>
        )}
      </div>
    </div>
  );
};
