import { FLAG, signGrant, type Signer } from '@latchkey/protocol';
import { person, primitives as p } from '../people.ts';
import type { VisitTruth } from '../record.ts';
import type { World } from '../world.ts';
import type { Visit } from './visit.ts';

/** How fresh the outside must be for a series, as `VisitTruth` has it. */
export type SeriesTerms = Pick<VisitTruth, 'maxStaleS' | 'memberFresh'> & { readonly mustBeThere?: boolean };

/** In minutes from now, and from there. */
export type Appointment = readonly [start: number, length: number];

/** Lets a person with a key of their own in at the flat's door, once a date. */
export async function signSeries(
  { dice, unixS }: World,
  { by, hubId }: { readonly by: Signer; readonly hubId: Uint8Array },
  name: string,
  dates: readonly Appointment[],
  terms: SeriesTerms,
): Promise<Visit> {
  const courier = person(dice).signer;
  const visitId = dice.bytes(16);
  const exp = unixS + Math.max(...dates.map(([start, length]) => start + length)) * 60;
  const flags = FLAG.mustRelock | FLAG.mustRecord | (terms.memberFresh === true ? FLAG.memberFresh : 0) | (terms.mustBeThere === true ? FLAG.atDoor : 0); // prettier-ignore
  const { maxStaleS } = terms;
  const grant = await signGrant(p, by, {
    nbf: unixS, exp, iat: unixS, cti: dice.bytes(16), holder: courier.key, hubId, doors: [1], uses: 1, flags,
    maxOpenSeconds: 120, depth: [0, 0], visitId, occurrences: dates, ...(maxStaleS === undefined ? {} : { maxStaleSeconds: maxStaleS }),
  }); // prettier-ignore
  const truths = dates.map(([start, length], n): VisitTruth => ({
    name: `${name} on date ${n + 1}`,
    doors: [1],
    uses: 1,
    nbfS: unixS + start * 60,
    expS: unixS + (start + length) * 60,
    mustRecord: true,
    mustBeThere: false,
    grant: grant.claims,
    giver: by.key,
    ...terms,
  }));
  const [truth] = truths;
  if (truth === undefined) throw new RangeError('a series without dates');
  return { truth, links: [grant.bytes], leafHash: grant.hash, grantHash: grant.hash, courier, visitId, dates: truths };
}
