import { SKEW_S } from '../doorstate.ts';
import type { Rule } from './request.ts';

/** Step 7: on a trusted clock, every link has begun (30 s of skew) and none has ended (no skew). Unknown time: visitors wait. */
export const insideWindow: Rule = ({ chain }, door, now) => {
  if (!door.resumed) return { reason: 'not-resumed' };
  const nowS = now.unixS;
  if (nowS === undefined) return { reason: 'time-unknown' };
  for (const [link, { claims }] of chain.links.entries()) {
    if (nowS + SKEW_S < claims.nbf) return { reason: 'not-yet-valid', link, beginsS: claims.nbf };
    if (nowS >= claims.exp) return { reason: 'expired', link, endedS: claims.exp };
  }
  return undefined;
};
