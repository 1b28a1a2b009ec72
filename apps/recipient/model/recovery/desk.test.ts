import { generateSigner, portablePrimitives as p, randomBytes, signerFromScalar } from '@latchkey/keys';
import { decodeRecoveryCode, recoveryScalar, sameKey, type PublicKey } from '@latchkey/protocol';
import { hubVoice } from '@latchkey/web-kit/testing';
import { verifyReceiptChain } from '@latchkey/protocol';
import { expect, test } from 'vitest';
import type { HubAnswer } from '../doors/member-knock.ts';
import type { Changed } from '../devices/members.ts';
import { createRecoveryDesk } from './desk.ts';
import { stands, standingOf } from './said.ts';

const scene = async (answer: { changed?: Changed; told?: HubAnswer; level?: number } = {}) => {
  const onPaper: PublicKey[] = [];
  const told: string[] = [];
  const hubId = randomBytes(16);
  const desk = createRecoveryDesk({
    primitives: p,
    signer: await generateSigner(),
    hubId,
    randomBytes,
    wallMs: () => 1_800_000_000_000,
    members: {
      putOnPaper: (key) => {
        onPaper.push(key);
        return Promise.resolve(answer.changed ?? { ok: true });
      },
    },
    tell: (method) => {
      told.push(method);
      return Promise.resolve(answer.told ?? { ok: true });
    },
    level: () => answer.level ?? 3,
    poke: () => undefined,
  });
  return { desk, onPaper, told, hubId };
};

test('the sheet that is shown is the one whose key the hub confirmed', async () => {
  const { desk, onPaper, hubId } = await scene();
  await desk.print();
  const shown = desk.printing.get();
  const read = shown.kind === 'made' ? decodeRecoveryCode(p, shown.sheet) : undefined;
  if (read?.ok !== true) throw new Error('no sheet');
  expect(read.code.hubId).toEqual(hubId);
  const { key } = signerFromScalar(recoveryScalar(p, read.code));
  expect(onPaper.map((one) => sameKey(one, key))).toEqual([true]);
  desk.putAway();
  expect(desk.printing.get()).toEqual({ kind: 'idle' });
});

test('a code that the hub did not take, or would not know, is never shown', async () => {
  const refused = await scene({ changed: { ok: false, problem: 'hub-offline' } });
  await refused.desk.print();
  expect(refused.desk.printing.get()).toEqual({ kind: 'failed', problem: 'hub-offline' });
  const old = await scene({ level: 2 });
  await old.desk.print();
  expect(old.desk.printing.get()).toEqual({ kind: 'failed', problem: 'hub-too-old' });
  expect(old.onPaper).toEqual([]);
});

test('a refusal says what the hub made of it', async () => {
  const heard = async (told?: HubAnswer) => {
    const { desk } = await scene(told === undefined ? {} : { told });
    await desk.refuse(randomBytes(32));
    return desk.refusing.get();
  };
  expect(await heard()).toBe('refused');
  expect(await heard({ ok: false, refusal: { reason: 'recovery-none' } })).toBe('late');
  expect(await heard({ ok: false, refusal: { reason: 'signer-unknown' } })).toBe('failed');
});

test('what the household has on paper is told by its rosters and the hub’s receipts', async () => {
  const hub = await hubVoice();
  const [code, next] = [randomBytes(32), randomBytes(32)];
  const chain: Uint8Array[] = [];
  const say = async (...said: Parameters<typeof hub.receipt>) => {
    chain.push(await hub.receipt(...said));
    const read = verifyReceiptChain(p, hub.key, chain);
    return read.receipts as Parameters<typeof standingOf>[1];
  };
  const roster = (hash: Uint8Array, epoch = 2) => ({ detail: { epoch, rosterHash: hash } });
  const over = (cause: string) => ({ detail: { rosterHash: randomBytes(32), cause } });
  const since = (hash: Uint8Array) => ({ hash, atS: 1 });
  expect(standingOf(undefined, [])).toBe('none');
  expect(standingOf(undefined, [], 1)).toBe('ended');
  expect(standingOf(since(code), await say('roster', roster(code)))).toBe('good');
  expect(standingOf(since(code), await say('recovery-over', over('refused')))).toBe('void');
  expect(standingOf(since(next), await say('roster', roster(next, 3)))).toBe('good');
  const overtaken = await say('recovery-over', over('overtaken'));
  expect(standingOf(since(next), overtaken)).toBe('good');
  expect(standingOf(since(code), overtaken)).toBe('void');
  expect(stands(overtaken, next)).toBe(false);
  const recovered = await say('recovered', { detail: { epoch: 4, rosterHash: code, cause: 'button' } });
  expect(stands(recovered, code)).toBe(true);
});
