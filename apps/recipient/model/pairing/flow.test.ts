import { ApiProblem } from '@latchkey/contract';
import { portablePrimitives, randomBytes } from '@latchkey/keys';
import { ROLE, sameKey } from '@latchkey/protocol';
import { makeDeviceKeys, memoryShelf } from '@latchkey/web-kit/model';
import { describe, expect, test } from 'vitest';
import { pairableHub, tampered } from '../../testing/pairable-hub.ts';
import type { Household } from '../household.ts';
import type { HubAnswer } from '../doors/member-knock.ts';
import { pairWithCode, type PairingParts, type PairingStep } from './flow.ts';

const attempt = async (tellHub: PairingParts['tellHub'], code: string) => {
  const keys = await makeDeviceKeys(memoryShelf(), 'keys');
  const steps: PairingStep[] = [];
  let kept: Household | undefined;
  const told: string[] = [];
  const paired = await pairWithCode(
    {
      primitives: portablePrimitives,
      randomBytes,
      wallMs: () => 1_700_000_000_000,
      keys: () => Promise.resolve(keys),
      openHome: () => Promise.resolve({ homeId: 'AAAAAAAAAAAAAAAAAAAAAA', handle: 'LK-7F3K-92QD' }),
      tellHub: (hubId, step, message) => {
        told.push(hubId + step + String.fromCharCode(...message));
        return tellHub(hubId, step, message);
      },
      keep: (household) => {
        kept = household;
        return Promise.resolve();
      },
      names: { member: 'Robin', home: 'Linden Street' },
      onStep: (step) => steps.push(step),
      later: (run) => {
        run();
        return () => undefined;
      },
    },
    code,
  );
  return { paired, steps, keys, kept: () => kept, told };
};

test('one tap pairs: the hub holds this device as its admin, the device holds the hub’s key', async () => {
  const hub = await pairableHub();
  const { paired, steps, keys, kept } = await attempt(hub.tellHub, hub.codeText);
  expect(paired.ok).toBe(true);
  expect(steps).toEqual(['keys', 'home', 'hello', 'roster', 'keeping']);
  const household = kept();
  expect(household !== undefined && sameKey(household.hubKey, hub.signer.key)).toBe(true);
  const member = hub.roster()?.claims.members[0];
  expect(member?.role).toBe(ROLE.admin);
  expect(member !== undefined && sameKey(member.key, keys.signer.key)).toBe(true);
  expect(household?.roster.hash).toEqual(hub.roster()?.hash);
});

test('P13: the code’s secret is in nothing that the server carries', async () => {
  const hub = await pairableHub();
  const { told } = await attempt(hub.tellHub, hub.codeText);
  const secret = String.fromCharCode(...hub.code.secret);
  expect(told.some((message) => message.includes(secret))).toBe(false);
});

describe('a server in between', () => {
  test('cannot put another hub in its place', async () => {
    const hub = await pairableHub();
    const impostor = await pairableHub();
    const { paired, kept } = await attempt(impostor.tellHub, hub.codeText);
    expect(paired).toMatchObject({ ok: false });
    expect(kept()).toBeUndefined();
  });

  test('cannot change a byte of the hub’s answer', async () => {
    const hub = await pairableHub();
    const meddling: PairingParts['tellHub'] = async (...args) => tampered(await hub.tellHub(...args), 40);
    const { paired, kept } = await attempt(meddling, hub.codeText);
    expect(paired).toEqual({ ok: false, fault: { kind: 'not-that-hub' } });
    expect(kept()).toBeUndefined();
  });

  test.each([
    ['says yes itself', () => ({ ok: true })],
    ['changes a byte of the hub’s yes', (yes: HubAnswer) => tampered(yes, 60)],
    ['repeats the yes that the hub once gave to another household', (_: HubAnswer, before: HubAnswer) => before],
  ] as [string, (yes: HubAnswer, before: HubAnswer) => HubAnswer][])(
    'that %s is not believed, and nothing is kept',
    async (_, meddle) => {
      const hub = await pairableHub();
      let before: HubAnswer = { ok: true };
      await attempt(async (...args) => (before = await hub.tellHub(...args)), hub.codeText);
      const meddling: PairingParts['tellHub'] = async (...args) => {
        const answer = await hub.tellHub(...args);
        return args[1] === 'roster' ? meddle(answer, before) : answer;
      };
      const { paired, kept } = await attempt(meddling, hub.codeText);
      expect(paired).toEqual({ ok: false, fault: { kind: 'unproven' } });
      expect(kept()).toBeUndefined();
    },
  );
});

test('half a code is told as half a code, before anything is made', async () => {
  const hub = await pairableHub();
  const { paired, steps } = await attempt(hub.tellHub, hub.codeText.slice(0, 40));
  expect(paired).toEqual({ ok: false, fault: { kind: 'code-unreadable' } });
  expect(steps).toEqual([]);
});

test('a hub whose line is not there yet is waited for', async () => {
  const hub = await pairableHub();
  const why = { type: 'about:blank', title: 'x', status: 404, detail: 'x', code: 'not-found' as const };
  let absent = 3;
  const soon: PairingParts['tellHub'] = (...args) =>
    absent-- > 0 ? Promise.reject(new ApiProblem(why)) : hub.tellHub(...args);
  const { paired } = await attempt(soon, hub.codeText);
  expect(paired.ok).toBe(true);
});

test('P10: a hub that took the roster and died over its answer is asked again', async () => {
  const hub = await pairableHub();
  const silent = { type: 'about:blank', title: 'x', status: 504, detail: 'x', code: 'hub-silent' as const };
  let answers = 0;
  const dying: PairingParts['tellHub'] = async (...args) => {
    const answer = await hub.tellHub(...args);
    answers += args[1] === 'roster' ? 1 : 0;
    if (answers === 1) throw new ApiProblem(silent);
    return answer;
  };
  const { paired, kept } = await attempt(dying, hub.codeText);
  expect(paired.ok).toBe(true);
  expect(kept()?.roster.hash).toEqual(hub.roster()?.hash);
});

test('a hub that is not connected is told as that', async () => {
  const hub = await pairableHub();
  const why = { type: 'about:blank', title: 'x', status: 503, detail: 'x', code: 'hub-offline' as const };
  const { paired } = await attempt(() => Promise.reject(new ApiProblem(why)), hub.codeText);
  expect(paired).toEqual({ ok: false, fault: { kind: 'problem', code: 'hub-offline' } });
});
