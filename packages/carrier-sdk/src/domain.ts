import * as z from 'zod';
import { publicKeyBytes, sealingKeyBytes, type Fetch } from '@latchkey/contract';
import { encodePublicKey, type PublicKey } from '@latchkey/protocol';
import { toBase64url } from './encoding.ts';
import { CarrierError } from './errors.ts';
import type { OwnKeys } from './world.ts';

/**
 * The carrier's own domain: the one place from which phones believe a carrier's key (docs/protocol/, *what a chain cannot fix*). The
 * Latchkey server has no part in it.
 */
export const wellKnownPath = '/.well-known/latchkey';

export const published = z.object({
  name: z.string().min(1).max(60),
  domain: z.string().max(200),
  keys: z.array(z.object({ signingKey: publicKeyBytes, sealingKey: sealingKeyBytes })).max(16),
});
export type Published = z.infer<typeof published>;

const publicHalves = (keys: OwnKeys) => ({
  signingKey: toBase64url(encodePublicKey(keys.signer.key)),
  sealingKey: toBase64url(keys.sealing.publicKey),
});

const ask = async (fetch: Fetch, url: string, init: Parameters<Fetch>[1]) => {
  try {
    return await fetch(url, init);
  } catch (error) {
    throw new CarrierError('domain-unreachable', error);
  }
};

/** Throws `domain-unreachable`, also for an answer of another shape. */
export const readDomain = async (fetch: Fetch, domain: string): Promise<Published> => {
  const answered = await ask(fetch, domain + wellKnownPath, { method: 'GET', headers: { accept: 'application/json' } });
  const read = published.safeParse(jsonOf(await answered.text()));
  if (!answered.ok || !read.success) throw new CarrierError('domain-unreachable');
  return read.data;
};

/** The sealing key that the domain publishes beside this signing key. */
export const sealingKeyBeside = ({ keys }: Published, signing: PublicKey): string | undefined =>
  keys.find(({ signingKey }) => signingKey === toBase64url(encodePublicKey(signing)))?.sealingKey;

/** Whether the domain publishes exactly these keys together. */
export const publishes = (domain: Published, keys: OwnKeys): boolean => {
  const own = publicHalves(keys);
  return domain.keys.some((k) => k.signingKey === own.signingKey && k.sealingKey === own.sealingKey);
};

/**
 * Publishes these keys at the carrier's domain, as whoever holds the domain's set-up secret. Publishing twice is harmless.
 * Throws `domain-unreachable` or `domain-refused`.
 */
export const publishKeys = async (
  fetch: Fetch,
  domain: string,
  secret: string,
  keys: OwnKeys,
  name?: string,
): Promise<void> => {
  const answered = await ask(fetch, `${domain}/publish`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...publicHalves(keys), ...(name === undefined ? {} : { name }) }),
  });
  if (!answered.ok) throw new CarrierError('domain-refused');
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
