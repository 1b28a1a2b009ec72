import { expect, it } from 'vitest';
import { problem, yes, type Answer } from '../answer.ts';
import type { Core } from '../core.ts';
import { once } from './once.ts';

const hash = new Uint8Array(32);

it('a statement that was taken hears its first answer again; one that was not is asked anew, and takes no memory', async () => {
  const core = {} as Core;
  const answers: (Answer | Error)[] = [
    problem('storage-short'),
    new Error('the disk is gone'),
    yes(),
    problem('never'),
  ];
  const first = (): Promise<Answer> => {
    const answer = answers.shift() ?? problem('asked too often');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  expect(await once(core, hash, first)).toEqual(problem('storage-short'));
  await expect(once(core, hash, first)).rejects.toThrow('the disk is gone');
  for (let again = 0; again < 3; again++) expect(await once(core, hash, first)).toEqual(yes());
  expect(answers).toHaveLength(1);
});
