import type { VerifiedReceipt } from '@latchkey/web-kit/model';
import { loggedIn, storyFile } from '../../model/evidence/evidence.ts';
import type { Home } from '../../model/home.ts';
import { logDeskOf } from '../log/desk-of.ts';

/** The file of everything, with what the log has to say to it now; without a line it goes without. */
export const makeStory = async (home: Home, receipts: readonly VerifiedReceipt[]): Promise<string> => {
  const desk = await logDeskOf(home).catch(() => undefined);
  const ends = receipts.slice(-1).map(({ claims, hash }) => ({ seq: claims.seq, hash }));
  const proven = await desk?.proofs(ends);
  const log = desk && loggedIn({ found: desk.found.kept.get(), keys: desk.keys }, proven?.proofs);
  return storyFile(home.household, receipts, log);
};
