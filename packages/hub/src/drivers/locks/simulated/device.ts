import type { DoorDeclaration, DoorReport, HardwareToHub, HubToHardware } from '../wire.ts';
import { reportEveryMs } from '../wire.ts';
import type { AutoLock, DoorNow } from './auto-lock.ts';
import { arm, autoLockOff, watch } from './auto-lock.ts';
import type { Contact } from './contact.ts';
import { contactAtRest, contactDueAt, contactReads, feel } from './contact.ts';
import type { Faults } from './faults.ts';
import { noFaults } from './faults.ts';
import type { Act, Draw, Found, Mechanism, Truth } from './mechanism.ts';
import { nextOf, shutBelowPercent } from './mechanism.ts';
import { readingOf, sameReading } from './reading.ts';

export type Move = Extract<HubToHardware, { type: 'move' }>;
export type Command = Extract<HubToHardware, { type: 'move' | 'cancel' | 'auto-lock' | 'report?' }>;
export type Ack = Extract<HardwareToHub, { type: 'ack' }>;

export type Input =
  | { readonly type: 'command'; readonly command: Command }
  | { readonly type: 'act'; readonly act: Act }
  | { readonly type: 'fault'; readonly faults: Partial<Faults> }
  | { readonly type: 'tick' };

/** One door's lock with its electronics: the machine, its sensors, its radio, its faults. */
export interface Device<S> {
  readonly declared: DoorDeclaration;
  readonly machine: S;
  readonly faults: Faults;
  readonly contact: Contact;
  readonly autoLock: AutoLock;
  /** Commands that the radio has not delivered to the motor yet. */
  readonly waiting: readonly { readonly move: Move; readonly atMs: number; readonly heardMs: number }[];
  readonly acks: readonly { readonly ack: Ack; readonly atMs: number }[];
  /** The last few command ids: the same command twice is one command. */
  readonly heard: readonly number[];
  readonly begun: Move | null;
  readonly seq: number;
  readonly told: DoorReport | null;
  readonly toldMs: number;
}

export interface Stepped<S> {
  readonly device: Device<S>;
  readonly out: readonly (DoorReport | Ack)[];
}

/** Reports follow a moving bolt at most this often. */
const reportGapMs = 50;
const rememberedIds = 32;

/** What a lock keeps without power: where everything stands, its own timer's setting, and what is wrong with it. */
export interface Kept {
  readonly found: Found;
  readonly autoLockS: number | null;
  readonly faults: Faults;
}

export const keptOf = <S>(m: Mechanism<S>, d: Device<S>, nowMs: number): Kept => {
  const { bolt, leaf, latch, jam, broken, obstructed } = m.truth(d.machine, nowMs);
  return { found: { bolt, leaf, latch, jam, broken, obstructed }, autoLockS: d.autoLock.afterS, faults: d.faults };
};

export const newDevice = <S>(declared: DoorDeclaration, mechanism: Mechanism<S>, kept?: Kept): Device<S> => ({
  declared,
  machine: kept === undefined ? mechanism.start : mechanism.found(kept.found),
  faults: kept?.faults ?? noFaults,
  contact: { ...contactAtRest, shut: kept === undefined || kept.found.leaf < shutBelowPercent },
  autoLock: { ...autoLockOff, afterS: kept?.autoLockS ?? null },
  waiting: [],
  acks: [],
  heard: [],
  begun: null,
  seq: 0,
  told: null,
  toldMs: -Infinity,
});

const doorNow = <S>(m: Mechanism<S>, d: Device<S>, nowMs: number): DoorNow => ({
  unlocked: m.truth(d.machine, nowMs).bolt < 100,
  contact: contactReads(d.contact, d.faults, nowMs),
});

const answer = <S>(d: Device<S>, id: number, heard: Ack['heard'], nowMs: number): Device<S> => ({
  ...d,
  acks: [...d.acks, { ack: { type: 'ack', id, heard }, atMs: nowMs + d.faults.ackDelayMs }],
});

const begin = <S>(m: Mechanism<S>, d: Device<S>, move: Move, nowMs: number, draw: Draw): Device<S> => ({
  ...d,
  machine: m.order(d.machine, move.target, 'command', d.faults, nowMs, draw),
  begun: move,
});

const takeMove = <S>(d: Device<S>, move: Move, nowMs: number): Device<S> => {
  if (d.heard.includes(move.id)) return d;
  const known = { ...d, heard: [...d.heard, move.id].slice(-rememberedIds) };
  const movesLeaf = d.declared.kind === 'garage' && move.target === 'locked';
  if (movesLeaf && !d.declared.closesByItself) return answer(known, move.id, 'not-allowed', nowMs);
  return { ...known, waiting: [...d.waiting, { move, atMs: nowMs + d.faults.radioDelayMs, heardMs: nowMs }] };
};

const takeCancel = <S>(m: Mechanism<S>, d: Device<S>, id: number, nowMs: number): Device<S> => {
  const waiting = d.waiting.filter(({ move }) => move.id !== id);
  const heard = [...d.heard, id].slice(-rememberedIds);
  if (waiting.length < d.waiting.length) return answer({ ...d, waiting }, id, 'cancelled', nowMs);
  const taken = d.begun?.id === id ? m.takeBack(d.machine, nowMs) : undefined;
  if (taken !== undefined) return answer({ ...d, machine: taken }, id, 'cancelled', nowMs);
  /* An id not seen yet is remembered: a cancel that overtakes its command still wins. */
  return answer({ ...d, heard }, id, d.heard.includes(id) ? 'too-late' : 'cancelled', nowMs);
};

const take = <S>(m: Mechanism<S>, d: Device<S>, command: Command, nowMs: number): Device<S> => {
  if (d.faults.losesCommands) return d;
  switch (command.type) {
    case 'move':
      return takeMove(d, command, nowMs);
    case 'cancel':
      return takeCancel(m, d, command.id, nowMs);
    case 'auto-lock': {
      if (!d.declared.autoLock) return answer(d, command.id, 'not-allowed', nowMs);
      const autoLock = arm(command.afterS, doorNow(m, d, nowMs), nowMs);
      return answer({ ...d, autoLock }, command.id, 'accepted', nowMs);
    }
    case 'report?':
      return { ...d, toldMs: -Infinity };
  }
};

/** What the radio has delivered by now begins, unless it has expired on the way. */
const deliver = <S>(m: Mechanism<S>, d: Device<S>, nowMs: number, draw: Draw): Device<S> => {
  let next: Device<S> = { ...d, waiting: d.waiting.filter(({ atMs }) => atMs > nowMs) };
  for (const { move, atMs, heardMs } of d.waiting.filter((w) => w.atMs <= nowMs)) {
    const expired = atMs - heardMs >= move.expiresInMs;
    next = answer(expired ? next : begin(m, next, move, nowMs, draw), move.id, expired ? 'expired' : 'accepted', nowMs);
  }
  return next;
};

const fireAutoLock = <S>(m: Mechanism<S>, d: Device<S>, nowMs: number, draw: Draw): Device<S> => {
  if (d.autoLock.firesMs === null || nowMs < d.autoLock.firesMs) return d;
  const machine = m.order(d.machine, 'locked', 'auto-lock', d.faults, nowMs, draw);
  return { ...d, machine, autoLock: { ...d.autoLock, firesMs: null } };
};

const tell = <S>(m: Mechanism<S>, d: Device<S>, nowMs: number): Stepped<S> => {
  const ready = d.acks.filter(({ atMs }) => atMs <= nowMs).map(({ ack }) => ack);
  const rest = { ...d, acks: d.acks.filter(({ atMs }) => atMs > nowMs) };
  const report = readingOf(d, m.truth(d.machine, nowMs), nowMs);
  const sinceMs = nowMs - d.toldMs;
  const due = sinceMs >= reportEveryMs || (sinceMs >= reportGapMs && !sameReading(d.told, report));
  if (!due) return { device: rest, out: ready };
  const device = { ...rest, seq: d.seq + 1, told: report, toldMs: nowMs };
  return { device, out: d.faults.losesReports ? ready : [...ready, report] };
};

const apply = <S>(m: Mechanism<S>, d: Device<S>, input: Input, nowMs: number, draw: Draw): Device<S> => {
  switch (input.type) {
    case 'command':
      return take(m, d, input.command, nowMs);
    case 'act':
      return { ...d, machine: m.act(d.machine, input.act, d.faults, nowMs, draw) };
    case 'fault':
      return { ...d, faults: { ...d.faults, ...input.faults } };
    case 'tick':
      return d;
  }
};

/** Takes one input at one instant; instants never fall. The same inputs, instants and draws give the same outputs. */
export const step = <S>(m: Mechanism<S>, d: Device<S>, input: Input, nowMs: number, draw: Draw): Stepped<S> => {
  const before =
    d.told === null ? doorNow(m, d, nowMs) : { unlocked: d.told.bolt !== 100, contact: d.told.contact ?? 'open' };
  const settled = { ...d, machine: m.advance(d.machine, d.faults, nowMs) };
  const applied = deliver(m, apply(m, settled, input, nowMs, draw), nowMs, draw);
  const contact = feel(applied.contact, m.truth(applied.machine, nowMs).leaf, applied.faults, nowMs, draw);
  const felt = { ...applied, contact };
  const watched = { ...felt, autoLock: watch(felt.autoLock, before, doorNow(m, felt, nowMs), nowMs) };
  return tell(m, fireAutoLock(m, watched, nowMs, draw), nowMs);
};

export const truthOf = <S>(m: Mechanism<S>, d: Device<S>, nowMs: number): Truth => m.truth(d.machine, nowMs);

/** When `step` with a tick is wanted next; while something moves that is soon. */
export const dueAt = <S>(m: Mechanism<S>, d: Device<S>, nowMs: number): number => {
  const ahead = m.dueAt(d.machine, nowMs) ?? Infinity;
  const news = !sameReading(d.told, readingOf(d, m.truth(d.machine, nowMs), nowMs)) || ahead < Infinity;
  const times = [
    d.toldMs + reportEveryMs,
    ahead,
    news ? nowMs + reportGapMs : Infinity,
    d.autoLock.firesMs ?? Infinity,
    contactDueAt(d.contact, nowMs) ?? Infinity,
    ...d.waiting.map(({ atMs }) => atMs),
    ...d.acks.map(({ atMs }) => atMs),
  ];
  return nextOf(times, nowMs) ?? nowMs + reportEveryMs;
};
