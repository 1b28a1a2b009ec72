import { signMove } from '@latchkey/protocol';
import { generateSigningKey, nodePrimitives, nodeSigner } from '@latchkey/keys/node';
import { expect, it } from 'vitest';
import { ServerMemory } from './server-memory.ts';

const p = nodePrimitives();
const signer = nodeSigner(generateSigningKey());

it('P15: a receipt tells of the move that it answers: the next one, journalled in the meantime, is still to be told', async () => {
  const memory = new ServerMemory();
  const claims = { hubId: new Uint8Array(16), bootId: new Uint8Array(16) };
  const first = await signMove(p, signer, { ...claims, server: 'https://one.example' });
  const second = await signMove(p, signer, { ...claims, server: 'https://two.example' }, first.hash);
  for (const { bytes } of [first, second]) memory.moved(p, bytes);
  memory.said(first.hash);
  expect(memory.untold.map(({ hash }) => hash)).toEqual([second.hash]);
  memory.said(second.hash);
  expect(memory.untold).toEqual([]);
});
