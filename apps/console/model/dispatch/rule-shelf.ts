import * as z from 'zod';
import type { Shelf } from '@latchkey/web-kit/model';
import { limitRules, type DispatchRule } from './rules.ts';

const shelfName = 'dispatch-rules';
const kept = z
  .array(
    z.strictObject({
      ruleId: z.string().max(64),
      courierId: z.string().max(64),
      area: z.string().max(400),
      upTo: z.string().max(10),
      off: z.boolean().optional(),
    }),
  )
  .max(limitRules);

export interface RuleShelf {
  readonly all: () => Promise<readonly DispatchRule[]>;
  readonly keep: (rules: readonly DispatchRule[]) => Promise<void>;
}

/** Rules stay in this browser: they are the carrier's way of working, and no server needs to know it. */
export const ruleShelf = (shelf: Pick<Shelf, 'get' | 'put'>): RuleShelf => ({
  all: async () => kept.catch([]).parse((await shelf.get(shelfName)) ?? []),
  keep: (rules) => shelf.put(shelfName, kept.parse(rules)),
});
