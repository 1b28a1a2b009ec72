import {
  armChain,
  type Armed,
  type AskAllowed,
  type Decision,
  decide,
  decideAsk,
  decodePublicKey,
  encodePublicKey,
  fromHex,
  leaf16Of,
  readChain,
  recheck,
  toHex,
  toldTo,
  type DoorState,
  type Freshness,
  type Hardware,
  type Nonce,
  type Refusal,
  type Told,
  type TrustedTime,
} from '../index.ts';
import { p } from './people.ts';

/** The language-neutral form of a case, as vectors/README.md describes it. Bytes are hex. */
export interface Vector {
  readonly comment: string;
  readonly call: 'decide' | 'ask' | 'arm' | 'recheck' | 'told';
  readonly presentation: string | readonly string[];
  readonly door: DoorJson;
  /** For `recheck`: what the door's state has become since `door`. */
  readonly later?: DoorJson;
  readonly hardware?: Hardware;
  readonly now: { readonly unixS: number | null; readonly uptimeMs: number };
  readonly expect:
    { readonly allow: true } | { readonly allow: false; readonly refusal: Refusal; readonly told?: Told };
}

interface DoorJson {
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
  readonly nonces: Readonly<Record<string, Nonce>>;
  readonly usedSlots: readonly string[];
  readonly approved: readonly string[];
  readonly unapproved?: Readonly<Record<string, 'refused' | 'late'>>;
  readonly freshness: Freshness;
  readonly heardOver: DoorState['heardOver'];
  readonly limited: Readonly<Record<string, number>>;
}

const unhex = (text: string): Uint8Array => fromHex(text) ?? new Uint8Array(0);

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
    verified: new Map(),
    nonces: new Map(Object.entries(json.nonces)),
    usedSlots: new Set(json.usedSlots),
    approved: new Set(json.approved),
    ...(json.unapproved === undefined ? {} : { unapproved: new Map(Object.entries(json.unapproved)) }),
    freshness: json.freshness,
    heardOver: json.heardOver,
    limited: new Map(Object.entries(json.limited)),
  };
}

/** Arming has nobody to tell. */
interface Untold {
  readonly allow: false;
  readonly refusal: Refusal;
  readonly told?: undefined;
}

/** Plays a vector against the code as it is; the answer has the shape of `expect`. */
export function playVector(vector: Vector): Vector['expect'] {
  const door = doorFromJson(vector.door);
  const now: TrustedTime = { unixS: vector.now.unixS ?? undefined, uptimeMs: vector.now.uptimeMs };
  const answer = ask(vector, door, now);
  if (!answer.allow) {
    if (answer.told === undefined) return { allow: false, refusal: answer.refusal };
    return vector.call === 'told'
      ? { allow: false, refusal: toldTo(answer) }
      : { allow: false, refusal: answer.refusal, told: answer.told };
  }
  if (vector.call !== 'recheck' || !('consumes' in answer) || vector.hardware === undefined) return { allow: true };
  const refusal = recheck(
    p,
    answer,
    vector.later === undefined ? door : doorFromJson(vector.later),
    now,
    vector.hardware,
  );
  return refusal === undefined ? { allow: true } : { allow: false, refusal };
}

function ask(vector: Vector, door: DoorState, now: TrustedTime): Decision | AskAllowed | Armed | Untold {
  const { presentation: sent, call } = vector;
  if (typeof sent !== 'string') return armChain(p, sent.map(unhex), door, now);
  return call === 'ask' ? decideAsk(p, unhex(sent), door, now) : decide(p, unhex(sent), door, now);
}
