import { routes } from '@latchkey/contract';
import { fromBase64url, keyIdOf, kidOf, toBase64url, toHex, type Primitives } from '@latchkey/protocol';
import { openPacked, type Client, type DeviceKeys, type Later } from '@latchkey/web-kit/model';
import { longestDoorName, type DoorNames, type NamedDoor, type NamedDoors } from './names.ts';
import type { Members } from '../devices/members.ts';
import { sealText } from '../parcels/sealing.ts';

export interface NamesSharingParts {
  readonly primitives: Primitives;
  readonly keys: Pick<DeviceKeys, 'signer' | 'open'>;
  readonly client: Client;
  readonly homeId: string;
  readonly members: Pick<Members, 'others' | 'keyOf' | 'epoch'>;
  readonly names: Pick<DoorNames, 'named' | 'hear'>;
  /** The epoch of the roster whose devices all have this device's names; absent: some have not. */
  readonly toldEpoch: () => number | undefined;
  readonly keepTold: (epoch: number | undefined) => Promise<void>;
  readonly wallMs: () => number;
  readonly later: Later;
}

/** Takes what this device calls the doors to the household's others, and theirs to this one. */
export interface NamesSharing {
  /** A name has changed here: it goes to the others once nobody types any more. */
  readonly changed: () => void;
  /** Reads what the others left, and tells those who have not heard yet. Fails quietly: the next time does it. */
  readonly look: () => Promise<void>;
  readonly stop: () => void;
}

const typingMs = 1500;
const againMs = 60_000;
/** A name from further ahead is from a clock that is wrong, and would be the last one for ever. */
const aheadMs = 24 * 3_600_000;
const limitDoors = 32;
const utf8 = new TextEncoder();

const infoOf = (homeId: string) => `lk1-names\n${homeId}`;
/** What a device signs begins with `lk1-names`, so that it can never pose as a link. */
const signedOf = (homeId: string, text: string) => utf8.encode(`${infoOf(homeId)}\n${text}`);

export const createNamesSharing = (parts: NamesSharingParts): NamesSharing => {
  const { primitives: p, keys, client, homeId, members, names } = parts;
  const info = infoOf(homeId);
  let cancel: (() => void) | undefined;

  const tell = async () => {
    const epoch = members.epoch();
    const others = members.others();
    const named = names.named();
    if (others === undefined || parts.toldEpoch() === epoch || Object.keys(named).length === 0) return;
    const text = JSON.stringify(Object.entries(named).map(([door, { name, atMs }]) => [Number(door), name, atMs]));
    const signature = toBase64url(await keys.signer.sign(signedOf(homeId, text)));
    const said = { kid: toHex(kidOf(p, keys.signer.key)), text, signature };
    const texts = await Promise.all(
      others.map(async ({ key, sealingKey }) => ({
        keyId: toBase64url(keyIdOf(p, key)),
        sealed: await sealText(sealingKey, info, said),
      })),
    );
    await client(routes.tellNames, { body: { texts } });
    // Somebody may have typed on meanwhile; then it is told again.
    if (names.named() === named) await parts.keepTold(epoch);
  };
  const hear = async () => {
    const { texts } = await client(routes.readNames, {});
    for (const sealed of texts) {
      const said = await opened(parts, sealed);
      if (said !== undefined) await names.hear(said);
    }
  };
  const look = async () => {
    await hear().catch(() => undefined);
    await tell().catch(() => undefined);
  };
  /** Once the typing has ended, and again while the server is away. */
  const tellLater = (ms: number) => {
    cancel?.();
    cancel = parts.later(() => {
      tell().catch(() => tellLater(againMs));
    }, ms);
  };
  return {
    look,
    changed: () => {
      void parts.keepTold(undefined);
      tellLater(typingMs);
    },
    stop: () => cancel?.(),
  };
};

/**
 * Attacker-controlled: the server can seal to this device, and leave what it likes. Believed is what a member's key signed for this
 * household; an older text than the one known changes nothing.
 */
const opened = async (parts: NamesSharingParts, sealed: string): Promise<NamedDoors | undefined> => {
  const { primitives, keys, homeId, members, wallMs } = parts;
  const packed = fromBase64url(sealed);
  const plain = packed && (await openPacked(keys, packed, utf8.encode(infoOf(homeId))));
  const said = plain && parsed(new TextDecoder().decode(plain));
  if (!isRecord(said) || typeof said['kid'] !== 'string' || typeof said['text'] !== 'string') return undefined;
  const key = members.keyOf(said['kid']);
  const signature = typeof said['signature'] === 'string' ? fromBase64url(said['signature']) : undefined;
  if (key === undefined || signature === undefined) return undefined;
  if (!primitives.verify(key, signedOf(homeId, said['text']), signature)) return undefined;
  const list = parsed(said['text']);
  if (!Array.isArray(list) || list.length > limitDoors) return undefined;
  const entries = list.map((one: unknown) => entryIn(one, wallMs() + aheadMs));
  return Object.fromEntries(entries.filter((one) => one !== undefined));
};

const entryIn = (one: unknown, latestMs: number): readonly [number, NamedDoor] | undefined => {
  const [door, name, atMs] = Array.isArray(one) ? (one as readonly unknown[]) : [];
  if (typeof door !== 'number' || !Number.isInteger(door) || door < 0 || door > 255) return undefined;
  if (typeof name !== 'string' || name.length > longestDoorName) return undefined;
  if (typeof atMs !== 'number' || !Number.isInteger(atMs) || atMs < 0 || atMs > latestMs) return undefined;
  return [door, { name, atMs }];
};

const isRecord = (said: unknown): said is Readonly<Record<string, unknown>> =>
  typeof said === 'object' && said !== null;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
