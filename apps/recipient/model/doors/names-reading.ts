import { fromBase64url, kidOf, toHex, type Primitives } from '@latchkey/protocol';
import { openPacked, type DeviceKeys } from '@latchkey/web-kit/model';
import type { Members } from '../devices/members.ts';
import { longestDeviceName, type NamesOfDevices } from '../devices/names.ts';
import { longestDoorName, type NamedDoor, type NamedDoors } from './names.ts';

export interface NamesReadingParts {
  readonly primitives: Primitives;
  readonly keys: Pick<DeviceKeys, 'signer' | 'open'>;
  readonly homeId: string;
  readonly members: Pick<Members, 'keyOf'>;
  readonly wallMs: () => number;
}

/** What one device of the household says. */
export interface NamesSaid {
  readonly doors: NamedDoors;
  /** What it calls itself. */
  readonly itself: NamesOfDevices;
  readonly others: NamesOfDevices;
}

/** Doors and devices together. */
export const limitNames = 32;
/** A name from further ahead is from a clock that is wrong, and would be the last one for ever. */
const aheadMs = 24 * 3_600_000;
const utf8 = new TextEncoder();

export const namesInfo = (homeId: string) => `lk1-names\n${homeId}`;
/** What a device signs begins with `lk1-names`, so that it can never pose as a link. */
export const namesSigned = (homeId: string, text: string) => utf8.encode(`${namesInfo(homeId)}\n${text}`);

/**
 * Attacker-controlled: the server can seal to this device, and leave what it likes. Believed is what a member's key signed for this
 * household; an older text than the one known changes nothing, and a name is taken only for a device that belongs to it.
 */
export const readNames = async (parts: NamesReadingParts, sealed: string): Promise<NamesSaid | undefined> => {
  const { primitives, keys, homeId, members, wallMs } = parts;
  const packed = fromBase64url(sealed);
  const plain = packed && (await openPacked(keys, packed, utf8.encode(namesInfo(homeId))));
  const said = plain && parsed(new TextDecoder().decode(plain));
  if (!isRecord(said) || typeof said['kid'] !== 'string' || typeof said['text'] !== 'string') return undefined;
  const key = members.keyOf(said['kid']);
  const signature = typeof said['signature'] === 'string' ? fromBase64url(said['signature']) : undefined;
  if (key === undefined || signature === undefined) return undefined;
  if (!primitives.verify(key, namesSigned(homeId, said['text']), signature)) return undefined;
  const list = parsed(said['text']);
  if (!Array.isArray(list) || list.length > limitNames) return undefined;
  const doors = list.map((one: unknown) => entryIn(one, wallMs() + aheadMs)).filter((one) => one !== undefined);
  const devices = list.map(deviceIn).filter((one) => one !== undefined);
  // What this device itself is called here, only its own person says.
  const ownKid = toHex(kidOf(primitives, keys.signer.key));
  const ofMembers = devices.filter(([kid]) => kid !== ownKid && members.keyOf(kid) !== undefined);
  const [itself, others] = [true, false].map((own) => ofMembers.filter(([kid]) => (kid === said['kid']) === own));
  return {
    doors: Object.fromEntries(doors),
    itself: Object.fromEntries(itself ?? []),
    others: Object.fromEntries(others ?? []),
  };
};

const deviceIn = (one: unknown): readonly [string, string] | undefined => {
  const [kid, said] = Array.isArray(one) ? (one as readonly unknown[]) : [];
  const name = typeof said === 'string' ? said.trim() : '';
  return typeof kid !== 'string' || name === '' || name.length > longestDeviceName ? undefined : [kid, name];
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
