import { portablePrimitives as p, signerFromScalar } from '@latchkey/keys';
import { readSetBack } from '@latchkey/protocol';
import type { VerifiedReceipt } from '@latchkey/web-kit/model';
import { describe, expect, test } from 'vitest';
import { setBackNews } from '../leaving/ending.ts';
import { createSettingBack } from './setting-back.ts';

const hubId = new Uint8Array(16).fill(7);
const bootId = new Uint8Array(16).fill(1);
const CODE = '7f3k 92qd abcd';
const NOW_S = 1_800_000_000;
const AHEAD_S = NOW_S + 150_000_000;

interface Told {
  readonly capability?: number;
  readonly says?: { readonly iat?: number; readonly floor?: number };
  readonly refusal?: string;
  readonly clockIsRight?: boolean;
}

const withHub = ({ capability = 9, says = { iat: AHEAD_S }, refusal = '', clockIsRight = true }: Told = {}) => {
  const heard: Uint8Array[] = [];
  const state = {
    hubId, bootId, seq: 0, head: new Uint8Array(0), blockSeq: 0, epoch: 1, timeSource: says.iat === undefined ? 0 : 1, resumed: true, doors: [], capability, ...says,
  }; // prettier-ignore
  const settingBack = createSettingBack({
    primitives: p,
    signer: signerFromScalar(new Uint8Array(32).fill(1)),
    hubId,
    wallMs: () => NOW_S * 1000 + 400,
    clockIsRight: () => clockIsRight,
    heard: () => state,
    poke: () => undefined,
    tell: (method, message) => {
      expect(method).toBe('set-back');
      heard.push(message);
      return Promise.resolve(refusal === '' ? { ok: true } : { ok: false, refusal: { reason: refusal } });
    },
  });
  const said = () => {
    const read = readSetBack(p, heard.at(-1) ?? new Uint8Array(0));
    return read.ok ? read.link.claims : undefined;
  };
  return { settingBack, said, heard };
};

describe('an admin sets the hub’s clock back', () => {
  test.each([{ iat: AHEAD_S }, { floor: AHEAD_S }])(
    'to this device’s time, over the floor that the hub signed, in this start: %o',
    async (says) => {
      const { settingBack, said } = withHub({ says });
      await settingBack.say(CODE);
      expect(settingBack.state.get()).toEqual({ kind: 'done' });
      expect(said()).toMatchObject({ hubId, bootId, floor: AHEAD_S, iat: NOW_S });
    },
  );

  test('what is no code goes nowhere; neither does a word to an older hub, to one that named no floor, nor by a clock that is off', async () => {
    for (const [hub, typed, state] of [
      [withHub(), '7f3k', { kind: 'mistyped' }],
      [withHub({ capability: 8 }), CODE, { kind: 'failed', problem: 'hub-too-old' }],
      [withHub({ says: {} }), CODE, { kind: 'failed', problem: 'hub-silent' }],
      [withHub({ clockIsRight: false }), CODE, { kind: 'failed', problem: 'own-clock' }],
    ] as const) {
      await hub.settingBack.say(typed);
      expect(hub.settingBack.state.get()).toEqual(state);
      expect(hub.heard).toEqual([]);
    }
  });

  test('the hub’s refusal is said by its own word', async () => {
    const { settingBack } = withHub({ refusal: 'presence-wrong' });
    await settingBack.say(CODE);
    expect(settingBack.state.get()).toEqual({ kind: 'failed', problem: 'presence-wrong' });
  });

  test('every member hears of it for a day', () => {
    const told = [{ claims: { event: 'clock-set-back', iat: NOW_S } }, { claims: { event: 'locked', iat: NOW_S + 5 } }] as unknown as VerifiedReceipt[]; // prettier-ignore
    expect(setBackNews(told, NOW_S + 86_399)?.iat).toBe(NOW_S);
    expect(setBackNews(told, NOW_S + 86_400)).toBeUndefined();
  });
});
