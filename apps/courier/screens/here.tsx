import { useState } from 'react';
import { Button, LiveRegion, Stack, TextField, useSentences } from '@latchkey/web-kit';
import { Scanner } from '@latchkey/web-kit/scan';
import type { HereRead, ReadHere as Here } from '../model/visit.ts';
import { Back } from '../parts/back.tsx';
import { Frame } from '../parts/frame.tsx';
import { Address } from '../parts/place.tsx';
import { useNow } from '../parts/use-now.ts';
import { sentences } from '../sentences/index.ts';
import type { StepProps } from './step.tsx';

/** A display shows a code for half of its life; whoever read it at the last moment has this long. */
const surelyMs = 15_000;

/** Flag 16: what only somebody at the door can read. The door's own camera would do too, without any reception. */
export const HereScreen = ({ stop, visit, door, title }: StepProps<'here'>) => {
  const t = useSentences(sentences);
  const [text, setText] = useState('');
  const [looking, setLooking] = useState(false);
  const [trouble, setTrouble] = useState<Exclude<HereRead, 'taken'>>();
  const take = (read: string) => {
    const heard = visit.readHere(read);
    setTrouble(heard === 'taken' ? undefined : heard);
  };
  const wrong = trouble === undefined ? undefined : t.here.trouble[trouble];
  const bar = looking ? undefined : (
    <Stack gap="tight">
      <Button kind="quiet" size="thumb" onClick={() => void visit.showCode(door)}>
        {t.doorCode.show}
      </Button>
      <Button size="thumb" onClick={text === '' ? () => setLooking(true) : () => take(text)}>
        {text === '' ? t.here.camera : t.here.go}
      </Button>
    </Stack>
  );
  return (
    <Frame title={title} back={<Back />} bar={bar}>
      <Stack gap="wide">
        <Stack>
          <h1 className="huge">{title}</h1>
          <Address stop={stop} />
        </Stack>
        {looking ? (
          <Stack>
            <Scanner formats={['QRCode']} size="thumb" onFound={take} onClose={() => setLooking(false)} />
            <LiveRegion words={wrong ?? ''} urgent />
            {wrong !== undefined && <p className="lead wrong">{wrong}</p>}
          </Stack>
        ) : (
          <>
            <p className="lead">{t.here.why}</p>
            <TextField
              label={t.here.label}
              hint={t.here.hint}
              value={text}
              onChange={setText}
              maxLength={300}
              wrong={wrong}
            />
          </>
        )}
        <Button kind="plain" size="thumb" onClick={visit.unsafe}>
          {t.door.unsafe}
        </Button>
      </Stack>
    </Frame>
  );
};

/** On the slide: what was read, and for how long it surely counts. */
export const ReadHere = ({ here, again }: { readonly here: Here; readonly again: () => void }) => {
  const { here: t } = useSentences(sentences);
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
