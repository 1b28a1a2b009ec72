import type { UnsafeSaid } from '@latchkey/delivery';
import type { Series } from './records.ts';

type Kept = { readonly [K in 'unsafe' | 'unsafeHeard']?: readonly number[] | null | undefined };

/** Two lists of one length; what was kept before the second one was is taken as heard when it was said. */
export const unsafeIn = ({ unsafe, unsafeHeard }: Kept): readonly UnsafeSaid[] =>
  (unsafe ?? []).map((atS, at) => ({ atS, heardS: unsafeHeard?.[at] ?? atS }));

export const unsafeColumns = (said: readonly UnsafeSaid[]): Pick<Series, 'unsafe' | 'unsafeHeard'> =>
  said.length === 0 ? {} : { unsafe: said.map(({ atS }) => atS), unsafeHeard: said.map(({ heardS }) => heardS) };
