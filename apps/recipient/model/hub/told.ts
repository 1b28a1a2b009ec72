import { bringsRoster, NO_BYTES, type Resume } from '@latchkey/protocol';
import type { SeenHead, VerifiedReceipt } from '@latchkey/web-kit/model';

type Told = NonNullable<Resume['told']>;

/**
 * What proves to a hub that has forgotten it what this device has seen: its own receipts, the newest and the one that brought the roster. Undefined
 * where the newest is not here: an earlier app kept its hash alone.
 */
export const toldOf = (receipts: readonly VerifiedReceipt[], seen: SeenHead, epoch: number): Told | undefined => {
  const newest = toldAt(receipts, seen.seq) ?? kept(seen);
  if (newest === undefined) return undefined;
  const brought = receipts.findLast(
    ({ claims }) => claims.seq < seen.seq && bringsRoster(claims.event) && claims.detail?.epoch === epoch,
  );
  const roster = brought && toldAt(receipts, brought.claims.seq);
  return roster === undefined ? [newest] : [newest, roster];
};

const toldAt = (receipts: readonly VerifiedReceipt[], seq: number): Told[number] | undefined => {
  const receipt = receipts[seq - 1];
  return receipt && [receipts[seq - 2]?.hash ?? NO_BYTES, receipt.bytes];
};

const kept = ({ receipt, previous }: SeenHead): Told[number] | undefined =>
  receipt === undefined || previous === undefined ? undefined : [previous, receipt];
