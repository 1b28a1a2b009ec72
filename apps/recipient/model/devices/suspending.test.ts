import { portablePrimitives as p, signerFromScalar } from '@latchkey/keys';
import { judgeSuspension, kidOf, openRoster, ROLE, signRoster, toHex } from '@latchkey/protocol';
import { ApiProblem } from '@latchkey/contract';
import { expect, test } from 'vitest';
import type { TellHub } from '../hub/talk.ts';
import { createSuspending } from './suspending.ts';

const hubId = new Uint8Array(16).fill(7);
const CODE = '7F3K 92QD ABCD';
const signerOf = (n: number) => signerFromScalar(new Uint8Array(32).fill(n));
const [anna, ben] = [signerOf(1), signerOf(2)];
const kid = toHex(kidOf(p, anna.key));

const household = async () => {
  const member = (key: typeof anna.key, role: 1 | 2) => ({ role, key, sealingKey: new Uint8Array(65).fill(4) });
  const members = [member(anna.key, ROLE.admin), member(ben.key, ROLE.resident)];
  const { bytes } = await signRoster(p, anna, { iat: 1, homeId: new Uint8Array(16), epoch: 1, members });
  const opened = openRoster(p, bytes);
  if (!opened.ok) throw new Error(opened.problem);
  return opened.state;
};

/** A hub whose display shows the code, judging as hubs do. */
const atTheHub = (tell?: TellHub, level = 5) => {
  let pokes = 0;
  const heard: string[] = [];
  const judge: TellHub = async (method, message) => {
    heard.push(method);
    const roster = await household();
    const shown = CODE.replaceAll(' ', '');
    const known = { hubId, roster, suspended: new Map(), shown, visited: false, behind: false };
    const judged = judgeSuspension(p, message, known);
    return judged.ok ? { ok: true } : { ok: false, refusal: { reason: judged.problem } };
  };
  const parts = {
    primitives: p,
    signer: ben,
    hubId,
    kid,
    tell: tell ?? judge,
    level: () => level,
    poke: () => pokes++,
  };
  return { suspending: createSuspending(parts), pokes: () => pokes, heard };
};

test('what the display shows, as a person types it, suspends the device', async () => {
  const { suspending, pokes } = atTheHub();
  await suspending.say(CODE.toLowerCase(), false);
  expect(suspending.state.get()).toEqual({ kind: 'done', ended: false });
  expect(pokes()).toBe(1);
});

test('what is no code goes nowhere, and another one is told', async () => {
  const { suspending, heard } = atTheHub();
  await suspending.say('7F3K', false);
  expect(suspending.state.get()).toEqual({ kind: 'mistyped' });
  expect(heard).toEqual([]);
  await suspending.say('7F3K 92QD ABCE', false);
  expect(suspending.state.get()).toEqual({ kind: 'failed', problem: 'presence-wrong' });
});

test('the end of one that is none is told by the hub’s own word', async () => {
  const { suspending } = atTheHub();
  await suspending.say(CODE, true);
  expect(suspending.state.get()).toEqual({ kind: 'failed', problem: 'suspension-none' });
});

test('a hub that does not understand it is not asked', async () => {
  const { suspending, heard } = atTheHub(undefined, 4);
  await suspending.say(CODE, false);
  expect(suspending.state.get()).toEqual({ kind: 'failed', problem: 'hub-too-old' });
  expect(heard).toEqual([]);
});

test('a server that does not answer is said', async () => {
  const problem = { type: '', title: '', status: 503, detail: '', code: 'hub-offline' as const };
  const { suspending } = atTheHub(() => Promise.reject(new ApiProblem(problem)));
  await suspending.say(CODE, false);
  expect(suspending.state.get()).toEqual({ kind: 'failed', problem: 'hub-offline' });
});
