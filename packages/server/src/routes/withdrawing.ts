import { sendBlock } from '../channel/catch-up.ts';
import type { KeptBlock } from '../store/records.ts';
import type { World } from '../world.ts';

/** On its way before it is durable here: the hub's own journal is what counts, and every millisecond does too. */
export const pushBlock = ({ lines }: World, block: KeptBlock): boolean => {
  const line = lines.get(block.hubId);
  if (line !== undefined) void sendBlock(line, block);
  return line !== undefined;
};

/** After the block is kept: one that the hub had answered before that is not sent again. */
export const settleIfAnswered = async (
  { lines, effects }: World,
  { hubId, homeId, hash }: KeptBlock,
): Promise<void> => {
  const seq = lines.settled.seqOf(hubId, hash);
  if (seq === undefined) return;
  const [receipt] = await effects.store.receiptsAt(hubId, seq);
  const answer = receipt === undefined ? undefined : { seq, parent: receipt.parent, bytes: receipt.bytes };
  await effects.store.write({ role: 'home', id: homeId }, [
    { kind: 'block-settled', hubId, hash },
    ...(answer === undefined ? [] : [{ kind: 'carrier-block-answered', hubId, hash, answer } as const]),
  ]);
};
