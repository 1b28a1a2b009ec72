import { asksHere, secretsOfTerms, type Terms } from './terms.ts';

/** Why a parcel cannot be signed for now; the first of these is said beside the button. */
export type SignHindrance = 'clock' | 'secret' | 'door' | 'unheard' | 'key-asking' | 'key-missing' | 'key-changed';

interface Situation {
  readonly terms: Terms;
  /** Those that take visitors. */
  readonly doors: readonly number[];
  /** What the door has that proves presence; undefined until the hub has said it. */
  readonly fitted: number | undefined;
  readonly key:
    | { readonly kind: 'asking' | 'unreached' | 'other-key' }
    | { readonly kind: 'found'; readonly pin: 'first' | 'known' | 'changed' };
  /** Whether this device's clock agrees with the door's. */
  readonly clockIsRight: boolean;
  /** The person looked at a changed key and trusts it. */
  readonly agreed: boolean;
}

/** What the person can mend comes before what they can only wait for. */
export const signHindrance = ({
  terms,
  doors,
  fitted,
  key,
  clockIsRight,
  agreed,
}: Situation): SignHindrance | undefined => {
  if (!clockIsRight) return 'clock';
  if (Object.keys(secretsOfTerms(terms)).length > 0) return 'secret';
  if (!doors.includes(terms.door)) return 'door';
  if (asksHere(terms, fitted) === undefined) return 'unheard';
  if (key.kind === 'asking') return 'key-asking';
  if (key.kind !== 'found') return 'key-missing';
  return key.pin === 'changed' && !agreed ? 'key-changed' : undefined;
};
