import {
  armChain,
  effective,
  fromHex,
  leaf16Of,
  linksOf,
  toBase64url,
  windowsOf,
  type Chain,
} from '@latchkey/protocol';
import { no, yes, type Answer } from '../answer.ts';
import { doorState, remember, type Core } from '../core.ts';
import { visitName } from '../door-keeper.ts';
import { settleVisits } from '../visits.ts';

/** At most this many chains are kept; a household has a handful, a hostile server cannot sign one. */
const MAX_CHAINS = 256;
/** A carrier can sign as many couriers as it likes: one grant takes no more room than this from everybody else's. */
const MAX_OF_ONE_GRANT = 16;

/** A chain complete to the leaf, ahead of its knock: verified once, kept, and its doors armed within its windows. */
export async function answerChain(core: Core, links: readonly Uint8Array[]): Promise<Answer> {
  const armed = armChain(core.p, links, doorState(core), core.time.now());
  if (!armed.allow) return no(armed.refusal);
  return (await keepChain(core, armed.chain)) ? yes() : no({ reason: 'storage-short' });
}

/** Keeps a chain whose signatures were verified a moment ago, and tells of it; false where there is no room. */
export async function keepChain(core: Core, chain: Chain): Promise<boolean> {
  const { chains } = core.memory;
  const leaf16 = leaf16Of(chain);
  if (chains.has(leaf16)) return true;
  // One after the other: a burst must not pass the limits together.
  return core.household.run(async () => {
    if (chains.has(leaf16)) return true;
    const siblings = [...chains.values()].filter(({ grant }) => grant.name === chain.grant.name);
    if (chains.size >= MAX_CHAINS || siblings.length >= MAX_OF_ONE_GRANT) return false;
    await remember(core, { t: 'chain', links: linksOf(chain).map(({ bytes }) => toBase64url(bytes)) });
    announceChain(core, chain, leaf16);
    return true;
  });
}

/** Tells the doors and the household of a chain that has just been kept. */
function announceChain(core: Core, chain: Chain, leaf16: string): void {
  const leaf = fromHex(leaf16);
  if (leaf === undefined) return;
  void core.receipts.add({ event: 'armed', visit: visitName(chain.grant.claims.visitId), detail: { leaf } });
  settleVisits(core);
}

/** Whether the chain is armed now, will be, or has been; without trusted time nothing is armed. */
export function standing(chain: Chain, nowS: number | undefined): 'coming' | 'armed' | 'over' {
  if (nowS === undefined) return 'coming';
  if (nowS >= effective(chain).endsS) return 'over';
  return windowsOf(chain).some(({ fromS, toS }) => fromS <= nowS && nowS < toS) ? 'armed' : 'coming';
}
