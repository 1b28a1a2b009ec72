import {
  ASSIGNMENT, encodeCbor, encodePresentation, GRANT, KNOCK, kidOf, signAssignment, signGrant, signKnock, type Assignment, type CborMap, type Grant, type Knock, type Link, type Signer,
} from '../../index.ts'; // prettier-ignore
import type { KindRules } from '../../link.ts';
import { NO_BYTES } from '../../bytes/bytes.ts';
import { encodeEnvelope, externalAad, protectedHeader, sigStructure } from '../../cose/envelope.ts';
import { p } from '../people.ts';
import type { Plan } from './visit.ts';

export interface Signed {
  readonly plan: Plan;
  /** Grant and assignments. */
  readonly links: readonly Link<Grant | Assignment>[];
  readonly knock: Link<Knock>;
  readonly presentation: Uint8Array;
}

/** Signs a plan with everybody's own key; links that are the same as in `held` are taken from there. */
export async function signPlan(plan: Plan, held?: Signed): Promise<Signed> {
  let same = held !== undefined && plan.grant === held.plan.grant && plan.issuer === held.plan.issuer;
  const grant = same ? held?.links[0] : undefined;
  const links: Link<Grant | Assignment>[] = [grant ?? (await signGrant(p, plan.issuer, plan.grant))];
  for (const [index, step] of plan.below.entries()) {
    same &&= held?.plan.below[index] === step;
    const kept = same ? held?.links[index + 1] : undefined;
    links.push(kept ?? (await signAssignment(p, step.by, step.claims, links[index]?.hash ?? NO_BYTES)));
  }
  const leaf = links.at(-1)?.hash ?? NO_BYTES;
  const knock = await signKnock(p, plan.courier, plan.knock, leaf);
  return { plan, links, knock, presentation: present(plan, links.map(({ bytes }) => bytes), leaf, knock.bytes) }; // prettier-ignore
}

const present = (plan: Plan, links: readonly Uint8Array[], leaf: Uint8Array, knock: Uint8Array): Uint8Array =>
  encodePresentation(
    plan.form === 'chain' ? { kind: 'chain', links, knock } : { kind: 'short', leaf16: leaf.slice(0, 16), knock },
  );

/** What its signer may do wrong at one link, with the right key all the same. The knock's index is the number of links. */
export interface Forging {
  readonly at: number;
  readonly signer?: Signer;
  readonly kind?: number;
  readonly parent?: Uint8Array;
  readonly kid?: 'added' | 'left out';
  readonly payload?: (claims: CborMap) => Uint8Array;
}

/** Signs one link anew in a way that our own encoder would not, and everything below it on top, each with its signer's own key. */
export async function forge({ plan, links, knock }: Signed, forging: Forging): Promise<Uint8Array> {
  const bytes = links.slice(0, forging.at).map((link) => link.bytes);
  let above = links[forging.at - 1]?.hash ?? NO_BYTES;
  for (let at = forging.at; at <= links.length; at++) {
    const { rules, signer, claims } = partOf(plan, at);
    const how = at === forging.at ? forging : { at };
    const made = await signRaw(rules, how.signer ?? signer, claims, at === 0 ? NO_BYTES : above, how);
    bytes.push(made.bytes);
    above = made.hash;
  }
  const last = bytes.pop() ?? knock.bytes;
  return present({ ...plan, form: forging.at === links.length ? plan.form : 'chain' }, bytes, leafHash(links), last);
}

const leafHash = (links: Signed['links']): Uint8Array => links.at(-1)?.hash ?? NO_BYTES;

function partOf(plan: Plan, at: number): { rules: KindRules<unknown>; signer: Signer; claims: CborMap } {
  const step = plan.below[at - 1];
  if (at === 0) return { rules: GRANT, signer: plan.issuer, claims: GRANT.codec.encode(plan.grant) as CborMap }; // prettier-ignore
  if (step !== undefined) return { rules: ASSIGNMENT, signer: step.by, claims: ASSIGNMENT.codec.encode(step.claims) as CborMap }; // prettier-ignore
  return { rules: KNOCK, signer: plan.courier, claims: KNOCK.codec.encode(plan.knock) as CborMap }; // prettier-ignore
}

async function signRaw(
  rules: KindRules<unknown>,
  signer: Signer,
  claims: CborMap,
  parent: Uint8Array,
  how: Forging,
): Promise<{ bytes: Uint8Array; hash: Uint8Array }> {
  const payload = how.payload?.(claims) ?? encodeCbor(claims);
  const asMember = rules.kid === 'member' ? how.kid !== 'left out' : how.kid === 'added';
  const header = protectedHeader(asMember ? kidOf(p, signer.key) : undefined);
  const signed = (kind: number, above: Uint8Array) => sigStructure(header, externalAad(kind, above), payload);
  const signature = await signer.sign(signed(how.kind ?? rules.number, how.parent ?? parent));
  // Those below bind to what the door will compute here, not to what the signer had in mind.
  return { bytes: encodeEnvelope(header, payload, signature), hash: p.sha256(signed(rules.number, parent)) };
}
