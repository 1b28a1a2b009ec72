import { describe, expect, it } from 'vitest';
import type { doorView } from '@latchkey/contract';
import { beliefsAbout } from './beliefs.ts';
import { leafMatrix, percentUnderPointer } from './leaf.ts';
import { openLine, type Socket, type SocketEars } from './line.ts';
import { reportedWord, trueWord } from './word.ts';

const truth = {
  bolt: 100,
  leaf: 0,
  latch: 'out',
  jam: false,
  moving: 'none',
  cause: 'none',
  obstructed: false,
  broken: false,
  rattling: false,
} as const;

const door: doorView.ViewDoor = {
  door: 1,
  kind: 'flat',
  truth,
  report: {
    ageMs: 100,
    bolt: 100,
    contact: 'closed',
    latch: 'out',
    jam: false,
    moving: 'none',
    cause: 'none',
    battery: 92,
  },
  faults: {
    jamAtPercent: null,
    misaligned: false,
    liar: false,
    contactStuck: null,
    bouncing: false,
    losesReports: false,
    losesCommands: false,
    radioDelayMs: 0,
    ackDelayMs: 0,
    batteryPercent: 92,
  },
  autoLock: { afterS: null, firesInMs: null },
};

const state: doorView.ViewState = {
  type: 'state',
  doors: [door],
  hub: {
    plugged: true,
    running: true,
    connected: true,
    indicator: false,
    siren: false,
    belief: {
      ageMs: 300,
      paired: true,
      online: true,
      recording: false,
      clock: 'trusted',
      doors: [{ door: 1, word: 'locked', phase: 'waiting' }],
    },
  },
  router: { line: 'up', connections: 1 },
  clock: { unixS: 1, lostPower: false, hasCell: false, errorS: 0 },
  camera: { present: true, fault: 'none', viewers: 0 },
  server: { ageMs: 10, hubOnline: true, recipient: { who: 'recipient', door: 1, word: 'locked', ageMs: 500 } },
  links: { home: '', courier: '', console: '' },
};

const standing = (s: doorView.ViewState, d: doorView.ViewDoor) =>
  Object.fromEntries(beliefsAbout(s, d, 0, 60_000).map((b) => [b.who, b.standing]));

const without = <T extends object, K extends keyof T>(whole: T, key: K): Omit<T, K> => {
  const rest = { ...whole };
  Reflect.deleteProperty(rest, key);
  return rest;
};

describe('what is so', () => {
  it('P4: is locked only with the bolt all the way out and the leaf shut', () => {
    expect(trueWord(truth)).toBe('locked');
    for (let bolt = 0; bolt < 100; bolt += 5) expect(trueWord({ ...truth, bolt })).toBe('unlocked');
    expect(trueWord({ ...truth, leaf: 7 })).toBe('open');
    expect(trueWord({ ...truth, bolt: 40, jam: true })).toBe('jammed');
  });

  it('a lock that says thrown and open has not said locked', () => {
    expect(reportedWord({ bolt: 100, contact: 'open', jam: false })).toBe('open');
    expect(reportedWord({ bolt: null, contact: 'closed', jam: false })).toBe('unknown');
    expect(reportedWord({ bolt: 100, contact: null, jam: false })).toBe('unknown');
    expect(reportedWord({ bolt: 100, contact: 'closed', jam: true })).toBe('jammed');
  });
});

describe('what each part believes', () => {
  it('agrees while everything works, and the server knows nothing about doors', () => {
    expect(standing(state, door)).toEqual({
      lock: 'agrees',
      hub: 'agrees',
      server: 'does-not-know',
      recipient: 'agrees',
      courier: 'does-not-know',
    });
  });

  it('is dangerous where a liar makes others say locked of a door that is not', () => {
    expect(standing(state, { ...door, truth: { ...truth, bolt: 0 } })).toMatchObject({
      lock: 'dangerous',
      hub: 'dangerous',
      recipient: 'dangerous',
    });
  });

  it('is only late while its words are older than what happened, and the news is not overdue', () => {
    const opened = { ...door, truth: { ...truth, leaf: 50 } };
    const hubStands = (wordAgeMs: number) => beliefsAbout(state, opened, 0, wordAgeMs)[1]?.standing;
    expect(hubStands(0)).toBe('on-its-way');
    expect(hubStands(1299)).toBe('on-its-way');
    expect(hubStands(1300)).toBe('dangerous');
    const slow = {
      ...state,
      hub: { ...state.hub, belief: { ...state.hub.belief, ageMs: 9000 } },
    } as doorView.ViewState;
    expect(beliefsAbout(slow, opened, 0, 3999)[1]?.standing).toBe('on-its-way');
    expect(beliefsAbout(slow, opened, 0, 4000)[1]?.standing).toBe('dangerous');
  });

  it('only differs where somebody says less than locked', () => {
    const stuck = { ...door, report: { ...door.report, contact: 'open' } } as doorView.ViewDoor;
    expect(standing(state, stuck)).toMatchObject({ lock: 'differs', hub: 'agrees' });
  });

  it('ends with the plug, the line and the age of the words', () => {
    const about = (s: doorView.ViewState, sinceMs = 0) => beliefsAbout(s, door, sinceMs, 60_000);
    const mute = without(state.hub, 'belief');
    expect(about({ ...state, hub: { ...mute, plugged: false } })[1]).toMatchObject({
      word: 'unknown',
      silence: 'unplugged',
    });
    expect(about({ ...state, hub: mute })[1]).toMatchObject({ word: 'unknown', silence: 'starting' });
    expect(about(state, 13_000)[1]).toMatchObject({ word: 'unknown', silence: 'too-old' });
    expect(about(state, 13_000)[3]).toMatchObject({ word: 'unknown', silence: 'no-screen' });
    const alone = without(state, 'server');
    expect(about(alone)[2]).toMatchObject({ silence: 'not-answering' });
    expect(about(alone)[3]).toMatchObject({ silence: 'no-screen' });
  });
});

describe('the drawn leaf', () => {
  it('lies flat when shut and follows the pointer when dragged', () => {
    expect(leafMatrix(0)).toBe('matrix(1.0000 0.0000 0 1 0 0)');
    expect(percentUnderPointer(1)).toBe(0);
    expect(percentUnderPointer(1.4)).toBe(0);
    expect(percentUnderPointer(0)).toBe(100);
    for (let percent = 0; percent <= 100; percent += 5) {
      const [, share] = /^matrix\(([\d.]+)/.exec(leafMatrix(percent)) ?? [];
      expect(percentUnderPointer(Number(share))).toBeCloseTo(percent, -1);
    }
  });
});

describe('the line to the hardware', () => {
  const setUp = () => {
    const sockets: (Socket & { sent: string[]; ears: SocketEars })[] = [];
    const timers: { ms: number; task: () => void; off: boolean }[] = [];
    const line = openLine({
      connect: (ears) => {
        const sent: string[] = [];
        const socket = {
          ears,
          sent,
          isOpen: () => true,
          send: (text: string) => {
            sent.push(text);
          },
          close: () => {},
        };
        sockets.push(socket);
        return socket;
      },
      later: (ms, task) => {
        const timer = { ms, task, off: false };
        timers.push(timer);
        return () => {
          timer.off = true;
        };
      },
      nowMs: () => 7,
    });
    const fire = (ms: number) => {
      for (const timer of timers.filter((t) => t.ms === ms && !t.off)) {
        timer.off = true;
        timer.task();
      }
    };
    return { line, sockets, fire };
  };

  it('shows what came, and after silence says that nothing answers but keeps no state as current', () => {
    const { line, sockets, fire } = setUp();
    expect(line.get().answering).toBe(false);
    sockets[0]?.ears.message(JSON.stringify(state));
    expect(line.get()).toMatchObject({ answering: true, atMs: 7 });
    fire(3000);
    expect(line.get().answering).toBe(false);
    fire(700);
    expect(sockets).toHaveLength(2);
  });

  it('ignores what is not a state, and what comes from an older socket', () => {
    const { line, sockets, fire } = setUp();
    for (const data of ['{', '{}', 7]) sockets[0]?.ears.message(data);
    expect(line.get().answering).toBe(false);
    fire(3000);
    fire(700);
    sockets[0]?.ears.message(JSON.stringify(state));
    expect(line.get().answering).toBe(false);
  });

  it('hands on what hands do', () => {
    const { line, sockets } = setUp();
    line.act({ type: 'hand', door: 1, act: { act: 'push' } });
    expect(sockets[0]?.sent).toEqual(['{"type":"hand","door":1,"act":{"act":"push"}}']);
  });
});
