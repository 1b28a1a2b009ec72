import {
  fromBase64url, keyIdOf, kidOf, PLACE, readReceipt, signBlock, signCarrierBlock, signDivert, TARGET, toHex,
  type Block, type BlockTarget, type Link, type PublicKey, type Receipt, type Signer,
} from '@latchkey/protocol'; // prettier-ignore
import { primitives as p } from '../people.ts';
import { SCOPES, type BlockTruth } from '../withdrawn.ts';
import type { Answer, World } from '../world.ts';
import type { Visit } from './visit.ts';

export type Way = 'net' | 'lan';

export interface Reach {
  /** Unix seconds; absent: for good. */
  readonly expS?: number;
  readonly way?: Way;
}

const AT_RANDOM = [PLACE.neighbour, PLACE.box, PLACE.returned];

export const target = {
  visit: ({ visitId }: Visit): BlockTarget => ({ type: TARGET.visit, id: visitId }),
  courier: ({ courier }: Visit): BlockTarget => ({ type: TARGET.courierKey, id: keyIdOf(p, courier.key) }),
  carrier: (key: PublicKey): BlockTarget => ({ type: TARGET.carrierKey, id: keyIdOf(p, key) }),
  issuer: (key: PublicKey): BlockTarget => ({ type: TARGET.issuer, id: kidOf(p, key) }),
  everything: { type: TARGET.everything, id: new Uint8Array(0) } satisfies BlockTarget,
};

/** What the devices of this household and their carriers take back. An app says *blocked* only after the hub's receipt. */
export class Withdrawals {
  readonly #world: World;
  readonly #hubId: () => Uint8Array;

  constructor(world: World, hubId: () => Uint8Array) {
    this.#world = world;
    this.#hubId = hubId;
  }

  async block(by: Signer, what: BlockTarget, reach: Reach = {}): Promise<void> {
    const link = await signBlock(p, by, this.#claims(what, reach));
    this.#say('block', link.bytes, [], this.#noted(link), reach);
  }

  /** A carrier that has lost a device, or gives a visit up; with the link that leads to it. */
  async carrierBlocks(by: Signer, visit: Visit, what: BlockTarget, reach: Reach = {}): Promise<void> {
    const link = await signCarrierBlock(p, by, this.#claims(what, reach));
    this.#say('block', link.bytes, visit.links.slice(0, 1), this.#noted(link, by.key), reach);
  }

  async divert(by: Signer, visit: Visit, reach: Reach = {}): Promise<void> {
    const { dice, unixS } = this.#world;
    const inner = await signBlock(p, by, this.#claims(target.visit(visit), {}));
    const place = dice.pick(AT_RANDOM) ?? PLACE.box;
    const claims = { iat: unixS, cti: dice.bytes(16), hubId: this.#hubId(), visitId: visit.visitId, place, block: inner.bytes };
    const link = await signDivert(p, by, claims, visit.grantHash);
    this.#say('divert', link.bytes, dice.chance(0.5) ? visit.links.slice(0, 1) : [], this.#noted(inner), reach);
  } // prettier-ignore

  #claims(what: BlockTarget, { expS }: Reach): Omit<Block, 'carrierKey'> {
    const { unixS, dice } = this.#world;
    const end = expS === undefined ? {} : { exp: expS };
    return { iat: unixS, cti: dice.bytes(16), hubId: this.#hubId(), target: what, ...end };
  }

  #noted({ hash, claims: { target: what, exp } }: Link<Block>, carrier?: PublicKey): BlockTruth {
    const truth: BlockTruth = {
      scope: SCOPES[what.type] ?? 'everything',
      target: what,
      hash: toHex(hash),
      begun: new Set(),
      ...(exp === undefined ? {} : { expS: exp }),
      ...(carrier === undefined ? {} : { carrier }),
    };
    this.#world.record.blocks.push(truth);
    return truth;
  }

  #say(method: 'block' | 'divert', message: Uint8Array, links: readonly Uint8Array[], truth: BlockTruth, { way = 'net' }: Reach): void {
    const world = this.#world;
    const heard = (answer: Answer) => {
      const receipt = receiptIn(answer);
      if (receipt === undefined) return;
      for (const visit of openingsNamed(world, truth.hash)) truth.begun.add(visit);
      truth.confirmedMs ??= world.clock.nowMs;
      world.record.say(world.clock.nowMs, `the hub has confirmed a ${method} of ${nameOf(world, truth)}`);
    };
    if (way === 'lan') world.say(method, message, links, heard);
    else world.post(method, message, links, { heard });
  } // prettier-ignore
}

const receiptIn = (answer: Answer): Receipt | undefined => {
  const bytes = answer.ok ? fromBase64url(answer.message ?? '') : undefined;
  const read = bytes === undefined ? undefined : readReceipt(p, bytes);
  return read?.ok === true ? read.link.claims : undefined;
};

/** Visits whose openings the receipts of this block call begun; base64url. */
function openingsNamed({ hub }: World, hash: string): readonly string[] {
  const receipts = hub?.core.memory.receipts;
  if (receipts === undefined) return [];
  return [...receipts].flatMap(({ bytes }) => {
    const read = readReceipt(p, bytes);
    if (!read.ok || read.link.claims.event !== 'blocked' || toHex(read.link.claims.answers ?? new Uint8Array(0)) !== hash) return [];
    return (read.link.claims.detail?.begun ?? []).flatMap((seq) => receipts.find(seq)?.visit ?? []);
  }); // prettier-ignore
}

const nameOf = ({ record }: World, { scope, target: { id }, expS }: BlockTruth): string => {
  const visit = record.visits.find(({ grant }) => scope === 'visit' && toHex(grant.visitId) === toHex(id));
  return `${visit?.name ?? scope}${expS === undefined ? '' : ` until ${String(expS)}`}`;
};
