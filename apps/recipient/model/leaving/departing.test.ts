import { portablePrimitives as p, signerFromScalar } from '@latchkey/keys';
import { readDeparture, type Receipt } from '@latchkey/protocol';
import type { VerifiedReceipt } from '@latchkey/web-kit/model';
import { describe, expect, test } from 'vitest';
import { createDeparting } from './departing.ts';
import { endingOf, hasMovedOut } from './ending.ts';

const hubId = new Uint8Array(16).fill(7);
const bootId = new Uint8Array(16).fill(1);
const announced = new Uint8Array(16).fill(2);
const CODE = '7f3k 92qd abcd';

const withHub = ({ capability = 7, leaving = true, refusal = '' } = {}) => {
  const heard: Uint8Array[] = [];
  const state = {
    hubId, bootId, seq: 0, head: new Uint8Array(0), blockSeq: 0, epoch: 1, timeSource: 0, resumed: true, doors: [], capability,
    ...(leaving ? { leaving: { id: announced, leftS: 86_400, longer: false } } : {}),
  }; // prettier-ignore
  const departing = createDeparting({
    primitives: p,
    signer: signerFromScalar(new Uint8Array(32).fill(1)),
    hubId,
    heard: () => state,
    poke: () => undefined,
    tell: (_, message) => {
      heard.push(message);
      return Promise.resolve(refusal === '' ? { ok: true } : { ok: false, refusal: { reason: refusal } });
    },
  });
  const said = () => {
    const read = readDeparture(p, heard.at(-1) ?? new Uint8Array(0));
    return read.ok ? read.link.claims : undefined;
  };
  return { departing, said, heard };
};

describe('a member has a say in the end', () => {
  test('more time is asked for from anywhere, about this announcement', async () => {
    const { departing, said } = withHub();
    await departing.say('longer');
    expect(departing.state.get()).toEqual({ kind: 'done', says: 'longer' });
    expect(said()).toEqual({ hubId, says: 'longer', of: announced });
  });

  test('whoever stands there types what the display shows, and it is bound to this start', async () => {
    const { departing, said } = withHub();
    await departing.say('hand-over', CODE);
    expect(said()).toMatchObject({ says: 'hand-over', of: bootId });
    expect(said()?.proof).toHaveLength(16);
  });

  test('what is no code goes nowhere; neither does a stay where nothing is announced, nor to an older hub', async () => {
    for (const [hub, typed, state] of [
      [withHub(), '7f3k', { kind: 'mistyped' }],
      [withHub({ leaving: false }), CODE, { kind: 'failed', problem: 'leaving-none' }],
      [withHub({ capability: 6 }), CODE, { kind: 'failed', problem: 'hub-too-old' }],
    ] as const) {
      await hub.departing.say('stay', typed);
      expect(hub.departing.state.get()).toEqual(state);
      expect(hub.heard).toEqual([]);
    }
  });

  test('the hub’s refusal is said by its own word', async () => {
    const { departing } = withHub({ refusal: 'presence-wrong' });
    await departing.say('stay', CODE);
    expect(departing.state.get()).toEqual({ kind: 'failed', problem: 'presence-wrong' });
  });
});

describe('the story', () => {
  const HOUR_S = 3600;
  const told = (...events: [Receipt['event'], number, Receipt['detail']?][]) =>
    events.map(([event, iat, detail]) => ({ claims: { event, iat, detail } }) as unknown as VerifiedReceipt);

  test('ends with the hub’s last receipt, and with nothing else for certain', () => {
    expect(endingOf(told(['moved-out', 5, { cause: 'handed-over' }]), false, 9)).toEqual({ kind: 'ended', atS: 5, handedOver: true }); // prettier-ignore
    expect(endingOf(told(['locked', 5]), false, 9)).toBeUndefined();
    expect([told(['locked', 5], ['moved-out', 6]), told(['locked', 5]), []].map(hasMovedOut)).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('goes on when somebody said so beside the hub, which is told for an hour with who it was, unless the next end is announced', () => {
    const leaving = ['leaving', 0, { lengthMs: 24 * HOUR_S * 1000 }] as [Receipt['event'], number, Receipt['detail']];
    const stays = told(leaving, ['staying', 9, { kid: new Uint8Array(8).fill(3) }], ['locked', 12]);
    expect(endingOf(stays, true, 20)).toEqual({ kind: 'stays', atS: 9, by: '0303030303030303' });
    expect(endingOf(stays, true, 9 + HOUR_S)).toBeUndefined();
    expect(endingOf([...stays, ...told(leaving)], true, 20)).toBeUndefined();
    expect(endingOf([...stays, ...told(['moved-out', 15])], true, 20)?.kind).toBe('ended');
  });

  test('has probably ended when the announced hour is long over and the hub silent; not while it answers, nor when somebody stayed', () => {
    const leaving = ['leaving', 0, { lengthMs: 24 * HOUR_S * 1000 }] as [Receipt['event'], number, Receipt['detail']];
    const later = 26 * HOUR_S;
    expect(endingOf(told(leaving), false, later)).toEqual({ kind: 'silent', sinceS: 24 * HOUR_S });
    expect(endingOf(told(leaving), true, later)).toBeUndefined();
    expect(endingOf(told(leaving), false, 24 * HOUR_S)).toBeUndefined();
    expect(endingOf(told(leaving, ['staying', 9]), false, later)).toBeUndefined();
  });
});
