import { portablePrimitives as primitives } from '@latchkey/keys';
import { decodePublicKey, hubIdOf } from '@latchkey/protocol';
import { bytesFrom } from '@latchkey/web-kit/model';
import { expect, it } from 'vitest';
import vector from '../../../../vectors/evidence/one-visit.json?raw';
import type { TellHub } from '../hub/talk.ts';
import { visitTally } from './visit-tally.ts';

it('P9: the hub’s word that a visit’s receipts are all goes into its file only where it is that, and the file can show them', async () => {
  const { file } = JSON.parse(vector) as { readonly file: Record<'hubKey' | 'visitId' | 'tally', string> };
  const hubKey = decodePublicKey(bytesFrom(file.hubKey));
  const household = { hubKey, hubId: hubIdOf(primitives, hubKey) };
  const shown = [2, 4, 5, 6, 9];
  const asked = (tell: TellHub, numbers = shown, visitId = bytesFrom(file.visitId), of = household) =>
    visitTally({ primitives, household: of, tell }, visitId, numbers);
  const says: TellHub = () => Promise.resolve({ ok: true, message: file.tally });
  expect(await asked(says)).toEqual(bytesFrom(file.tally));
  expect(await asked(says, shown.slice(0, 4))).toBeUndefined();
  expect(await asked(says, shown, new Uint8Array(16))).toBeUndefined();
  expect(await asked(says, shown, undefined, { ...household, hubId: new Uint8Array(16) })).toBeUndefined();
  expect(await asked(() => Promise.resolve({ ok: true, message: file.hubKey }))).toBeUndefined();
  expect(await asked(() => Promise.resolve({ ok: false, refusal: { reason: 'nothing-of-it' } }))).toBeUndefined();
  expect(await asked(() => Promise.reject(new Error('hub-offline')))).toBeUndefined();
});
