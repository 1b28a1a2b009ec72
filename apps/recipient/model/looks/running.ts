import { LOOK_MAX_S, toBase64url, toHex } from '@latchkey/protocol';
import type { VerifiedReceipt } from '@latchkey/web-kit/model';

/** A look that no receipt has ended, as the hub signed it. */
export interface RunningLook {
  /** Hash of what began it, as text. */
  readonly name: string;
  readonly door: number;
  readonly recordingId: string;
  /** Who looks; hex. */
  readonly kid: string;
  /** Unix seconds by the hub's clock; undefined while it had none. */
  readonly sinceS: number | undefined;
  readonly lengthMs: number;
}

/** The newest look that the hub began and did not end. */
export const runningLook = (receipts: readonly VerifiedReceipt[]): RunningLook | undefined => {
  const newest = receipts.findLast(({ claims: { event } }) => event === 'look-began' || event === 'look-ended');
  if (newest?.claims.event !== 'look-began') return undefined;
  const { door, answers, iat, detail } = newest.claims;
  if (door === undefined || answers === undefined || detail?.recordingId === undefined || detail.kid === undefined)
    return undefined;
  return {
    name: toBase64url(answers),
    door,
    recordingId: toBase64url(detail.recordingId),
    kid: toHex(detail.kid),
    sinceS: iat,
    lengthMs: detail.lengthMs ?? LOOK_MAX_S * 1000,
  };
};

/** Why this look ended; undefined while no receipt says that it has. */
export const lookEnd = (receipts: readonly VerifiedReceipt[], name: string): string | undefined =>
  receipts.findLast(({ claims: { event, answers } }) => event === 'look-ended' && toBase64url(answers ?? none) === name)
    ?.claims.detail?.cause;

const none = new Uint8Array(0);
