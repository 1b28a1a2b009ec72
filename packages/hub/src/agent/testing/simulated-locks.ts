import {
  demoHome,
  dueAt,
  flatDoor,
  garageDoor,
  newDevice,
  step,
  truthOf,
  type Act,
  type Device,
  type Faults,
  type Input,
  type Mechanism,
  type Truth,
} from '../../drivers/locks/simulated/index.ts';
import { readAtDoor, type AtDoor } from '@latchkey/protocol';
import type { DoorDeclaration, HardwareToHub, HubToHardware } from '../../drivers/locks/wire.ts';
import type { LockPort } from '../ports.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** One simulated door on the virtual clock, with everything that was ever ordered and everything the bolt really did. */
class Door<S> {
  readonly #clock: VirtualClock;
  readonly #mechanism: Mechanism<S>;
  readonly #heard: (message: HardwareToHub) => void;
  #device: Device<S>;
  #cancel: () => void = () => undefined;
  /** Times the motor began to withdraw the bolt on a command: what P1 and P2 count. */
  openings = 0;

  constructor(
    clock: VirtualClock,
    mechanism: Mechanism<S>,
    declared: Device<S>['declared'],
    heard: (message: HardwareToHub) => void,
  ) {
    this.#clock = clock;
    this.#mechanism = mechanism;
    this.#heard = heard;
    this.#device = newDevice(declared, mechanism);
    this.put({ type: 'tick' });
  }

  put(input: Input): void {
    const before = this.truth;
    const { device, out } = step(this.#mechanism, this.#device, input, this.#clock.nowMs, () => 0.5);
    this.#device = device;
    if (before.moving !== 'unlocking' && this.truth.moving === 'unlocking' && this.truth.cause === 'command')
      this.openings++;
    this.#cancel();
    const due = dueAt(this.#mechanism, device, this.#clock.nowMs);
    this.#cancel = this.#clock.after(due - this.#clock.nowMs, () => this.put({ type: 'tick' }));
    for (const message of out) this.#heard(message);
  }

  get truth(): Truth {
    return truthOf(this.#mechanism, this.#device, this.#clock.nowMs);
  }
}

/** The wires and what hangs on them. Locks have power of their own: they go on while the hub is dead. */
export class SimulatedLocks implements LockPort {
  connected = false;
  readonly ordered: (HubToHardware & { readonly atMs: number })[] = [];
  readonly flat: Door<unknown>;
  readonly garage: Door<unknown>;
  /** What the hardware says of itself. */
  doors: readonly DoorDeclaration[] = [demoHome.flat, demoHome.garage];
  /** Whether somebody looks there at what the hub holds true. */
  view = false;
  /** The clock chip. */
  rtc = { lostPower: false, offsetS: 0 };
  readonly #clock: VirtualClock;
  readonly #unixS: () => number;
  #hub: ((message: HardwareToHub) => void) | undefined;

  constructor(clock: VirtualClock, unixS: () => number) {
    this.#clock = clock;
    this.#unixS = unixS;
    const heard = (message: HardwareToHub) => this.#hub?.(message);
    this.flat = new Door(clock, flatDoor, demoHome.flat, heard);
    this.garage = new Door(clock, garageDoor, demoHome.garage, heard);
  }

  connect(hub: (message: HardwareToHub) => void): void {
    this.#hub = hub;
    this.connected = true;
    hub({ type: 'hello', doors: [...this.doors], ...(this.view ? { view: true } : {}) });
  }

  disconnect(): void {
    this.#hub = undefined;
    this.connected = false;
  }

  send(message: HubToHardware): void {
    if (!this.connected) return;
    this.ordered.push({ ...message, atMs: this.#clock.nowMs });
    if (message.type === 'move' || message.type === 'auto-lock')
      this.#door(message.door).put({ type: 'command', command: message });
    if (message.type === 'cancel' || message.type === 'report?') {
      for (const door of [this.flat, this.garage]) door.put({ type: 'command', command: message });
    }
    if (message.type === 'rtc?') {
      const unixS = Math.max(0, this.#unixS() + this.rtc.offsetS);
      this.#hub?.({ type: 'rtc', lostPower: this.rtc.lostPower, unixS });
    }
    if (message.type === 'rtc-set') this.rtc = { lostPower: false, offsetS: message.unixS - this.#unixS() };
  }

  /** A display is fitted to this door, or taken away. */
  fit(display: boolean, door = 1): void {
    this.#hub?.({ type: 'fitted', door, display });
  }

  /** What the display of this door shows now. */
  shows(door = 1): AtDoor | undefined {
    const last = this.ordered.findLast((message) => message.type === 'door-shows' && message.door === door);
    if (last?.type !== 'door-shows' || this.#clock.nowMs >= last.atMs + last.forMs) return undefined;
    return readAtDoor(last.fragment ?? '');
  }

  act(act: Act, door = 1): void {
    this.#door(door).put({ type: 'act', act });
  }

  fault(faults: Partial<Faults>, door = 1): void {
    this.#door(door).put({ type: 'fault', faults });
  }

  /** The filming light, as it was ordered last. */
  get indicator(): boolean {
    const last = this.ordered.findLast(({ type }) => type === 'indicator');
    return last?.type === 'indicator' && last.on;
  }

  /** What stands on the hub's display. */
  get shown(): Extract<HubToHardware, { readonly type: 'display' }> | undefined {
    const last = this.ordered.findLast(({ type }) => type === 'display');
    return last?.type === 'display' ? last : undefined;
  }

  moves(target: 'locked' | 'unlocked') {
    return this.ordered.filter((message) => message.type === 'move' && message.target === target);
  }

  #door(door: number): Door<unknown> {
    return door === 1 ? this.flat : this.garage;
  }
}
