import type { Assignment, Grant } from '../../claims/grant.ts';
import { DEFAULT_STALE_S } from '../doorstate.ts';
import type { Narrowed } from '../refusal.ts';
import type { Rule } from './request.ts';

/** Step 10: every child only narrows, and the leaf may knock. Absent keys inherit. */
export const onlyNarrows: Rule = ({ chain }) => {
  let above: Limits = limitsOf(chain.grant.claims);
  for (const [index, { claims }] of chain.assignments.entries()) {
    const what = widened(above, claims);
    if (what !== undefined) return { reason: 'widened', link: index + 1, what };
    above = below(above, claims);
  }
  return above.depth[0] > 0 ? { reason: 'leaf-too-shallow', missing: above.depth[0] } : undefined;
};

interface Limits {
  readonly nbf: number;
  readonly exp: number;
  readonly doors: readonly number[];
  readonly uses: number;
  readonly flags: number;
  readonly maxOpenSeconds: number;
  readonly depth: readonly [number, number];
  readonly maxStaleSeconds: number;
}

function limitsOf(grant: Grant): Limits {
  const { nbf, exp, doors, uses, flags, maxOpenSeconds, depth, maxStaleSeconds = DEFAULT_STALE_S } = grant;
  return { nbf, exp, doors, uses, flags, maxOpenSeconds, depth, maxStaleSeconds };
}

/** What a child leaves to whoever comes below it. */
function below(above: Limits, { nbf, exp, depth, ...child }: Assignment): Limits {
  return {
    nbf,
    exp,
    depth,
    doors: child.doors ?? above.doors,
    uses: child.uses ?? above.uses,
    flags: child.flags ?? above.flags,
    maxOpenSeconds: child.maxOpenSeconds ?? above.maxOpenSeconds,
    maxStaleSeconds: child.maxStaleSeconds ?? above.maxStaleSeconds,
  };
}

/** What a child widens, if anything. Depth [a, b] above allows [max(a − 1, 0), b − 1] below; b = 0 allows no child. */
function widened(above: Limits, child: Assignment): Narrowed | undefined {
  if (child.nbf < above.nbf || child.exp > above.exp) return 'window';
  if (child.doors?.some((door) => !above.doors.includes(door)) === true) return 'doors';
  if ((child.uses ?? 0) > above.uses) return 'uses';
  if (((child.flags ?? above.flags) & above.flags) !== above.flags) return 'flags';
  if ((child.maxOpenSeconds ?? 0) > above.maxOpenSeconds) return 'open-time';
  const [least, most] = above.depth;
  if (child.depth[0] < Math.max(least - 1, 0) || child.depth[1] > most - 1) return 'depth';
  return (child.maxStaleSeconds ?? 0) > above.maxStaleSeconds ? 'freshness' : undefined;
}
