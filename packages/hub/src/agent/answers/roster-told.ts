import { toBase64url } from '@latchkey/protocol';
import type { KeptReceipt } from '../../journal/receipt-pack.ts';
import type { Core } from '../core.ts';
import type { LinePort } from '../ports.ts';

/** The receipt that confirms the newest roster, where none does yet: when it has just come, or first thing after a start that found it so. */
export async function tellRoster({ memory, receipts }: Core): Promise<KeptReceipt | undefined> {
  const { untold } = memory.rosters;
  if (untold === undefined) return undefined;
  const { link, stood } = untold;
  const { hash: answers, kid, claims } = link;
  const { epoch } = claims;
  const detail = { epoch, rosterHash: answers };
  if (epoch === 1) return receipts.add({ event: 'paired', answers, detail });
  if (stood !== undefined) return receipts.add({ event: 'recovered', answers, detail: { ...detail, cause: stood } });
  return receipts.add({ event: 'roster', answers, detail: { ...detail, ...(kid === undefined ? {} : { kid }) } });
}

/**
 * A server learns who belongs to the household from what it relays, and may never hear that the hub took it: the hub died before it answered, or took it at
 * home, or by its own button. So the hub says it itself, before the receipt.
 */
export const sendRosters = (line: Pick<LinePort, 'send'>, rosters: readonly Uint8Array[]): void => {
  for (const roster of rosters) line.send({ type: 'roster', roster: toBase64url(roster) });
};
