import type { EventName, Phase, State } from '@latchkey/protocol';
import { describe, expect, test } from 'vitest';
import { nowMs, shipment, told, visit, visitId } from '../../testing/parcels.ts';
import { arrangeToday, pressing } from './today.ts';
import { divertPending, stageOf, stillOpen, unheard, type Stage, type VisitSummary } from './stage.ts';

const nowS = nowMs / 1000;

describe('somebody at a door that does not answer', () => {
  test('is said to have been there, not to be there', () => {
    for (const why of ['no-answer', 'too-old'] as const) expect(unheard('at-door', { why })).toBe(true);
    expect(unheard('at-door', {})).toBe(false);
  });
  test('a door that answers without knowing its own bolt answers, and one that was not asked is not silent', () => {
    for (const why of ['bolt-unknown', 'contact-unknown', 'not-asked', 'cut-off'] as const)
      expect(unheard('at-door', { why })).toBe(false);
  });
  test('what was said of an end stays said', () => {
    for (const stage of ['finished', 'blocked', 'refused', 'attention'] as const)
      expect(unheard(stage, { why: 'too-old' })).toBe(false);
  });
});

describe('a visit’s stage follows the receipts this device verified', () => {
  const stories: [EventName[], Stage][] = [
    [['asked'], 'at-door'],
    [['asked', 'unlock-intended', 'unlocked', 'door-opened', 'door-closed'], 'at-door'],
    [['asked', 'refused'], 'refused'],
    [['asked', 'refused', 'asked', 'unlocked'], 'at-door'],
    [['unlocked', 'door-opened', 'attention'], 'attention'],
    [['unlocked', 'attention', 'locked'], 'at-door'],
    [['unlocked', 'attention', 'locked', 'complete'], 'finished'],
    [['unlocked', 'locked', 'complete', 'expired'], 'finished'],
    [['blocked', 'asked', 'refused'], 'blocked'],
    [['complete', 'attention'], 'attention'],
    [['unlocked', 'complete', 'blocked'], 'finished'],
    [['unlocked', 'blocked', 'locked', 'complete'], 'finished'],
  ];
  test.each(stories)('%j is %s', async (events, stage) => {
    expect(stageOf(visit(), await told(...events), nowMs)).toBe(stage);
  });

  const states: VisitSummary['state'][] = ['blocked', 'diverted', 'complete', 'expired', 'undelivered', 'refused', 'attention']; // prettier-ignore
  const divert = { to: 'neighbour', answer: 'accepted', link: 'AAAA' } as const;
  const left = { left: { to: 'neighbour', atS: nowS }, unsafeS: nowS } as const;

  test.each(states)('P3: the server’s word alone never makes a visit blocked or finished: %s', async (state) => {
    for (const said of [{}, { divert }, { said: left }]) {
      const claimed = visit({ state, ...said });
      const own = await told('asked', 'refused');
      expect(stageOf(claimed, [], nowMs)).toBe('planned');
      expect(stageOf(claimed, own, nowMs)).toBe('refused');
      expect([[], own].every((receipts) => stillOpen(stageOf(claimed, receipts, nowMs)))).toBe(true);
    }
  });

  test('P3: a divert is a wish until the door has blocked the visit for it', async () => {
    const of = async (...events: EventName[]) => {
      const stage = stageOf(visit({ divert }), await told(...events), nowMs);
      return { stage, pending: divertPending({ visit: visit({ divert }), stage }) };
    };
    expect(await of()).toEqual({ stage: 'planned', pending: true });
    expect(await of('asked', 'unlocked')).toEqual({ stage: 'at-door', pending: true });
    expect(await of('blocked')).toEqual({ stage: 'diverted', pending: false });
    expect(await of('blocked', 'diverted')).toEqual({ stage: 'diverted', pending: false });
    expect(await of('unlocked', 'locked', 'complete')).toEqual({ stage: 'finished', pending: false });
  });

  test('a courier’s word that nothing got in ends a visit only with its window, or behind a locked door', async () => {
    const undelivered = visit({ state: 'undelivered', said: left });
    const overMs = undelivered.window.toS * 1000;
    expect(stageOf(undelivered, [], overMs - 1)).toBe('planned');
    expect(stageOf(undelivered, [], overMs)).toBe('undelivered');
    expect(stageOf(undelivered, await told('unlocked', 'locked', 'complete'), nowMs)).toBe('undelivered');
  });

  test('before the door speaks, the server may say that a courier is named or near', () => {
    expect(stageOf(visit({ assignments: ['AAAA'] }), [], nowMs)).toBe('assigned');
    expect(stageOf(visit({ state: 'arriving', assignments: ['AAAA'] }), [], nowMs)).toBe('arriving');
  });

  test('P3: a door whose clock is years ahead ends no visit of today, which may yet come and is blocked like any other', async () => {
    const [ended] = await told('expired');
    const atS = ended?.claims.iat ?? 0;
    const beforeS = atS - 31_536_000;
    const today = visit({ window: { fromS: beforeS - 60, toS: beforeS + 3600 } });
    expect(stageOf(today, await told('expired'), beforeS * 1000)).toBe('planned');
    expect(stageOf(today, await told('asked', 'refused', 'expired'), beforeS * 1000)).toBe('refused');
    expect(stageOf(today, await told('expired'), atS * 1000)).toBe('expired');
  });

  test('a film that has caught up needs nobody any more, by the hub’s signed state of after it; every other alarm needs its receipt', async () => {
    const heard = (seq: number, phase: Phase, door = 1) => ({ seq, doors: [{ door, phase }] }) as unknown as State;
    const late = await told('unlocked', 'door-opened', 'attention:film-late');
    const stage = (receipts: typeof late, state?: State) => stageOf(visit(), receipts, nowMs, state);
    expect(stage(late)).toBe('attention');
    expect(stage(late, heard(3, 'open'))).toBe('at-door');
    expect(stage(late, heard(3, 'attention'))).toBe('attention');
    expect(stage(late, heard(2, 'open'))).toBe('attention');
    expect(stage(late, heard(3, 'open', 2))).toBe('attention');
    const lateTwice = await told('unlocked', 'attention:film-late', 'attention:film-late');
    expect(stage(lateTwice, heard(2, 'open'))).toBe('attention');
    for (const cause of ['jammed', 'left-open', 'camera-lost', 'a-newer-one'])
      expect(stage(await told('unlocked', `attention:${cause}`), heard(9, 'open'))).toBe('attention');
    expect(stage(await told('unlocked', 'attention:jammed', 'attention:film-late'), heard(9, 'open'))).toBe(
      'attention',
    );
  });

  test('a window that passed unused is over', () => {
    expect(stageOf(visit(), [], nowMs + 8_000_000)).toBe('expired');
  });
});

describe('today', () => {
  test('somebody at the door goes before somebody planned earlier', async () => {
    const early = visit({ visitId: 'AQEBAQEBAQEBAQEBAQEBAQ', window: { fromS: nowS - 60, toS: nowS + 60 } });
    const today = arrangeToday({ visits: [early, visit()], shipments: [] }, await told('asked'), nowMs);
    expect(today.next?.visit.visitId).toBe(visitId);
    expect(today.later.map((one) => one.visit.visitId)).toEqual([early.visitId]);
    expect(pressing(today)?.stage).toBe('at-door');
  });

  test('a planned visit presses nobody', () => {
    expect(pressing(arrangeToday({ visits: [visit()], shipments: [] }, [], nowMs))).toBeUndefined();
  });

  test('only parcels that wait for a decision, and still can come, are announced', () => {
    const shipments = [
      shipment({ shipmentId: 'a' }),
      shipment({ shipmentId: 'b', visitId }),
      shipment({ shipmentId: 'c', window: { fromS: nowS - 7200, toS: nowS - 60 } }),
    ];
    const today = arrangeToday({ visits: [], shipments }, [], nowMs);
    expect(today.announced.map((one) => one.shipmentId)).toEqual(['a']);
  });
});
