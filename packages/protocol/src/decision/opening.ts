import { ArmedChains } from './armed-chains.ts';
import { toHex } from '../bytes/bytes.ts';
import { formRefusal, readChain, type ReadChain } from './chain.ts';
import type { Chain, DoorState } from './doorstate.ts';
import { parseLink, type KindRules, type Link } from '../link.ts';
import type { Primitives } from '../primitives.ts';
import { decodePresentation, MAX_PRESENTATION_BYTES, type Presentation } from '../presentation.ts';
import type { Refusal } from './refusal.ts';

/** A presentation read through steps 1–4; `last` is the knock or the ask. */
export type Opened<C> =
  | { readonly by: 'visitor'; readonly chain: Chain; readonly last: Link<C> }
  | { readonly by: 'member'; readonly kid: string; readonly last: Link<C> }
  | { readonly by: 'nobody'; readonly refusal: Refusal };

/** Steps 1–4: size, strict outer form, shape of each link, closed claims. Everything here is the attacker's. */
export function openPresentation<C>(p: Primitives, rules: KindRules<C>, bytes: Uint8Array, door: DoorState): Opened<C> {
  if (bytes.length > MAX_PRESENTATION_BYTES) return nobody({ reason: 'too-large', size: bytes.length });
  const outer = decodePresentation(bytes);
  if (!outer.ok) return nobody({ reason: 'unreadable', problem: outer.problem });
  if (outer.value.kind === 'member') return openMember(p, rules, outer.value.knock, door);
  const read = chainOf(p, outer.value, door);
  if (!read.ok) return nobody(read.refusal);
  const index = read.chain.assignments.length + 1;
  try {
    const last = parseLink(p, rules, outer.value.knock, read.chain.leaf.hash, 'none');
    return { by: 'visitor', chain: read.chain, last };
  } catch (error) {
    return nobody(formRefusal(error, index));
  }
}

function openMember<C>(p: Primitives, rules: KindRules<C>, bytes: Uint8Array, door: DoorState): Opened<C> {
  try {
    const last = parseLink(p, rules, bytes, door.roster.head, 'member');
    return { by: 'member', kid: toHex(last.kid ?? new Uint8Array(0)), last };
  } catch (error) {
    return nobody(formRefusal(error, 0));
  }
}

/** The short form names a chain that this hub has verified before; an unknown name asks the courier for the whole chain. */
function chainOf(p: Primitives, presentation: Exclude<Presentation, { kind: 'member' }>, door: DoorState): ReadChain {
  if (presentation.kind === 'chain') {
    const { links } = presentation;
    const held = door.armed instanceof ArmedChains ? door.armed.heldAs(links) : undefined;
    return held === undefined ? readChain(p, links) : { ok: true, chain: held };
  }
  const chain = door.armed.get(toHex(presentation.leaf16));
  return chain === undefined ? { ok: false, refusal: { reason: 'not-armed' } } : { ok: true, chain };
}

function nobody(refusal: Refusal): { readonly by: 'nobody'; readonly refusal: Refusal } {
  return { by: 'nobody', refusal };
}
