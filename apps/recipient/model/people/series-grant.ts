import { FLAG, signGrant, toBase64url, type DoorDescription, type Grant, type Primitives } from '@latchkey/protocol';
import { sealSeriesText } from '@latchkey/web-kit/letters';
import type { DeviceKeys, RandomBytes } from '@latchkey/web-kit/model';
import { lineClaims, lineFlag } from '../parcels/line-terms.ts';
import { letterFor, type Person, type SignedGrant, type Terms } from './person.ts';
import type { Plan } from './signing-plan.ts';

export interface SeriesParts {
  readonly primitives: Primitives;
  readonly keys: DeviceKeys;
  readonly randomBytes: RandomBytes;
  readonly wallMs: () => number;
  readonly hubId: Uint8Array;
  /** As they are called here and now: a letter calls them the same. */
  readonly doors: () => readonly DoorDescription[];
  /** By the hub's signed state: what a door has that only somebody who is there can read (0: nothing); undefined until it has spoken. */
  readonly fitted: (door: number) => number | undefined;
}

/**
 * Whether the grant asks for presence; undefined while the hub has not said what is fitted. A flag stands for every door of a grant,
 * and a door that has nothing to read would never open: so one such door among several frees all of them.
 */
export const asksPresence = (
  { doors, here }: Pick<Terms, 'doors' | 'here'>,
  fitted: SeriesParts['fitted'],
): boolean | undefined => {
  if (here === false) return false;
  const each = doors.map(fitted);
  if (each.includes(0)) return false;
  return each.includes(undefined) ? undefined : true;
};

const garageKind = 3;
/** As for parcels: a flat door may stand open two minutes, a garage door three. */
const maxOpenSeconds = { flat: 120, garage: 180 };

/** The grant of a plan with its letter, kept before it is sent. Depth [0, 0]: the person's own key knocks, and nobody else's below it. */
export const signSeries = async (
  parts: SeriesParts,
  { terms, pinned, letterKey: key }: Person,
  plan: Plan,
  how: { readonly present: boolean; readonly doorName: (id: number) => string },
): Promise<SignedGrant> => {
  if (pinned === undefined) throw new RangeError('nobody has accepted');
  const { primitives, keys, randomBytes, wallMs, hubId, doors } = parts;
  const visitId = randomBytes(16);
  const anyGarage = doors().some(({ id, kind }) => terms.doors.includes(id) && kind === garageKind);
  const { bytes } = await signGrant(primitives, keys.signer, {
    iat: Math.floor(wallMs() / 1000),
    nbf: plan.nbf,
    exp: plan.exp,
    cti: randomBytes(16),
    holder: pinned.signingKey,
    hubId,
    doors: [...terms.doors].sort((a, b) => a - b),
    uses: terms.uses,
    flags: flagsOf(terms, how.present),
    maxOpenSeconds: anyGarage ? maxOpenSeconds.garage : maxOpenSeconds.flat,
    depth: [0, 0],
    visitId,
    occurrences: plan.occurrences,
    ...lineClaims(terms.line),
  });
  const letter = await sealSeriesText(key, pinned.sealingKey, visitId, letterFor(terms, how.doorName), randomBytes);
  return { visitId: toBase64url(visitId), fromS: plan.nbf, untilS: plan.exp, grant: bytes, letter, sent: false };
};

const flagsOf = ({ filmed, asks, line }: Terms, present: boolean): Grant['flags'] =>
  FLAG.mustRelock |
  lineFlag(line) |
  (filmed ? FLAG.mustRecord : 0) |
  (asks === true ? FLAG.memberApproves : 0) |
  (present ? FLAG.atDoor : 0);
