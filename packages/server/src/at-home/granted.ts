import { keyIdOf, readGrant, type Primitives } from '@latchkey/protocol';
import { textOf } from '../ids.ts';
import type { Series } from '../store/records.ts';

/** A grant that the hub holds. */
export interface Held {
  readonly grant: Uint8Array;
  /** No door waits for it any more: blocked, or granted by somebody who does not count. Unix milliseconds of that, or the grant's own. */
  readonly endedMs?: number;
}

/**
 * Who comes again, by the hub's own memory: grants that permit no hand-over are to a person's key. What the household calls them is on the phone that
 * invited them; here a person is their key. Newest first.
 */
export const peopleHeld = (
  p: Primitives,
  own: { readonly homeId: string; readonly hubId: string },
  held: readonly Held[],
): readonly Series[] =>
  held
    .flatMap(({ grant, endedMs }): Series[] => {
      const read = readGrant(p, grant);
      if (!read.ok || read.link.claims.depth[1] !== 0) return [];
      const { visitId, holder, nbf, exp, iat } = read.link.claims;
      const keyId = textOf(keyIdOf(p, holder));
      const ended = endedMs === undefined ? {} : { endedMs };
      return [{ ...own, visitId: textOf(visitId), personId: keyId, courierKeyId: keyId, fromS: nbf, toS: exp, grant, letter: new Uint8Array(0), createdMs: iat * 1000, ...ended }]; // prettier-ignore
    })
    .sort((a, b) => b.createdMs - a.createdMs);
