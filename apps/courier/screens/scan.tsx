import { useState } from 'react';
import { Button, Stack, TextField, useSentences } from '@latchkey/web-kit';
import { Frame } from '../parts/frame.tsx';
import { canScan, Scanner } from '../parts/scanner.tsx';
import { Address, HubAway, Place } from '../parts/place.tsx';
import { sentences } from '../sentences/index.ts';
import type { StepProps } from './step.tsx';
import { Back } from '../parts/back.tsx';

export const ScanScreen = ({ stop, visit, title }: StepProps<'scan'>) => {
  const t = useSentences(sentences);
  const [text, setText] = useState('');
  const [unreadable, setUnreadable] = useState(false);
  const take = (number: string) => setUnreadable(visit.scan(number) === 'unreadable');
  return (
    <Frame
      title={title}
      back={<Back />}
      bar={
        <Button size="thumb" onClick={() => take(text)}>
          {t.scan.go}
        </Button>
      }
    >
      <form
        className="stack"
        data-gap="wide"
        onSubmit={(event) => {
          event.preventDefault();
          take(text);
        }}
      >
        <Address stop={stop} />
        <HubAway stop={stop} />
        <Stack>
          <h1>{title}</h1>
          {canScan() && <Scanner onFound={take} />}
          <TextField
            label={t.scan.label}
            hint={t.scan.hint}
            value={text}
            onChange={setText}
            maxLength={60}
            wrong={unreadable ? t.scan.unreadable : undefined}
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

export const DoubtScreen = ({ visit, title }: StepProps<'doubt'>) => {
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
        <p className="lead">{t.doubt.why}</p>
      </Stack>
    </Frame>
  );
};
