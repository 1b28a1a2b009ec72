import { createCell, type Observable, type Shelf } from '@latchkey/web-kit/model';
import type { Terms } from './terms.ts';

/**
 * What this phone chose for each visit. It went sealed to the carrier, so nobody but this phone can say it here again: the server
 * cannot, and another member's phone does not know it.
 */
export interface KeptChoice {
  readonly terms: Terms;
  readonly by: 'hand' | 'rule';
  readonly atMs: number;
}

type ByVisit = Readonly<Record<string, KeptChoice>>;

export interface KeptChoices {
  readonly all: Observable<ByVisit>;
  readonly keep: (visitId: string, choice: KeptChoice) => Promise<void>;
  /** The newest that was made by hand: what the next form begins with. */
  readonly last: () => Terms | undefined;
}

export const choicesName = 'choices';
/** As many visits as the server lists. */
const most = 200;

export const createKeptChoices = async (shelf: Shelf): Promise<KeptChoices> => {
  const all = createCell<ByVisit>(((await shelf.get(choicesName)) as ByVisit | undefined) ?? {});
  const newestFirst = (choices: ByVisit) => Object.entries(choices).sort(([, a], [, b]) => b.atMs - a.atMs);
  return {
    all,
    keep: async (visitId, choice) => {
      const kept = newestFirst({ ...all.get(), [visitId]: choice }).slice(0, most);
      all.set(Object.fromEntries(kept));
      await shelf.put(choicesName, all.get());
    },
    last: () => newestFirst(all.get()).find(([, { by }]) => by === 'hand')?.[1].terms,
  };
};
