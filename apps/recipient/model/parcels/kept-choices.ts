import { createCell, type Observable, type Shelf } from '@latchkey/web-kit/model';
import type { DivertDetails, DivertPlace } from './divert.ts';
import type { Terms } from './terms.ts';
import { choicesName, divertsName } from '../shelf-names.ts';

/**
 * What this phone chose for each visit. It went sealed to the carrier, so nobody but this phone can say it here again: the server
 * cannot, and another member's phone does not know it.
 */
export interface KeptChoice {
  readonly terms: Terms;
  readonly by: 'hand' | 'rule';
  readonly atMs: number;
}

export interface KeptDivert {
  readonly place: DivertPlace;
  readonly details: Partial<DivertDetails>;
  readonly atMs: number;
}

/** Kept by visit id, the newest 200: as many visits as the server lists. */
export interface KeptByVisit<T> {
  readonly all: Observable<Readonly<Record<string, T>>>;
  readonly keep: (visitId: string, value: T) => Promise<void>;
}

export interface KeptChoices extends KeptByVisit<KeptChoice> {
  /** The newest that was made by hand: what the next form begins with. */
  readonly last: () => Terms | undefined;
  readonly diverts: KeptByVisit<KeptDivert>;
}

const most = 200;

const newestFirst = <T extends { readonly atMs: number }>(all: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(all).sort(([, a], [, b]) => b.atMs - a.atMs);

const createKept = async <T extends { readonly atMs: number }>(shelf: Shelf, name: string): Promise<KeptByVisit<T>> => {
  type All = Readonly<Record<string, T>>;
  const all = createCell<All>(((await shelf.get(name)) as All | undefined) ?? {});
  const keep = async (visitId: string, value: T) => {
    all.set(Object.fromEntries(newestFirst<T>({ ...all.get(), [visitId]: value }).slice(0, most)));
    await shelf.put(name, all.get());
  };
  return { all, keep };
};

export const createKeptChoices = async (shelf: Shelf): Promise<KeptChoices> => {
  const choices = await createKept<KeptChoice>(shelf, choicesName);
  return {
    ...choices,
    last: () => newestFirst(choices.all.get()).find(([, { by }]) => by === 'hand')?.[1].terms,
    diverts: await createKept<KeptDivert>(shelf, divertsName),
  };
};
