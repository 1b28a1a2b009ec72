import type { doorView } from '@latchkey/contract';
import type { DoorPicture, DoorWord } from '@latchkey/web-kit';

/** The leaf counts as shut below this, as for its contact. */
const shutBelowPercent = 1.5;

/** What the door really is, in the five words (P4): the measure that every belief is held against. */
export const trueWord = ({ leaf, bolt, jam, moving }: doorView.ViewTruth): DoorWord => {
  if (leaf >= shutBelowPercent) return 'open';
  if (bolt >= 100 && !jam) return 'locked';
  if (jam && moving === 'none') return 'jammed';
  return 'unlocked';
};

type Report = NonNullable<doorView.ViewDoor['report']>;

/** The same five words for what a lock says about itself. A thrown bolt behind an open contact is no *locked*. */
export const reportedWord = (report: Pick<Report, 'bolt' | 'contact' | 'jam'>): DoorWord => {
  if (report.contact === null || report.bolt === null) return 'unknown';
  if (report.contact === 'open') return 'open';
  if (report.jam) return 'jammed';
  return report.bolt >= 100 ? 'locked' : 'unlocked';
};

/** A picture of nothing but a word, for those who say no more. */
export const pictureOf = (kind: doorView.ViewDoor['kind'], word: DoorWord, filming = false): DoorPicture => {
  const form = kind === 'flat' ? 'hinged' : 'overhead';
  const bolts = {
    locked: 'thrown',
    jammed: 'thrown',
    open: 'withdrawn',
    unlocked: 'withdrawn',
    unknown: 'unknown',
  } as const;
  const contact = word === 'unknown' ? 'unknown' : word === 'open' ? 'open' : 'closed';
  return { form, word, bolt: bolts[word], contact, filming };
};
