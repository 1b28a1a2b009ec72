import type { SealMark } from '@latchkey/web-kit';
import type { ReceiptStory } from '@latchkey/web-kit/model';

/**
 * What this device may say of the story it shows. `whole`: every receipt to the newest that was shown; `so-far`: what was read before the line
 * went; `nothing`: read to the end, and there is none; `unread`: none was read.
 */
export type StoryProof = 'checking' | 'nothing' | 'whole' | 'so-far' | 'unread' | 'broken';

export const storyProof = ({ receipts, standing }: ReceiptStory): StoryProof => {
  const any = receipts.length > 0;
  switch (standing.kind) {
    case 'loading':
      return 'checking';
    case 'whole':
      return any ? 'whole' : 'nothing';
    case 'unreached':
      return any ? 'so-far' : 'unread';
    case 'broken':
      return 'broken';
  }
};

const marks: Record<StoryProof, SealMark> = {
  checking: 'open',
  nothing: 'open',
  whole: 'sound',
  'so-far': 'open',
  unread: 'open',
  broken: 'broken',
};

/** A visit's seal says no more of its story than the page of evidence does. */
export const sealMark = (proof: StoryProof): SealMark => marks[proof];

/** A file of receipts is made of receipts that were verified, and not in the middle of reading them. */
export const canSaveStory = (story: ReceiptStory): boolean =>
  story.receipts.length > 0 && storyProof(story) !== 'checking';
