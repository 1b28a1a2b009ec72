import { routes } from '@latchkey/contract';
import {
  againstIn,
  judgeReadiness,
  readChain,
  signInquiry,
  type Against,
  type Grant,
  type Link,
} from '@latchkey/protocol';
import { fromBase64url, toBase64url, utf8Encode } from './encoding.ts';
import { CarrierError } from './errors.ts';
import { checkedHubKey } from './receipts.ts';
import type { Session } from './session.ts';
import type { OwnKeys, World } from './world.ts';

/**
 * What the doors of a visit said. `told: false`: the hub keeps its own counsel, because it is too early (`not-yet`), the visit can open
 * nothing any more (`over`), or the hub is not one that the grant leads to.
 */
export type DoorsReady =
  | {
      readonly told: true;
      /** The hub's trusted unix seconds; absent while it has none. */
      readonly atS?: number;
      /** By door; nothing against it: ready. */
      readonly doors: readonly { readonly door: number; readonly against: readonly Against[] }[];
    }
  | { readonly told: false; readonly reason: string };

const infoFor = (hash: Uint8Array): Uint8Array => Uint8Array.of(...utf8Encode('lk1-readiness'), ...hash);

/** Throws `readiness-forged` for whatever is not this hub's answer to this very question. */
export const askReadiness = async (
  { world, keys, session }: { readonly world: World; readonly keys: OwnKeys; readonly session: Session },
  grant: Link<Grant>,
  visitId: string,
): Promise<DoorsReady> => {
  const p = world.primitives;
  const claims = { nonce: world.random(16), hubId: grant.claims.hubId, sealingKey: keys.sealing.publicKey };
  const inquiry = await signInquiry(p, keys.signer, claims, grant.hash);
  const body = { inquiry: toBase64url(inquiry.bytes) };
  const { hubKey, answer } = await session.signedIn((call) => call(routes.askReadiness, { params: { visitId }, body }));
  if (!answer.ok) return { told: false, reason: answer.refusal.reason };
  const key = checkedHubKey(p, hubKey, grant.claims.hubId);
  const sealed = fromBase64url(answer.message ?? '');
  const opened = sealed === undefined ? undefined : await keys.sealing.open(sealed, infoFor(inquiry.hash)).catch(() => undefined); // prettier-ignore
  const read = readChain(p, [grant.bytes]);
  if (opened === undefined || !read.ok) throw new CarrierError('readiness-forged');
  const judged = judgeReadiness(p, opened, key, { inquiry, chain: read.chain });
  if (!judged.ok) throw new CarrierError('readiness-forged');
  const { iat, doors } = judged.readiness;
  const said = doors.map(({ door, against }) => ({ door, against: againstIn(against) }));
  return { told: true, doors: said, ...(iat === undefined ? {} : { atS: iat }) };
};
