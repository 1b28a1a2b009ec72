import { judgeDeclaration, toBase64url, type DeclarationProblem, type DoorKnowledge } from '@latchkey/protocol';
import { problem, yes, type Answer } from '../answer.ts';
import { remember, type Core } from '../core.ts';
import { settleVisits } from '../visits.ts';
import { once } from './once.ts';

export const doorKnowledge = (core: Core): DoorKnowledge => ({
  hubId: core.hubId,
  roster: core.memory.counting,
  doors: new Set(core.doors.keys()),
  declared: core.memory.declared,
});

/**
 * P10: what an admin says of a door counts from the moment it is on disk (docs/protocol/14-declaration.md); the receipt confirms it. The one
 * that stands already is heard with a yes and makes no second receipt.
 */
export function answerDeclaration(core: Core, bytes: Uint8Array): Promise<Answer> {
  return core.household.run(async () => {
    const judged = judgeDeclaration(core.p, bytes, doorKnowledge(core));
    if (!judged.ok) return problem(judged.problem satisfies DeclarationProblem);
    const { kid, hash, claims } = judged.link;
    if (judged.again) return yes();
    return once(core, hash, async () => {
      await remember(core, { t: 'declared', link: toBase64url(bytes) });
      core.doors.get(claims.door)?.honour();
      settleVisits(core);
      const receipt = await core.receipts.add({
        event: 'declared',
        door: claims.door,
        answers: hash,
        detail: { facts: claims.facts, ...(kid === undefined ? {} : { kid }) },
      });
      core.changed();
      return receipt === undefined ? problem('storage-short') : yes(receipt.bytes);
    });
  });
}
