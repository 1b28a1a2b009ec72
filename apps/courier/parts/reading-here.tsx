import { useState, type ReactNode } from 'react';
import { Button, LiveRegion, Stack, TextField, useSentences } from '@latchkey/web-kit';
import { Scanner } from '@latchkey/web-kit/scan';
import type { HereRead } from '../model/at-door.ts';
import { atDoorSentences } from '../sentences/at-door.ts';

export interface ReadingHereProps {
  readonly title: string;
  readonly address: ReactNode;
  readonly read: (text: string) => HereRead;
  /** Shows a code to the door's camera instead; undefined where that camera may not open. */
  readonly onCode: (() => void) | undefined;
  readonly unsafe: ReactNode;
  /** The page around it. */
  readonly page: (bar: ReactNode, inside: ReactNode) => ReactNode;
}

/** Flag 16: what only somebody at the door can read, by this page's camera, by the phone's own, or typed. */
export const ReadingHere = ({ title, address, read, onCode, unsafe, page }: ReadingHereProps) => {
  const { here: t, doorCode } = useSentences(atDoorSentences);
  const [text, setText] = useState('');
  const [looking, setLooking] = useState(false);
  const [trouble, setTrouble] = useState<Exclude<HereRead, 'taken'>>();
  const take = (found: string) => {
    const heard = read(found);
    setTrouble(heard === 'taken' ? undefined : heard);
  };
  const wrong = trouble === undefined ? undefined : t.trouble[trouble];
  const bar = looking ? undefined : (
    <Stack gap="tight">
      {onCode !== undefined && (
        <Button kind="quiet" size="thumb" onClick={onCode}>
          {doorCode.show}
        </Button>
      )}
      <Button size="thumb" onClick={text === '' ? () => setLooking(true) : () => take(text)}>
        {text === '' ? t.camera : t.go}
      </Button>
    </Stack>
  );
  return page(
    bar,
    <Stack gap="wide">
      <Stack>
        <h1 className="huge">{title}</h1>
        {address}
      </Stack>
      {looking ? (
        <Stack>
          <Scanner formats={['QRCode']} size="thumb" onFound={take} onClose={() => setLooking(false)} />
          <LiveRegion words={wrong ?? ''} urgent />
          {wrong !== undefined && <p className="lead wrong">{wrong}</p>}
        </Stack>
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            take(text);
          }}
        >
          <p className="lead">{t.why}</p>
          <TextField label={t.label} hint={t.hint} value={text} onChange={setText} maxLength={300} wrong={wrong} />
        </form>
      )}
      {unsafe}
    </Stack>,
  );
};
