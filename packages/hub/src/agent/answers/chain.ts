import { armChain, fromHex, toBase64url, windowsOf, effective, type Chain } from '@latchkey/protocol';
import { no, yes, type Answer } from '../answer.ts';
import { doorState, remember, type Core } from '../core.ts';
import { visitName } from '../door-keeper.ts';
import { settleVisits } from '../visits.ts';

/** At most this many chains are kept; a household has a handful, a hostile server cannot sign one. */
const MAX_CHAINS = 256;

/** A chain complete to the leaf, ahead of its knock: verified once, kept, and its doors armed within its windows. */
export async function answerChain(core: Core, links: readonly Uint8Array[]): Promise<Answer> {
  const armed = armChain(core.p, links, doorState(core), core.time.now());
  if (!armed.allow) return no(armed.refusal);
  if (core.memory.chains.has(armed.leaf16)) return yes();
  if (core.memory.chains.size >= MAX_CHAINS) return no({ reason: 'storage-short' });
  await remember(core, { t: 'chain', links: links.map(toBase64url) });
  announceChain(core, armed.leaf16);
  return yes();
}

/** Tells the doors and the household of a chain that has just been kept. */
export function announceChain(core: Core, leaf16: string): void {
  const chain = core.memory.chains.get(leaf16);
  const leaf = fromHex(leaf16);
  if (chain === undefined || leaf === undefined) return;
  void core.receipts.add({ event: 'armed', visit: visitName(chain.grant.claims.visitId), detail: { leaf } });
  settleVisits(core);
}

/** Whether the chain is armed now, will be, or has been; without trusted time nothing is armed. */
export function standing(chain: Chain, nowS: number | undefined): 'coming' | 'armed' | 'over' {
  if (nowS === undefined) return 'coming';
  if (nowS >= effective(chain).endsS) return 'over';
  return windowsOf(chain).some(({ fromS, toS }) => fromS <= nowS && nowS < toS) ? 'armed' : 'coming';
}
