import {
  ACTION,
  encodePresentation,
  signMemberAsk,
  signMemberKnock,
  type Primitives,
  type Signer,
} from '@latchkey/protocol';
import type { RandomBytes } from '@latchkey/web-kit/model';

/** What a hub said to a relayed message: its bytes, or why not. */
export type HubAnswer =
  | { readonly ok: true; readonly message?: string | undefined }
  | { readonly ok: false; readonly refusal: { readonly reason: string } };

export interface MemberKnockParts {
  readonly primitives: Primitives;
  readonly signer: Signer;
  readonly randomBytes: RandomBytes;
  /** Head of the roster chain: under every knock, so that a removed member's knock fits nowhere. */
  readonly rosterHead: () => Uint8Array;
  readonly tell: (method: 'ask' | 'knock', message: Uint8Array) => Promise<HubAnswer>;
  readonly bytesFrom: (text: string) => Uint8Array;
}

/**
 * A member at their own door: asks the door for its challenge and signs it. The answer is the hub's decision, not the door's
 * movement; what the door does is seen in its signed state.
 */
export const memberKnock = async (
  parts: MemberKnockParts,
  door: number,
  wanted: 'unlock' | 'lock',
): Promise<HubAnswer> => {
  const { primitives, signer } = parts;
  const ask = await signMemberAsk(primitives, signer, { random: parts.randomBytes(16), door }, parts.rosterHead());
  const challenge = await parts.tell('ask', encodePresentation({ kind: 'member', knock: ask.bytes }));
  if (!challenge.ok) return challenge;
  if (challenge.message === undefined) return { ok: false, refusal: { reason: 'nonce-unknown' } };
  const nonce = parts.bytesFrom(challenge.message);
  const knock = await signMemberKnock(primitives, signer, { nonce, door, action: ACTION[wanted] }, parts.rosterHead());
  return parts.tell('knock', encodePresentation({ kind: 'member', knock: knock.bytes }));
};
