import {
  coversBlock,
  type Chain,
  type DoorState,
  type Primitives,
  type Signer,
  type StandingBlock,
} from '@latchkey/protocol';
import type { Journal } from '../journal/journal.ts';
import type { Entry } from '../journal/entry.ts';
import type { Memory } from '../memory/memory.ts';
import type { AskBudget } from './ask-budget.ts';
import type { Attempts } from './attempts.ts';
import type { Displays } from './displays.ts';
import type { DoorKeeper } from './door-keeper.ts';
import type { Questions } from './freshness.ts';
import type { Nonces } from './nonces.ts';
import type { HubClockPort, LinePort, LockPort, Log } from './ports.ts';
import type { Receipts } from './receipts.ts';
import type { Serial } from './serial.ts';
import type { Signals } from './signals.ts';
import type { SleepWatch } from './sleep.ts';
import type { Taps } from './taps.ts';
import type { TrustedClock } from './trusted-clock.ts';
import type { Waiting } from './waiting.ts';

/** What every part of the running hub shares. It holds no rule of its own. */
export interface Core {
  readonly p: Primitives;
  readonly signer: Signer;
  readonly hubId: Uint8Array;
  /** Random at each start, and when the machine slept. */
  bootId: Uint8Array;
  readonly random: (bytes: number) => Uint8Array;
  readonly clock: HubClockPort;
  readonly journal: Journal;
  readonly memory: Memory;
  readonly time: TrustedClock;
  readonly sleep: SleepWatch;
  readonly nonces: Nonces;
  readonly displays: Displays;
  readonly taps: Taps;
  readonly attempts: Attempts;
  readonly asks: AskBudget;
  readonly questions: Questions;
  readonly receipts: Receipts;
  /** Step 15: one turn at a time for the whole hub. */
  readonly turns: Serial;
  /** Knocks that wait for a member's yes, outside every turn. */
  readonly waiting: Waiting;
  /** Roster changes, pairing and resume, one at a time. */
  readonly household: Serial;
  /** By door number; empty until the hardware has said what there is. */
  readonly doors: Map<number, DoorKeeper>;
  readonly signals: Signals;
  readonly locks: LockPort;
  /** The server's. */
  readonly line: LinePort;
  /** The server's and, where the hub serves a page at home, that page's. */
  readonly lines: LinePort;
  readonly log: Log;
  /** Blocks that verified and are on their way to the disk: they cancel, but are not confirmed. */
  readonly arrivingBlocks: Set<StandingBlock>;
  /** By visit: seq of its newest `unlock-intended` receipt in this start. */
  readonly lastIntended: Map<string, number>;
  /** Number of the newest receipt when this start began. */
  startSeq: number;
  /** False from a start until a member's device answered it, or pairing happened in it: visitors wait. */
  resumed: boolean;
  /** Something that a signed state would show has changed. */
  readonly changed: () => void;
}

/** Journals, then remembers: what the memory holds is durable. */
export async function remember(core: Core, ...entries: readonly Entry[]): Promise<void> {
  await core.journal.write(...entries);
  for (const entry of entries) core.memory.apply(entry);
}

/** The hub's knowledge in the shape that the protocol decides on; `over` is the way on which the question came. */
export function doorState(core: Core, over: DoorState['heardOver'] = 'line'): DoorState {
  const { memory, nonces, questions, attempts, clock } = core;
  return {
    hubId: core.hubId,
    roster: memory.counting,
    doors: new Set(core.doors.keys()),
    // A rolled-back roster may name who was removed since: visitors wait until a member's device has brought the newest.
    resumed: core.resumed && !memory.behind,
    ...(memory.voidUntilS === undefined ? {} : { voidUntilS: memory.voidUntilS }),
    blocks: core.arrivingBlocks.size === 0 ? memory.blocks : [...memory.blocks, ...core.arrivingBlocks],
    ledger: { ctis: memory.uses.ctis, uses: memory.uses.taken },
    armed: memory.chains,
    verified: memory.verified,
    nonces: nonces.outstanding,
    usedSlots: memory.uses.slots,
    approved: new Set(),
    freshness: questions.state,
    heardOver: over,
    limited: attempts.limited(clock.monotonicMs(), over),
  };
}

/** The newest block that covers this chain now, arriving ones included. */
export function blockOver(core: Core, chain: Chain): StandingBlock | undefined {
  const now = core.time.now();
  return [...core.memory.blocks, ...core.arrivingBlocks].findLast((block) => coversBlock(core.p, block, chain, now));
}
