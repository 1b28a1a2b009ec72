import {
  dueAt,
  newDevice,
  step,
  truthOf,
  type Device,
  type Input,
  type Mechanism,
  type Truth,
} from '@latchkey/hub/locks/simulated';
import type { DoorDeclaration, DoorReport, HardwareToHub } from '@latchkey/hub/locks/wire';
import type { VirtualClock } from '@latchkey/hub/virtual-time';
import type { Dice } from './dice.ts';

/** One simulated door. It has power of its own, and whoever watches it sees what the bolt really does. */
export class SimulatedDoor<S = unknown> {
  readonly declared: DoorDeclaration;
  readonly #clock: VirtualClock;
  readonly #dice: Dice;
  readonly #mechanism: Mechanism<S>;
  readonly #said: (message: HardwareToHub) => void;
  readonly #withdrawn: (door: number) => void;
  #device: Device<S>;
  #cancel: () => void = () => undefined;
  /** The newest report that left the lock, whoever heard it; a moment of the world, in which the hub's machine may sleep. */
  reported: { readonly report: DoorReport; readonly atMs: number } | undefined;
  /** Since when the reports have not said LOCKED. */
  unlockedSinceMs: number | undefined;

  constructor(
    clock: VirtualClock,
    dice: Dice,
    mechanism: Mechanism<S>,
    declared: DoorDeclaration,
    said: (message: HardwareToHub) => void,
    withdrawn: (door: number) => void,
  ) {
    this.#clock = clock;
    this.#dice = dice;
    this.#mechanism = mechanism;
    this.declared = declared;
    this.#said = said;
    this.#withdrawn = withdrawn;
    this.#device = newDevice(declared, mechanism);
    this.put({ type: 'tick' });
  }

  put(input: Input): void {
    const { nowMs } = this.#clock;
    const before = this.truth;
    const { device, out } = step(this.#mechanism, this.#device, input, nowMs, this.#dice.draw);
    this.#device = device;
    this.#watch(before);
    this.#cancel();
    const due = dueAt(this.#mechanism, device, nowMs);
    this.#cancel = this.#clock.after(due - nowMs, () => this.put({ type: 'tick' }));
    for (const message of out) {
      if (message.type === 'report') this.#note(message);
      this.#said(message);
    }
  }

  get truth(): Truth {
    return truthOf(this.#mechanism, this.#device, this.#clock.nowMs);
  }

  /** A garage that meets something while it closes opens again by itself: that is safety and nobody's knock. */
  #watch(before: Truth): void {
    const { moving, cause } = this.truth;
    const reverses = this.declared.kind === 'garage' && before.moving === 'locking';
    if (before.moving !== 'unlocking' && moving === 'unlocking' && cause === 'command' && !reverses)
      this.#withdrawn(this.declared.door);
  }

  #note(report: DoorReport): void {
    const { nowMs } = this.#clock;
    this.reported = { report, atMs: this.#clock.worldMs };
    this.unlockedSinceMs = saysLocked(report) ? undefined : (this.unlockedSinceMs ?? nowMs);
  }
}

/** P4's one true cell. */
export const saysLocked = ({ bolt, contact, jam, moving }: DoorReport): boolean =>
  bolt === 100 && contact === 'closed' && !jam && moving === 'none';
