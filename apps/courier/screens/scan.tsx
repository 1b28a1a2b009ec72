import { useState } from 'react';
import { carrierNames } from '@latchkey/delivery';
import { Button, Stack, TextField, useSentences } from '@latchkey/web-kit';
import type { Scanned } from '../model/visit.ts';
import { Frame } from '../parts/frame.tsx';
import { Looking } from '../parts/looking.tsx';
import { Address, HubAway, Place } from '../parts/place.tsx';
import { sentences } from '../sentences/index.ts';
import type { StepProps } from './step.tsx';
import { Back } from '../parts/back.tsx';

type Trouble = Exclude<Scanned, 'taken' | 'doubtful'>;

/** Through a glove, where the device can: one touch for the right parcel, two for another. */
const feel = (pattern: number[]) => {
  if ('vibrate' in navigator) navigator.vibrate(pattern);
};

export const ScanScreen = ({ stop, visit, title }: StepProps<'scan'>) => {
  const t = useSentences(sentences);
  const [text, setText] = useState('');
  const [looking, setLooking] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const take = (number: string) => {
    const heard = visit.scan(number);
    if (heard !== 'taken' && heard !== 'doubtful') setTrouble(heard);
    else feel(heard === 'taken' ? [60] : [60, 80, 60]);
  };
  const bar = looking ? undefined : (
    <Stack gap="tight">
      <Button kind={text === '' ? 'quiet' : 'main'} size="thumb" onClick={() => take(text)}>
        {t.scan.go}
      </Button>
      {text === '' && (
        <Button size="thumb" onClick={() => setLooking(true)}>
          {t.scan.camera}
        </Button>
      )}
    </Stack>
  );
  return (
    <Frame title={title} back={<Back />} bar={bar}>
      <form
        className="stack"
        data-gap="wide"
        onSubmit={(event) => {
          event.preventDefault();
          take(text);
        }}
      >
        {looking ? (
          <Looking title={title} look={visit.look} onTake={take} onClose={() => setLooking(false)} />
        ) : (
          <>
            <Address stop={stop} />
            <HubAway stop={stop} />
          </>
        )}
        <Stack>
          {!looking && <h1>{title}</h1>}
          <TextField
            label={t.scan.label}
            hint={t.scan.hint}
            value={text}
            onChange={setText}
            maxLength={80}
            wrong={trouble === undefined || looking ? undefined : t.scan.trouble[trouble]}
          />
          <p className="soft small">
            {t.stop.parcels}: <span className="mono">{stop.text.trackingNumbers.join(', ')}</span>
          </p>
        </Stack>
        <Place stop={stop} />
      </form>
    </Frame>
  );
};

export const DoubtScreen = ({ screen: { parcel }, visit, title }: StepProps<'doubt'>) => {
  const t = useSentences(sentences);
  return (
    <Frame
      title={title}
      back={<Back />}
      bar={
        <Stack gap="tight">
          <Button kind="quiet" size="thumb" onClick={visit.insist}>
            {t.doubt.insist}
          </Button>
          <Button size="thumb" onClick={visit.scanAgain}>
            {t.doubt.again}
          </Button>
        </Stack>
      }
    >
      <Stack>
        <h1>{title}</h1>
        {parcel.belongsTo !== undefined && <p className="lead strong">{t.doubt.belongsTo(parcel.belongsTo)}</p>}
        {parcel.carrier !== undefined && <p className="soft">{t.doubt.carrier(carrierNames[parcel.carrier])}</p>}
        <p className="lead">{t.doubt.why}</p>
      </Stack>
    </Frame>
  );
};
