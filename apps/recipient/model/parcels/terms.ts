import { secretsIn, type Expectation, type Fallback, type SecretKind } from '@latchkey/delivery';
import type { LineTerm } from './line-terms.ts';

/**
 * Whose couriers may come. The door verifies how many signatures stand between the carrier's key and the courier's device, and
 * knows nobody's employer: `own` leaves no room for a link between the two, `partners` leaves room for two.
 */
export type WhoMayCome = 'own' | 'partners';

/** What a person chooses for a parcel, and what a rule remembers. */
export interface Terms {
  readonly door: number;
  readonly dropPlace: string;
  readonly expect: readonly Expectation[];
  readonly note: string;
  readonly who: WhoMayCome;
  /** The door opens only for a member's yes to the very knock; absent in what was kept before there was the choice. */
  readonly asks?: boolean | undefined;
  /** False: who knocks need not show that they stand at the door. Absent: they must, wherever the door has a display or a tag. */
  readonly here?: boolean | undefined;
  /** What the door must have heard from outside; absent: as usual. */
  readonly line?: LineTerm | undefined;
  /** What happens with the parcel should the visit not happen; `detail` says which neighbour or collection point. */
  readonly ifFails: { readonly to: Fallback; readonly detail: string };
}

export const freshTerms = (door: number, dropPlace: string): Terms => ({
  door,
  dropPlace,
  expect: [],
  note: '',
  who: 'partners',
  ifFails: { to: 'again', detail: '' },
});

/**
 * Whether the grant asks for presence; `fitted` is what the hub's signed state says of this door. Undefined while the hub has not
 * said it and nobody waived it: then nothing is signed.
 */
export const asksHere = ({ here }: Pick<Terms, 'here'>, fitted: number | undefined): boolean | undefined => {
  if (here === false) return false;
  return fitted === undefined ? undefined : fitted !== 0;
};

/** The longest line of a sealed text (docs/protocol/sealed-texts.md). */
export const longestLine = 200;

export type TextOfTerms = 'dropPlace' | 'note' | 'detail';

/** The first secret in each of the free texts: none of them may be signed while one is there. */
export const secretsOfTerms = ({ dropPlace, note, ifFails }: Terms): Partial<Record<TextOfTerms, SecretKind>> => {
  const found = (name: TextOfTerms, text: string) => {
    const [first] = secretsIn(text);
    return first === undefined ? {} : { [name]: first.kind };
  };
  return {
    ...found('dropPlace', dropPlace),
    ...found('note', note),
    ...(hasDetail(ifFails.to) ? found('detail', ifFails.detail) : {}),
  };
};

/** Where a detail helps: which neighbour, which collection point. */
export const hasDetail = (to: Fallback): boolean => to === 'neighbour' || to === 'collection-point';

/** As it is sealed: trimmed, and no detail where none belongs. */
export const tidyTerms = (terms: Terms): Terms => ({
  ...terms,
  dropPlace: terms.dropPlace.trim(),
  note: terms.note.trim(),
  ifFails: { to: terms.ifFails.to, detail: hasDetail(terms.ifFails.to) ? terms.ifFails.detail.trim() : '' },
});
