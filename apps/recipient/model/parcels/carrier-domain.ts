import { publicKeyBytes, sealingKeyBytes } from '@latchkey/contract';
import { decodePublicKey, keyIdOf, toBase64url, type Primitives, type PublicKey } from '@latchkey/protocol';
import { bytesFrom, type Shelf } from '@latchkey/web-kit/model';
import * as z from 'zod';
import { sealingKeysName } from '../shelf-names.ts';

/** A carrier's keys as its own domain publishes them. */
export interface CarrierKey {
  readonly signingKey: PublicKey;
  /** 65 bytes. */
  readonly sealingKey: Uint8Array;
  /** base64url of the first 16 bytes of the signing key's hash: what pins and summaries name. */
  readonly keyId: string;
}

/** The answer of `/.well-known/latchkey`; written by whoever holds the domain, so read strictly. */
const published = z.object({
  name: z.string().min(1).max(60),
  keys: z.array(z.object({ signingKey: publicKeyBytes, sealingKey: sealingKeyBytes })).max(16),
});

export type DomainAnswer =
  | { readonly kind: 'found'; readonly key: CarrierKey }
  /** The domain answers, and does not publish the key that the server named. */
  | { readonly kind: 'other-key' }
  | { readonly kind: 'unreached' };

export type FetchText = (url: string) => Promise<{ readonly ok: boolean; readonly text: () => Promise<string> }>;

/**
 * Asks the carrier's own domain, from this browser and without the server. `keyId` came from the server and only picks one of
 * the keys found there.
 */
export const askDomain = async (
  p: Primitives,
  fetchText: FetchText,
  domain: string,
  keyId: string,
): Promise<DomainAnswer> => {
  let read;
  try {
    const answer = await fetchText(`${domain}/.well-known/latchkey`);
    if (!answer.ok) return { kind: 'unreached' };
    read = published.safeParse(JSON.parse(await answer.text()));
  } catch {
    return { kind: 'unreached' };
  }
  if (!read.success) return { kind: 'unreached' };
  const key = read.data.keys.map((one) => carrierKey(p, one)).find((one) => one?.keyId === keyId);
  return key === undefined ? { kind: 'other-key' } : { kind: 'found', key };
};

const carrierKey = (p: Primitives, texts: { signingKey: string; sealingKey: string }): CarrierKey | undefined => {
  try {
    const signingKey = decodePublicKey(bytesFrom(texts.signingKey));
    return { signingKey, sealingKey: bytesFrom(texts.sealingKey), keyId: toBase64url(keyIdOf(p, signingKey)) };
  } catch {
    return undefined;
  }
};

/** Per domain: the key ids this household said yes to. */
type Pins = Readonly<Record<string, readonly string[]>>;
const pinsName = 'pins';
const readPins = async (shelf: Shelf): Promise<Pins> => ((await shelf.get(pinsName)) as Pins | undefined) ?? {};

/** `first`: never dealt with this domain. `known`: the key is pinned. `changed`: another key is, and a person must say yes. */
export const comparePin = async (
  shelf: Shelf,
  domain: string,
  keyId: string,
): Promise<'first' | 'known' | 'changed'> => {
  const pinned = (await readPins(shelf))[domain];
  if (pinned === undefined) return 'first';
  return pinned.includes(keyId) ? 'known' : 'changed';
};

export const pinKey = async (shelf: Shelf, domain: string, keyId: string): Promise<void> => {
  const pins = await readPins(shelf);
  const before = pins[domain] ?? [];
  if (!before.includes(keyId)) await shelf.put(pinsName, { ...pins, [domain]: [...before, keyId] });
};

export const isPinned = async (shelf: Shelf, domain: string, keyId: string): Promise<boolean> =>
  (await comparePin(shelf, domain, keyId)) === 'known';

/** The domains this household has dealt with. */
export const pinnedDomains = async (shelf: Shelf): Promise<readonly string[]> => Object.keys(await readPins(shelf));

/** Per key id: where texts for the carrier are sealed to. Kept when a grant is signed, so that a divert needs nobody's answer. */
type SealingKeys = Readonly<Record<string, Uint8Array>>;

export const keepSealingKey = async (shelf: Shelf, { keyId, sealingKey }: CarrierKey): Promise<void> => {
  const kept = ((await shelf.get(sealingKeysName)) as SealingKeys | undefined) ?? {};
  await shelf.put(sealingKeysName, { ...kept, [keyId]: sealingKey });
};

export const keptSealingKey = async (shelf: Shelf, keyId: string): Promise<Uint8Array | undefined> =>
  ((await shelf.get(sealingKeysName)) as SealingKeys | undefined)?.[keyId];

/** The key in groups of four hex digits, short enough to be read out on the telephone, and never broken across lines. */
export const fingerprint = (keyId: string): string =>
  [...bytesFrom(keyId).slice(0, 8)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/(.{4})(?=.)/g, '$1\u00a0');
