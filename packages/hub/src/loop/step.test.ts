import { describe, expect, it } from 'vitest';
import { phaseOf } from './phase.ts';
import { lockFacts, mayAsk, standsAgainst } from './permit.ts';
import { newDoorLoop } from './state.ts';
import { flatDoor, garage, LoopOnABench, rings } from './testing/door.ts';

const locks = (bench: LoopOnABench) => bench.all('lock').length;
describe('a visit at a door', () => {
  it('goes from armed to complete, relocks 3 s after closing and films 5 s longer (P5, P6)', () => {
    const bench = new LoopOnABench();
    const seen: string[] = [phaseOf(bench.state)];
    const look = () => seen.push(phaseOf(bench.state));
    bench.on({ type: 'visit-known', visit: 'visit' });
    look();
    bench.on({ type: 'visit-armed', visit: 'visit' });
    look();
    bench.on({ type: 'asked', visit: 'visit' });
    bench.on({ type: 'film', visit: 'visit', status: 'on-disk' });
    look();
    bench.on({ type: 'intent', by: 'visit', visit: 'visit', maxOpenMs: 120_000 });
    look();
    bench.report({ bolt: 0 });
    look();
    bench.report({ contact: 'open' });
    look();
    bench.pass(20_000);
    bench.report({ contact: 'closed' });
    look();
    const closedAt = bench.nowMs;
    bench.pass(3000);
    look();
    expect(bench.all('lock').map(({ atMs }) => atMs)).toEqual([closedAt + 3000]);
    bench.report({ bolt: 100 });
    look();
    bench.pass(5000);
    look();
    expect(seen).toEqual([
      'idle',
      'waiting',
      'armed',
      'recording',
      'unlocking',
      'unlocked',
      'open',
      'closing',
      'locking',
      'locked',
      'complete',
    ]);
    expect(bench.receipts()).toEqual(['unlocked', 'door-opened', 'door-closed', 'lock-command', 'locked', 'complete']);
    expect(bench.all('stop-record').map(({ atMs }) => atMs)).toEqual([closedAt + 8000]);
    expect(bench.all('alarm')).toEqual([]);
  });

  it('arms the lock’s own timer at the ask, and shortens it once the door is open', () => {
    const bench = new LoopOnABench();
    bench.on({ type: 'asked', visit: 'visit' });
    expect(bench.all('auto-lock').map(({ afterS }) => afterS)).toEqual([20]);
    bench.knock();
    bench.report({ bolt: 0, contact: 'open' });
    expect(bench.all('auto-lock').at(-1)?.afterS).toBe(8);
  });

  it('locks again when nobody opened the door', () => {
    const bench = new LoopOnABench();
    bench.knock();
    bench.report({ bolt: 0 });
    bench.pass(22_000);
    expect(locks(bench)).toBe(1);
    bench.report({ bolt: 100 });
    bench.pass(5000);
    expect(phaseOf(bench.state)).toBe('complete');
  });

  it('films only from the ask, and stops without a knock after 40 s (P8)', () => {
    const bench = new LoopOnABench();
    bench.on({ type: 'visit-known', visit: 'visit' });
    expect(bench.all('ring')).toEqual([]);
    bench.on({ type: 'visit-armed', visit: 'visit' });
    bench.on({ type: 'asked', visit: 'visit' });
    bench.pass(40_000);
    expect(bench.all('stop-record').map(({ reason, atMs }) => [reason, atMs])).toEqual([['no-knock', 40_000]]);
    bench.on({ type: 'visit-over', visit: 'visit', why: 'expired' });
    expect(bench.all('ring').map(({ on }) => on)).toEqual([true, false]);
    expect(phaseOf(bench.state)).toBe('expired');
  });

  it('lets somebody inside walk out after the lock was thrown, without an alarm (P10)', () => {
    const bench = new LoopOnABench();
    bench.knock();
    bench.report({ bolt: 0, contact: 'open' });
    bench.report({ contact: 'closed' });
    bench.pass(3000);
    bench.report({ bolt: 100 });
    bench.report({ bolt: 0, contact: 'open', cause: 'handle' });
    expect(phaseOf(bench.state)).toBe('open');
    expect(bench.all('alarm')).toEqual([]);
    bench.report({ contact: 'closed' });
    bench.pass(3000);
    bench.report({ bolt: 100, cause: 'command' });
    bench.pass(5000);
    expect(phaseOf(bench.state)).toBe('complete');
  });
});

describe('P3: a block at every phase', () => {
  const blocked = (bench: LoopOnABench) => bench.on({ type: 'visit-over', visit: 'visit', why: 'blocked' });

  it('before the knock: the film stops, the phase says blocked', () => {
    const bench = new LoopOnABench();
    bench.on({ type: 'visit-armed', visit: 'visit' });
    bench.on({ type: 'asked', visit: 'visit' });
    blocked(bench);
    expect(phaseOf(bench.state)).toBe('blocked');
    expect(bench.all('stop-record')).toHaveLength(1);
  });

  it('while the bolt is about to move: cancels and locks', () => {
    const bench = new LoopOnABench();
    bench.knock();
    const [unlock] = bench.all('unlock');
    const effects = blocked(bench);
    expect(effects.map(({ type }) => type)).toEqual(['cancel', 'lock', 'receipt']);
    expect(bench.all('cancel')[0]?.id).toBe(unlock?.id);
    bench.report({ bolt: 100 });
    expect(phaseOf(bench.state)).toBe('locking');
    bench.pass(10_000);
    expect(phaseOf(bench.state)).toBe('blocked');
    expect(bench.receipts()).not.toContain('complete');
  });

  it('while the courier is inside: moves nothing, alarms, films on, and locks after closing', () => {
    const bench = new LoopOnABench();
    bench.knock();
    bench.report({ bolt: 0, contact: 'open' });
    const effects = blocked(bench);
    expect(effects.map(({ type }) => type)).toEqual(['alarm', 'siren']);
    expect(bench.state.film).toBeDefined();
    bench.pass(10_000);
    expect(locks(bench)).toBe(0);
    bench.report({ contact: 'closed' });
    bench.pass(3000);
    expect(locks(bench)).toBe(1);
    bench.report({ bolt: 100 });
    bench.pass(5000);
    expect(phaseOf(bench.state)).toBe('blocked');
    expect(bench.all('unlock')).toHaveLength(1);
  });
});

describe('P5: a visit ends locked or loudly', () => {
  it('a door left open alarms at maxOpenSeconds, then at 1, 3, 10 and every 10 minutes, and is never silent in 72 hours', () => {
    const bench = new LoopOnABench();
    bench.knock('visit', 60_000);
    bench.report({ bolt: 0, contact: 'open' });
    const start = bench.nowMs;
    bench.pass(60_000 + 72 * 3600_000);
    const minutes = rings(bench, 'left-open').map((at) => (at - start - 60_000) / 60_000);
    expect(minutes.slice(0, 6)).toEqual([0, 1, 3, 10, 20, 30]);
    expect(minutes).toHaveLength(3 + 72 * 6);
    expect(locks(bench)).toBe(0);
  });

  it('a failed relock alarms 30 s later, retries only ever LOCK, and falls quiet at LOCKED', () => {
    const bench = new LoopOnABench();
    bench.knock();
    bench.report({ bolt: 0, contact: 'open' });
    bench.report({ contact: 'closed' });
    bench.pass(3000);
    bench.report({ bolt: 60, jam: true });
    const jammedAt = bench.nowMs;
    expect(phaseOf(bench.state)).toBe('attention');
    bench.pass(29_900);
    expect(bench.all('alarm')).toEqual([]);
    bench.pass(100);
    expect(rings(bench, 'jammed')).toEqual([jammedAt + 30_000]);
    expect(bench.all('siren').map(({ on }) => on)).toEqual([true]);
    bench.report({ bolt: 100, jam: false });
    expect(bench.all('siren').map(({ on }) => on)).toEqual([true, false]);
    expect(bench.all('unlock')).toHaveLength(1);
    expect(locks(bench)).toBeGreaterThan(2);
  });

  it('a member’s acknowledgement ends the ladder; a new reason starts another', () => {
    const bench = new LoopOnABench();
    bench.knock('visit', 10_000);
    bench.report({ bolt: 0, contact: 'open' });
    bench.pass(10_000);
    bench.on({ type: 'acknowledged' });
    bench.pass(55_000);
    expect(rings(bench, 'left-open')).toHaveLength(1);
    bench.pass(10_000);
    expect(rings(bench, 'dwell')).toHaveLength(1);
  });

  it('a lock that falls silent in a visit alarms', () => {
    const bench = new LoopOnABench();
    bench.knock();
    bench.report({ bolt: 0, contact: 'open' });
    bench.pass(20_000, true);
    expect(rings(bench, 'silent')).toHaveLength(1);
  });
});

describe('what nobody meant', () => {
  it('a bolt withdrawn without an intent alarms within 2 s and is locked when the door is closed', () => {
    const bench = new LoopOnABench();
    bench.report({ bolt: 0, cause: 'unknown' });
    expect(rings(bench, 'forced')).toEqual([0]);
    bench.pass(3000);
    expect(locks(bench)).toBe(1);
    bench.report({ bolt: 100, cause: 'command' });
    bench.pass(5000);
    expect(phaseOf(bench.state)).toBe('idle');
  });

  it('a leaf that opens over a thrown bolt is forced, whatever the last cause was', () => {
    const bench = new LoopOnABench();
    bench.report({ contact: 'open', cause: 'handle' });
    expect(rings(bench, 'forced')).toEqual([0]);
    bench.pass(60_000);
    expect(locks(bench)).toBe(0);
  });

  it('a resident who leaves by the handle is locked behind after 30 s, unalarmed', () => {
    const bench = new LoopOnABench();
    bench.report({ bolt: 0, contact: 'open', cause: 'handle' });
    bench.report({ contact: 'closed' });
    bench.pass(29_000);
    expect(locks(bench)).toBe(0);
    bench.pass(1000);
    expect(locks(bench)).toBe(1);
    expect(bench.all('alarm')).toEqual([]);
  });

  it('P2: after a crash an unfinished intent is locked or watched, never unlocked again', () => {
    const bench = new LoopOnABench();
    bench.on({ type: 'boot', recovered: { visit: 'visit' } });
    bench.report({ bolt: 0 });
    bench.pass(3000);
    expect(locks(bench)).toBe(1);
    bench.report({ bolt: 100 });
    bench.pass(8000);
    expect(bench.all('unlock')).toEqual([]);
    expect(phaseOf(bench.state)).toBe('complete');
  });
});

describe('P6: the camera', () => {
  it('lost in a passage: alarms at once, and the passage still ends locked', () => {
    const bench = new LoopOnABench();
    bench.knock();
    bench.report({ bolt: 0, contact: 'open' });
    bench.on({ type: 'film', visit: 'visit', status: 'lost' });
    expect(rings(bench, 'camera-lost')).toEqual([0]);
    bench.report({ contact: 'closed' });
    bench.pass(3000);
    bench.report({ bolt: 100 });
    expect(phaseOf(bench.state)).toBe('attention');
    bench.pass(5000);
    expect(phaseOf(bench.state)).toBe('complete');
  });
});

describe('what stands against a visitor', () => {
  const ready = (traits = flatDoor) => {
    const bench = new LoopOnABench(traits);
    bench.on({ type: 'asked', visit: 'visit' });
    bench.on({ type: 'film', visit: 'visit', status: 'on-disk' });
    return bench;
  };
  const facts = (bench: LoopOnABench) => lockFacts(bench.state, 'visit', bench.nowMs);

  it('nothing, when the lock spoke a moment ago and its timer is armed', () => {
    expect(facts(ready())).toEqual({ lock: { reachable: true, relockReady: true, closed: true }, busy: false });
  });
  it('a lock that said nothing for 6 s', () => {
    const bench = ready();
    bench.nowMs += 6001;
    expect(facts(bench).lock).toEqual({ reachable: false, relockReady: false, closed: false });
  });
  it('a sensor that says nothing', () => {
    const bench = ready();
    bench.report({ contact: null });
    expect(facts(bench).lock.reachable).toBe(false);
  });
  it('a relocking timer that is not armed', () => {
    const bench = ready();
    bench.report({ autoLockS: null });
    expect(facts(bench).lock.relockReady).toBe(false);
  });
  it('an open door', () => {
    const bench = ready();
    bench.report({ contact: 'open' });
    expect(facts(bench).busy).toBe(true);
    expect(standsAgainst(bench.state, 'unlock', bench.nowMs)?.reason).toBe('door-not-closed');
  });
  it('another visitor’s film', () => {
    const bench = ready();
    expect(mayAsk(bench.state, 'other')?.reason).toBe('door-busy');
    expect(mayAsk(bench.state, 'visit')).toBeUndefined();
  });
  it('a door without free egress (P10)', () => {
    const state = newDoorLoop({ ...flatDoor, egressFree: false });
    expect(mayAsk(state, 'visit')?.reason).toBe('relock-unavailable');
    expect(standsAgainst(state, 'unlock', 0)?.reason).toBe('relock-unavailable');
    expect(standsAgainst(state, 'lock', 0)?.reason).toBe('relock-unavailable');
    expect(lockFacts(state, 'visit', 0).lock.relockReady).toBe(false);
  });
});

describe('a garage', () => {
  it('closes itself in time for maxOpenSeconds, because its hardware warns', () => {
    const bench = new LoopOnABench(garage);
    bench.knock('visit', 60_000);
    bench.report({ bolt: 0, contact: 'open' });
    bench.pass(45_000);
    expect(bench.all('lock').map(({ atMs }) => atMs)).toEqual([45_000]);
    bench.report({ moving: 'warning' });
    bench.pass(13_000);
    bench.report({ moving: 'none', contact: 'closed', bolt: 100 });
    bench.pass(5000);
    expect(phaseOf(bench.state)).toBe('complete');
    expect(bench.all('alarm')).toEqual([]);
  });

  it('that gives no warning is never closed over an opening', () => {
    const bench = new LoopOnABench({ ...garage, warnsMs: 4999 });
    bench.knock('visit', 60_000);
    bench.report({ bolt: 0, contact: 'open' });
    bench.pass(600_000);
    expect(locks(bench)).toBe(0);
    expect(rings(bench, 'left-open').length).toBeGreaterThan(2);
  });
});
