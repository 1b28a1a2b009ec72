import { expect, it } from 'vitest';
import type { channel } from '@latchkey/contract';
import { Letters } from './letters.ts';

type Said = channel.ServerToHub;

it('looks for one letter of a line after the other, and goes on behind one that could not be looked for', async () => {
  const said: Said[] = [];
  const asked: { keyId: string; settle: () => void; fail: () => void }[] = [];
  const store = {
    enrolmentIn: (keyId: string) =>
      new Promise<undefined>((resolve, reject) => {
        asked.push({ keyId, settle: () => resolve(undefined), fail: () => reject(new Error('away')) });
      }),
    write: () => Promise.resolve({ ok: true } as const),
  };
  const letters = new Letters(store, { send: (message) => said.push(message) }, () => true);
  const answers = ['a', 'b', 'c'].map((keyId, id) => letters.answer({ type: 'mail', id, keyId }));
  const tick = () => new Promise((done) => setImmediate(done));
  await tick();
  expect(asked.map(({ keyId }) => keyId)).toEqual(['a']);
  asked[0]?.fail();
  await expect(answers[0]).rejects.toThrow('away');
  await tick();
  expect(asked.map(({ keyId }) => keyId)).toEqual(['a', 'b']);
  asked[1]?.settle();
  await answers[1];
  await tick();
  asked[2]?.settle();
  await answers[2];
  expect(said).toEqual([1, 2].map((id) => ({ type: 'letter', id, found: false })));
});
