import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fromHex, toHex } from '@latchkey/protocol';
import { importContentKey, openAead, sealAead } from './index.ts';

interface Case {
  readonly tcId: number;
  readonly key: string;
  readonly iv: string;
  readonly aad: string;
  readonly msg: string;
  readonly ct: string;
  readonly tag: string;
  readonly result: 'valid' | 'invalid';
}

const FILE = new URL('../../../vectors/published/wycheproof-aes256-gcm.jsonl', import.meta.url);
const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);
const cases = readFileSync(FILE, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

it('AES-256-GCM opens what Wycheproof calls valid, and nothing else', async () => {
  expect(cases).toHaveLength(66);
  for (const { tcId, key, iv, aad, msg, ct, tag, result } of cases) {
    const opened = await openAead(await importContentKey(bytesOf(key)), bytesOf(iv), bytesOf(ct + tag), bytesOf(aad));
    expect([tcId, opened && toHex(opened)]).toEqual([tcId, result === 'valid' ? msg : undefined]);
  }
});

it('AES-256-GCM seals byte for byte what Wycheproof seals', async () => {
  for (const { tcId, key, iv, aad, msg, ct, tag } of cases.filter(({ result }) => result === 'valid')) {
    const sealed = await sealAead(await importContentKey(bytesOf(key)), bytesOf(iv), bytesOf(msg), bytesOf(aad));
    expect([tcId, toHex(sealed)]).toEqual([tcId, ct + tag]);
  }
});
