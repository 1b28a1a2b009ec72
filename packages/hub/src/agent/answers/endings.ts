import { fromHex, readReceipt } from '@latchkey/protocol';
import type { Ending } from '../../memory/ending-memory.ts';
import type { Core } from '../core.ts';

/**
 * A receipt for each visit that a block of more than one ended (P3). At a start: those that the hub did not come to write, whichever
 * block they are of. Resolves once all are durable.
 */
export async function tellEndings(core: Core, blockSeq?: number): Promise<void> {
  const owed = core.memory.endings.owed.filter((one) => blockSeq === undefined || one.blockSeq === blockSeq);
  await Promise.all(owed.map((ending) => tell(core, ending)));
}

const tell = (core: Core, ending: Ending) =>
  core.receipts.add({
    event: 'blocked',
    visit: ending.visit,
    detail: () => ({
      blockSeq: ending.blockSeq,
      begun: ending.begun ? [intendedOf(core, ending.visit) ?? []].flat() : [],
      ...(ending.kid === undefined ? {} : { kid: fromHex(ending.kid) }),
    }),
  });

/** The number of its newest `unlock-intended`; after a start the story alone still knows it. */
const intendedOf = (core: Core, visit: string): number | undefined =>
  core.lastIntended.get(visit) ?? [...core.memory.receipts].findLast((one) => one.visit === visit && isIntent(core, one.bytes))?.seq; // prettier-ignore

function isIntent({ p }: Core, bytes: Uint8Array): boolean {
  const read = readReceipt(p, bytes);
  return read.ok && read.link.claims.event === 'unlock-intended';
}
