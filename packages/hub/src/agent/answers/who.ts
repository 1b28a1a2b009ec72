import {
  decodePresentation,
  fromHex,
  keyName,
  leaf16Of,
  readAsk,
  readChain,
  readKnock,
  toHex,
  type Chain,
  type Presentation,
} from '@latchkey/protocol';
import type { Core } from '../core.ts';
import { visitName } from '../door-keeper.ts';
import type { Who } from './refused.ts';

export interface Speaker {
  readonly who: Who;
  /** `keyName` whose attempts are counted; absent for a chain that this hub does not hold, because anybody can make up a key. */
  readonly key?: string;
}

/**
 * Who asks or knocks, by their own account: `presentation` is not verified here. Undefined where nothing can be read. Used for the
 * receipt of a refusal that was told in full (its signatures verified) and for counting failures against keys that are known.
 */
export function whoSpeaks(core: Core, presentation: Uint8Array, kind: 'ask' | 'knock'): Speaker | undefined {
  const opened = decodePresentation(presentation);
  if (!opened.ok) return undefined;
  if (opened.value.kind === 'member') return whichMember(core, opened.value.knock, kind);
  const chain = chainOf(core, opened.value);
  if (chain === undefined) return undefined;
  const said = lastOf(core, opened.value.knock, chain.leaf.hash, kind);
  if (said === undefined) return undefined;
  const leaf16 = leaf16Of(chain);
  const visit = visitName(chain.grant.claims.visitId);
  const who = { ...said.where, visit, answers: said.hash, leaf: fromHex(leaf16) ?? new Uint8Array(16) };
  return core.memory.chains.has(leaf16) ? { who, key: chain.holder } : { who };
}

function chainOf(core: Core, presentation: Exclude<Presentation, { kind: 'member' }>): Chain | undefined {
  if (presentation.kind === 'short') return core.memory.chains.get(toHex(presentation.leaf16));
  const read = readChain(core.p, presentation.links);
  return read.ok ? read.chain : undefined;
}

function whichMember(core: Core, bytes: Uint8Array, kind: 'ask' | 'knock'): Speaker | undefined {
  const said = lastOf(core, bytes, core.memory.roster.head, kind);
  const member = said?.kid === undefined ? undefined : core.memory.roster.members.get(toHex(said.kid));
  if (said?.kid === undefined || member === undefined) return undefined;
  return { key: keyName(member.key), who: { ...said.where, kid: said.kid, answers: said.hash } };
}

function lastOf(core: Core, bytes: Uint8Array, parent: Uint8Array, kind: 'ask' | 'knock') {
  if (kind === 'ask') {
    const read = readAsk(core.p, bytes, parent);
    return read.ok ? { hash: read.link.hash, kid: read.link.kid, where: { door: read.link.claims.door } } : undefined;
  }
  const read = readKnock(core.p, bytes, parent);
  if (!read.ok) return undefined;
  const { door, action } = read.link.claims;
  return { hash: read.link.hash, kid: read.link.kid, where: { door, action } };
}
