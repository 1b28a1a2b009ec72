import type { Grant, PublicKey } from '@latchkey/protocol';
import { covers, stands, type BlockTruth, type Held } from './withdrawn.ts';

/** What the world knows and no part of the hub is asked for: who was entitled to what. Times are the world's milliseconds. */

export interface VisitTruth {
  readonly name: string;
  readonly doors: readonly number[];
  readonly uses: number;
  readonly nbfS: number;
  readonly expS: number;
  readonly mustRecord: boolean;
  readonly grant: Grant;
  readonly giver: PublicKey;
  /** Only for whoever is at the door. */
  readonly mustBeThere: boolean;
  /** How old the newest word from outside may be, in seconds; absent: 60. */
  readonly maxStaleS?: number;
  /** Only a member's own word counts. */
  readonly memberFresh?: boolean;
  /** Each knock waits for a member's yes. */
  readonly asks?: boolean;
  /** Whoever granted it is out of the household, and since this moment the app says so. */
  giverGoneMs?: number;
}

/** A knock that reached the hub. `entitled`: key, parcel and door are as the grant has them. */
export interface KnockTruth {
  readonly id: number;
  /** Hex. */
  readonly hash?: string;
  readonly door: number;
  readonly by: 'member' | VisitTruth;
  /** Whose device it came from; absent: a member's. */
  readonly courier?: PublicKey;
  readonly entitled: boolean;
  /** Where the visit asks for a member's yes: when that was heard. */
  heardMs: number[];
  spent: boolean;
}

/** The motor began to withdraw a bolt. */
export interface Withdrawal {
  readonly atMs: number;
  readonly door: number;
  readonly knock: KnockTruth | undefined;
}

/** The hub told a lock to open, and what the recorder really had on disk then. */
export interface UnlockOrder {
  readonly atMs: number;
  /** With every sleep of the hub's machine, as the two below. */
  readonly worldMs: number;
  readonly door: number;
  readonly provenFilmMs: number;
  readonly hubUnixS: number | undefined;
  readonly unixS: number;
  /** When the newest honest word from outside set out: the server's answer or a member's signed time. */
  readonly outsideHeardMs: number;
  /** The same of a member's words alone. */
  readonly memberHeardMs: number;
}

/** A hand, a key or a crowbar moved what nobody was let through. `seq`: the newest receipt then. */
export interface Forcing {
  readonly atMs: number;
  readonly door: number;
  readonly seq: number;
}

export class Record {
  readonly visits: VisitTruth[] = [];
  readonly knocks: KnockTruth[] = [];
  readonly blocks: BlockTruth[] = [];
  readonly withdrawals: Withdrawal[] = [];
  readonly orders: UnlockOrder[] = [];
  /** Refusals that a member heard on the direct way, at a running hub with its wires connected. */
  readonly membersKeptOut: string[] = [];
  readonly handlesThatHeld: string[] = [];
  /** Orders to lock a door that the hub itself saw open. */
  readonly thrownAtOpen: string[] = [];
  readonly forcings: Forcing[] = [];
  /** Somebody who stood before this door read what its display showed, touched its tag, or showed its camera a code. */
  readonly readings: { readonly door: number; readonly atMs: number }[] = [];
  readonly steps: string[] = [];
  /** Somebody moved the clock chip to a time that it believes. */
  chipMoved = false;
  /** An older image of the disk was put back. */
  restored = false;
  /** Disk and key of the hub were copied, and the copy speaks too. */
  cloned = false;

  say(atMs: number, what: string): void {
    this.steps.push(`${(atMs / 1000).toFixed(3)} s  ${what}`);
  }

  /**
   * A withdrawal is owed to the newest entitled knock that is not spent yet and was heard before the hub's order, those first that may open now: a refused
   * knock of a visit that is over may have come between. The lock's radio may have slept for five seconds.
   */
  withdrew(door: number, atMs: number, unixS: number): void {
    const orderedMs = this.orders.findLast((order) => order.door === door)?.atMs ?? atMs;
    const heard = this.knocks.filter(
      (one) =>
        one.door === door &&
        one.entitled &&
        !one.spent &&
        one.heardMs.some((ms) => ms <= orderedMs && atMs - ms <= 15_000),
    );
    const knock = heard.findLast((one) => this.#mayOpen(one, atMs, unixS)) ?? heard.at(-1);
    if (knock !== undefined) knock.spent = true;
    this.withdrawals.push({ atMs, door, knock });
    this.say(atMs, `the motor withdraws the bolt of door ${door}`);
  }

  #mayOpen({ by, door, courier }: KnockTruth, atMs: number, unixS: number): boolean {
    if (by === 'member') return true;
    const opened = this.withdrawals.filter(({ knock, door: at }) => at === door && knock?.by === by).length;
    const blocked = this.blockOver({ ...by, ...(courier === undefined ? {} : { courier }) }, atMs, unixS) !== undefined;
    return !blocked && opened < by.uses && unixS + 33 >= by.nbfS && unixS <= by.expS + 33;
  }

  /** A confirmed block that takes this back from a door that is told to open now. */
  blockOver(held: Held, atMs: number, unixS: number): BlockTruth | undefined {
    return this.blocks.find((block) => stands(block, atMs, unixS) && covers(block, held));
  }

  /** An image of the disk as it was at `sinceMs` is put back: what was blocked by more than a visit since then holds no longer. */
  restore(sinceMs: number, nowMs: number): void {
    this.restored = true;
    for (const block of this.blocks)
      if (block.scope !== 'visit' && (block.confirmedMs ?? 0) >= sinceMs) block.lostMs ??= nowMs;
  }
}
