import { verifyEd25519 } from '@latchkey/keys/node';
import { bytesWithin, readVerifierKey, type Sha256 } from '@latchkey/log';
import type { Effects } from '@latchkey/server';
import { WrongSetting } from './settings.ts';

type Asked = NonNullable<Effects['witnesses']>;

const LIMIT_ANSWER_MS = 10_000;
const LIMIT_ANSWER_BYTES = 16_384;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** `LATCHKEY_WITNESSES`: `VERIFIER-KEY@ADDRESS`, apart by spaces; absent or empty: nobody is asked. */
export const witnessesIn = (text: string, sha256: Sha256): { readonly witnesses?: Asked } => {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return {};
  return { witnesses: { list: words.map((word) => witnessIn(word, sha256)), ask, verify: verifyEd25519 } };
};

const witnessIn = (word: string, sha256: Sha256): Asked['list'][number] => {
  const at = word.indexOf('@');
  const key = readVerifierKey(sha256, word.slice(0, at));
  const url = addressIn(word.slice(at + 1));
  if (at > 0 && key?.kind === 4 && url !== undefined) return { key, url };
  throw new WrongSetting(
    `LATCHKEY_WITNESSES has ${JSON.stringify(word)}; each witness is VERIFIER-KEY@ADDRESS, the address https (on this machine http), the key what the witness answers at its address.`,
  );
};

const addressIn = (text: string): string | undefined => {
  try {
    const url = new URL(text);
    const fits = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
    return fits && url.search === '' && url.hash === '' ? url.href.replace(/\/$/, '') : undefined;
  } catch {
    return undefined;
  }
};

const ask: Asked['ask'] = async (url, body) => {
  const signal = AbortSignal.timeout(LIMIT_ANSWER_MS);
  const answer = await fetch(`${url}/add-checkpoint`, { method: 'POST', body, redirect: 'error', signal });
  const said = await bytesWithin((answer.body as AsyncIterable<Uint8Array> | null) ?? [], LIMIT_ANSWER_BYTES);
  return { status: answer.status, body: Buffer.from(said).toString('utf8') };
};
