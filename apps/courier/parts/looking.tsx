import { useState } from 'react';
import type { LabelReading } from '@latchkey/delivery';
import { Button, LiveRegion, Stack, useSentences } from '@latchkey/web-kit';
import { Scanner, type CodeFormat } from '@latchkey/web-kit/scan';
import { sentences } from '../sentences/index.ts';

/** What labels of parcels are printed in. */
const formats: readonly CodeFormat[] = ['Code128', 'Code39', 'ITF', 'DataMatrix', 'QRCode', 'Aztec', 'PDF417'];
/** A bar code seen in part reads as a shorter number; none that any carrier prints is so short. */
const shortest = 8;

export interface LookingProps {
  readonly title: string;
  readonly look: (text: string) => LabelReading;
  /** The stop's own parcel, or another that the courier says is the one. */
  readonly onTake: (text: string) => void;
  readonly onClose: () => void;
}

/**
 * A label carries more codes than one: only the stop's own parcel is taken at sight. What else comes into sight is named, and the
 * camera goes on looking.
 */
export const Looking = ({ title, look, onTake, onClose }: LookingProps) => {
  const t = useSentences(sentences);
  const [seen, setSeen] = useState<{ readonly text: string; readonly words: string; readonly other: boolean }>();
  const onFound = (text: string) => {
    const label = look(text);
    if (label.outcome === 'parcel') {
      onTake(text);
    } else if (label.outcome !== 'other') {
      setSeen({ text, words: t.scan.trouble[label.outcome], other: false });
    } else if (label.number.length >= shortest) {
      setSeen({ text, words: t.doubt.title(label.number), other: true });
    }
  };
  return (
    <Stack>
      <h1>{title}</h1>
      <Scanner formats={formats} size="thumb" onFound={onFound} onClose={onClose} />
      <LiveRegion words={seen?.words ?? ''} urgent />
      {seen !== undefined && <p className="lead wrong">{seen.words}</p>}
      {seen?.other === true && (
        <Button kind="quiet" size="thumb" onClick={() => onTake(seen.text)}>
          {t.scan.other}
        </Button>
      )}
    </Stack>
  );
};
