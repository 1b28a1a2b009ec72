import { FACT, hasFact, sameBytes, signDeclaration, type Primitives, type Signer } from '@latchkey/protocol';
import type { ReceiptStore, Shelf, VerifiedReceipt } from '@latchkey/web-kit/model';
import type { Household } from '../household.ts';
import type { HubAnswer } from './member-knock.ts';

/** What a person says of a door: the three things that no sensor tells (P10). */
export interface DoorFacts {
  readonly egressFree: boolean;
  readonly mechanicalKey: boolean;
  readonly closesByItself: boolean;
}

export const factsOf = (sum: number): DoorFacts => ({
  egressFree: hasFact(sum, 'egressFree'),
  mechanicalKey: hasFact(sum, 'mechanicalKey'),
  closesByItself: hasFact(sum, 'closesByItself'),
});

export const sumOf = ({ egressFree, mechanicalKey, closesByItself }: DoorFacts): number =>
  (egressFree ? FACT.egressFree : 0) +
  (mechanicalKey ? FACT.mechanicalKey : 0) +
  (closesByItself ? FACT.closesByItself : 0);

/** As the hub signed that it heard it. */
export interface DeclaredDoor extends DoorFacts {
  readonly seq: number;
  /** Unix seconds by the hub's clock. */
  readonly atS: number | undefined;
}

/** The newest declaration of this door that the hub confirmed to this household; what an earlier household said counts for nothing. */
export const declaredOf = (receipts: readonly VerifiedReceipt[], door: number): DeclaredDoor | undefined => {
  const paired = receipts.findLastIndex(({ claims }) => claims.event === 'paired');
  const said = receipts.findLast(
    ({ claims }, at) => at > paired && claims.event === 'declared' && claims.door === door,
  )?.claims;
  return said?.detail?.facts === undefined
    ? undefined
    : { ...factsOf(said.detail.facts), seq: said.seq, atS: said.iat };
};

/** Visitors use no door that somebody inside may not get out of. The hub refuses them; the app does not even grant. */
export const takesVisitors = (receipts: readonly VerifiedReceipt[], door: number): boolean =>
  declaredOf(receipts, door)?.egressFree !== false;

/** The doors that a visitor may be let in by, in the household's order. */
export const visitorDoors = (
  household: Pick<Household, 'doors'>,
  receipts: readonly VerifiedReceipt[],
): readonly number[] => household.doors.map(({ id }) => id).filter((id) => takesVisitors(receipts, id));

export type Declaring =
  /** The hub's receipt is in the verified story. */
  | { readonly kind: 'confirmed' }
  /** It was handed on; the hub's receipt has not been seen yet. `hash` is what that receipt answers. */
  | { readonly kind: 'unconfirmed'; readonly hash: Uint8Array }
  | { readonly kind: 'refused'; readonly reason: string };

/** Whether the hub's receipt of what has this hash is there: the server may bring it after the hub's answer. */
export const isHeard = (receipts: readonly VerifiedReceipt[], hash: Uint8Array): boolean =>
  receipts.some(({ claims }) => claims.answers !== undefined && sameBytes(claims.answers, hash));

interface Kept {
  readonly number: number;
  readonly bytes: Uint8Array;
}

export interface DeclarationsParts {
  readonly primitives: Primitives;
  readonly signer: Signer;
  readonly hubId: Uint8Array;
  readonly wallMs: () => number;
  readonly shelf: Shelf;
  readonly receipts: ReceiptStore;
  readonly tell: (method: 'declare', message: Uint8Array) => Promise<HubAnswer>;
  /** The number of the newest declaration that the hub itself has; asked when this device's idea of it was too low. */
  readonly numberAtHub: (door: number) => Promise<number>;
}

export interface Declarations {
  readonly declare: (door: number, facts: DoorFacts) => Promise<Declaring>;
  /** What this device declared last, once more: a hub whose disk was rolled back may have forgotten it. Safe to repeat. */
  readonly repeat: () => Promise<void>;
}

const shelfName = 'declarations';

export const createDeclarations = (parts: DeclarationsParts): Declarations => {
  const { primitives, signer, hubId, shelf, receipts, tell } = parts;
  const readKept = async () =>
    ((await shelf.get(shelfName)) as ReadonlyMap<number, Kept> | undefined) ?? new Map<number, Kept>();
  const signed = (door: number, facts: DoorFacts, number: number) =>
    signDeclaration(primitives, signer, {
      iat: Math.floor(parts.wallMs() / 1000),
      hubId,
      door,
      number,
      facts: sumOf(facts),
    });
  const send = async (door: number, facts: DoorFacts, number: number) => {
    const link = await signed(door, facts, number);
    const answer = await tell('declare', link.bytes);
    if (answer.ok) await shelf.put(shelfName, new Map(await readKept()).set(door, { number, bytes: link.bytes }));
    return { answer, hash: link.hash };
  };
  const declare: Declarations['declare'] = async (door, facts) => {
    const before = (await readKept()).get(door)?.number ?? 0;
    let sent = await send(door, facts, before + 1);
    // Another admin's device declared meanwhile, or the hub has lost very many: this one's word comes after what it has.
    if (!sent.answer.ok && ['declaration-old', 'malformed'].includes(sent.answer.refusal.reason))
      sent = await send(door, facts, (await parts.numberAtHub(door)) + 1);
    if (!sent.answer.ok) return { kind: 'refused', reason: sent.answer.refusal.reason };
    await receipts.catchUp();
    const heard = isHeard(receipts.story.get().receipts, sent.hash);
    return heard ? { kind: 'confirmed' } : { kind: 'unconfirmed', hash: sent.hash };
  };
  const repeat: Declarations['repeat'] = async () => {
    for (const { bytes } of (await readKept()).values()) await tell('declare', bytes);
  };
  return { declare, repeat };
};
