import { hubIdOf, type ReceiptDetail } from '@latchkey/protocol';
import type { Journal } from '../journal/journal.ts';
import type { Memory } from '../memory/memory.ts';
import { AskBudget } from './ask-budget.ts';
import { Attempts } from './attempts.ts';
import type { Core } from './core.ts';
import { Displays } from './displays.ts';
import type { DoorKeeper } from './door-keeper.ts';
import { Questions } from './freshness.ts';
import type { Hub } from './hub.ts';
import type { HubParts } from './hub-parts.ts';
import { everyLine } from './every-line.ts';
import { Nonces, ofThisStart } from './nonces.ts';
import { Receipts } from './receipts.ts';
import { Serial } from './serial.ts';
import { Signals } from './signals.ts';
import { SleepWatch } from './sleep.ts';
import { Taps } from './taps.ts';
import { TrustedClock } from './trusted-clock.ts';
import { Waiting } from './waiting.ts';

export function bootedDetail(memory: Memory, tornBytes: number): ReceiptDetail {
  if (memory.uses.open.size > 0) return { cause: 'unfinished' };
  return tornBytes > 0 ? { cause: 'torn' } : {};
}

/** Everything that the parts of one start share. `hub`: undefined until it stands. */
export function buildCore(
  parts: HubParts,
  journal: Journal,
  memory: Memory,
  bootId: Uint8Array,
  booted: ReceiptDetail,
  hub: () => Hub | undefined,
): Core {
  const { p, signer, random, clock, locks, line, log } = parts;
  const hubId = hubIdOf(p, signer.key);
  const time = new TrustedClock(() => clock.monotonicMs(), memory.floorS);
  const nonces = new Nonces(random, (drawn) => ofThisStart(p, hub()?.core.bootId ?? bootId)(drawn));
  const receipts = new Receipts(
    {
      p,
      signer,
      hubId,
      bootId: () => hub()?.core.bootId ?? bootId,
      journal,
      memory,
      time,
      random,
      stored: () => {
        for (const side of [hub()?.line, hub()?.atHome]) side?.receipt();
      },
      failed: (error) => log.error({ error: String(error) }, 'a receipt could not be kept'),
    },
    booted,
  );
  const doors = new Map<number, DoorKeeper>();
  return {
    p,
    signer,
    hubId,
    bootId,
    random,
    clock,
    journal,
    memory,
    time,
    sleep: new SleepWatch(clock),
    nonces,
    receipts,
    locks,
    line,
    lines: parts.atHome === undefined ? line : everyLine([line, parts.atHome.line]),
    log,
    attempts: new Attempts(memory.failures),
    asks: new AskBudget(),
    questions: new Questions(() => nonces.fresh()),
    turns: new Serial(),
    waiting: new Waiting(),
    household: new Serial(),
    doors,
    displays: new Displays({ hubId, clock, nonces, doors, locks, pages: parts.displayPages, log }),
    taps: new Taps(p, memory, nonces, parts.tags),
    signals: new Signals((message) => locks.send(message)),
    arrivingBlocks: new Set(),
    lastIntended: new Map(),
    startSeq: memory.seq,
    resumed: false,
    changed: () => {
      for (const side of [hub()?.line, hub()?.atHome]) side?.changed();
    },
  };
}
