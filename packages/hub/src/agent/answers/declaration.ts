import {
  judgeDeclaration,
  toBase64url,
  type Declaration,
  type DeclarationProblem,
  type DoorKnowledge,
  type Link,
} from '@latchkey/protocol';
import type { KeptReceipt } from '../../journal/receipt-pack.ts';
import { problem, yes, type Answer } from '../answer.ts';
import { remember, type Core } from '../core.ts';
import { settleVisits } from '../visits.ts';
import { once } from './once.ts';

export const doorKnowledge = (core: Core): DoorKnowledge => ({
  hubId: core.hubId,
  roster: core.memory.counting,
  doors: new Set(core.doors.keys()),
  declared: core.memory.declarations.newest,
});

/**
 * P10: what an admin says of a door counts from the moment it is on disk (docs/protocol/14-declaration.md); the receipt confirms it. The one
 * that stands already is heard with a yes and makes no second receipt.
 */
export function answerDeclaration(core: Core, bytes: Uint8Array): Promise<Answer> {
  return core.household.run(async () => {
    const judged = judgeDeclaration(core.p, bytes, doorKnowledge(core));
    if (!judged.ok) return problem(judged.problem satisfies DeclarationProblem);
    const { hash, claims } = judged.link;
    if (judged.again) return yes();
    return once(core, hash, async () => {
      await remember(core, { t: 'declared', link: toBase64url(bytes) });
      core.doors.get(claims.door)?.honour();
      settleVisits(core);
      const receipt = await tell(core, judged.link);
      core.changed();
      return receipt === undefined ? problem('storage-short') : yes(receipt.bytes);
    });
  });
}

/** At a start: what the hub did not come to say. */
export async function tellDeclarations(core: Core): Promise<void> {
  for (const link of core.memory.declarations.untold) await tell(core, link);
}

const tell = (core: Core, { hash, kid, claims }: Link<Declaration>): Promise<KeptReceipt | undefined> =>
  core.receipts.add({
    event: 'declared',
    door: claims.door,
    answers: hash,
    detail: { facts: claims.facts, ...(kid === undefined ? {} : { kid }) },
  });
