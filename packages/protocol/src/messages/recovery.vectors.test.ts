import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { signerFromScalar } from '@latchkey/keys';
import { describe, expect, it } from 'vitest';
import { decodeRecoveryCode, encodePublicKey, encodeRecoveryCode, recoveryScalar, toHex } from '../index.ts';
import { p, seeded } from '../testing/people.ts';
import { judgedFile, play, recoverable, RECOVERIES } from '../testing/recovery-cases.ts';
import { HUB_ID } from '../testing/story.ts';

const FOLDER = new URL('../../../../vectors/recovery/', import.meta.url);

const codes = [
  { hubId: HUB_ID, secret: seeded('secret on paper') },
  { hubId: HUB_ID, secret: seeded('secret on the next sheet') },
  { hubId: new Uint8Array(16), secret: new Uint8Array(16) },
  { hubId: new Uint8Array(16).fill(255), secret: new Uint8Array(16).fill(255) },
];

const codesFile = (): string => {
  const cases = codes.map((code) => {
    const scalar = recoveryScalar(p, code);
    const key = toHex(encodePublicKey(signerFromScalar(scalar).key));
    return { hubId: toHex(code.hubId), secret: toHex(code.secret), sheet: encodeRecoveryCode(p, code), d: toHex(scalar), key };
  }); // prettier-ignore
  return `${JSON.stringify({ cases }, null, 1)}\n`;
};

if (process.env['WRITE_VECTORS'] === '1') {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(new URL('codes.json', FOLDER), codesFile());
  writeFileSync(new URL('judged.json', FOLDER), await judgedFile());
}

it('every stored code has its letters and gives its key', () => {
  expect(readFileSync(new URL('codes.json', FOLDER), 'utf8')).toBe(codesFile());
  for (const code of codes)
    expect(decodeRecoveryCode(p, encodeRecoveryCode(p, code))).toEqual({ ok: true, code });
}); // prettier-ignore

describe('over Anna’s newest roster the hub hears', () => {
  it('the stored recoveries', async () => {
    expect(readFileSync(new URL('judged.json', FOLDER), 'utf8')).toBe(await judgedFile());
  });

  it.each(RECOVERIES.map((one) => [one.comment, one] as const))('%s', async (_comment, one) => {
    expect(await play(one, await recoverable())).toBe(one.expect);
  });
});
