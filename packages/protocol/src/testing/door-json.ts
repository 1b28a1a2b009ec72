import {
  decodePublicKey,
  encodePublicKey,
  fromHex,
  leaf16Of,
  readChain,
  toHex,
  type DoorState,
  type Freshness,
  type Nonce,
} from '../index.ts';
import { p } from './people.ts';

/** A door's whole state as vectors/README.md writes it. Bytes are hex. */
export interface DoorJson {
  readonly hubId: string;
  readonly doors: readonly number[];
  readonly resumed: boolean;
  readonly voidUntilS?: number;
  readonly roster: {
    readonly head: string;
    readonly epoch: number;
    readonly homeId: string;
    readonly earlier: readonly string[];
    readonly members: Readonly<
      Record<
        string,
        { readonly role: number; readonly key: string; readonly sealingKey: string; readonly name?: string }
      >
    >;
  };
  readonly blocks: readonly {
    readonly seq: number;
    readonly type: number;
    readonly id: string;
    readonly carrierId?: string;
    readonly exp?: number;
  }[];
  readonly ctis: Readonly<Record<string, string>>;
  readonly uses: Readonly<Record<string, number>>;
  readonly armed: readonly (readonly string[])[];
  /** Signatures that the door has verified, by the hash of their link. */
  readonly verified?: Readonly<Record<string, string>>;
  readonly nonces: Readonly<Record<string, Nonce>>;
  readonly usedSlots: readonly string[];
  readonly approved: readonly string[];
  readonly unapproved?: Readonly<Record<string, 'refused' | 'late'>>;
  readonly freshness: Freshness;
  readonly heardOver: DoorState['heardOver'];
  readonly limited: Readonly<Record<string, number>>;
}

export const unhex = (text: string): Uint8Array => fromHex(text) ?? new Uint8Array(0);

const hexed = (bytes: ReadonlyMap<string, Uint8Array>): Record<string, string> =>
  Object.fromEntries([...bytes].map(([name, value]) => [name, toHex(value)]));

export function doorToJson(door: DoorState): DoorJson {
  const { roster, ledger } = door;
  const members = [...roster.members].map(
    ([kid, { key, sealingKey, ...rest }]) =>
      [kid, { ...rest, key: toHex(encodePublicKey(key)), sealingKey: toHex(sealingKey) }] as const,
  );
  return {
    hubId: toHex(door.hubId),
    doors: [...door.doors],
    resumed: door.resumed,
    ...(door.voidUntilS === undefined ? {} : { voidUntilS: door.voidUntilS }),
    roster: {
      head: toHex(roster.head),
      epoch: roster.epoch,
      homeId: toHex(roster.homeId),
      earlier: roster.earlier.map(toHex),
      members: Object.fromEntries(members),
    },
    blocks: door.blocks.map(({ seq, target, carrierId, exp }) => ({
      seq,
      type: target.type,
      id: toHex(target.id),
      ...(carrierId === undefined ? {} : { carrierId: toHex(carrierId) }),
      ...(exp === undefined ? {} : { exp }),
    })),
    ctis: Object.fromEntries(ledger.ctis),
    uses: Object.fromEntries(ledger.uses),
    armed: [...door.armed.values()].map(({ grant, assignments }) =>
      [grant, ...assignments].map(({ bytes }) => toHex(bytes)),
    ),
    ...(door.verified.size === 0 ? {} : { verified: hexed(door.verified) }),
    nonces: Object.fromEntries(door.nonces),
    usedSlots: [...door.usedSlots],
    approved: [...door.approved],
    ...(door.unapproved === undefined ? {} : { unapproved: Object.fromEntries(door.unapproved) }),
    freshness: door.freshness,
    heardOver: door.heardOver,
    limited: Object.fromEntries(door.limited),
  };
}

export function doorFromJson(json: DoorJson): DoorState {
  const members = Object.entries(json.roster.members).map(
    ([kid, { key, sealingKey, ...rest }]) =>
      [kid, { ...rest, key: decodePublicKey(unhex(key)), sealingKey: unhex(sealingKey) }] as const,
  );
  const armed = json.armed.map((links) => {
    const read = readChain(p, links.map(unhex));
    if (!read.ok) throw new Error('an armed chain of a vector must be readable');
    return [leaf16Of(read.chain), read.chain] as const;
  });
  return {
    hubId: unhex(json.hubId),
    doors: new Set(json.doors),
    resumed: json.resumed,
    ...(json.voidUntilS === undefined ? {} : { voidUntilS: json.voidUntilS }),
    roster: {
      head: unhex(json.roster.head),
      epoch: json.roster.epoch,
      homeId: unhex(json.roster.homeId),
      earlier: json.roster.earlier.map(unhex),
      members: new Map(members),
    },
    blocks: json.blocks.map(({ type, id, carrierId, ...rest }) => ({
      ...rest,
      target: { type, id: unhex(id) },
      ...(carrierId === undefined ? {} : { carrierId: unhex(carrierId) }),
    })),
    ledger: { ctis: new Map(Object.entries(json.ctis)), uses: new Map(Object.entries(json.uses)) },
    armed: new Map(armed),
    verified: new Map(Object.entries(json.verified ?? {}).map(([name, signature]) => [name, unhex(signature)])),
    nonces: new Map(Object.entries(json.nonces)),
    usedSlots: new Set(json.usedSlots),
    approved: new Set(json.approved),
    ...(json.unapproved === undefined ? {} : { unapproved: new Map(Object.entries(json.unapproved)) }),
    freshness: json.freshness,
    heardOver: json.heardOver,
    limited: new Map(Object.entries(json.limited)),
  };
}
