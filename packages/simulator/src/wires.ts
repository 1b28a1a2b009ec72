import type { LockPort } from '@latchkey/hub';
import { demoHome, flatDoor, garageDoor } from '@latchkey/hub/locks/simulated';
import type { HardwareToHub, HubToHardware } from '@latchkey/hub/locks/wire';
import type { VirtualClock } from '@latchkey/hub/virtual-time';
import type { Dice } from './dice.ts';
import { SimulatedDoor } from './doors.ts';

/** The doors, the clock chip and the siren on their wires. All of them go on while the hub has no power. */
export class Wires implements LockPort {
  connected = false;
  siren = false;
  readonly doors: ReadonlyMap<number, SimulatedDoor>;
  chip = { lostPower: false, offsetS: 0 };
  /** What the display of each fitted door shows; undefined: it is dark. */
  readonly displays = new Map<number, string | undefined>();
  readonly #unixS: () => number;
  readonly #watch: { ordered(door: number): void; thrown(door: number): void };
  #hub: ((message: HardwareToHub) => void) | undefined;

  constructor(
    clock: VirtualClock,
    dice: Dice,
    unixS: () => number,
    watch: { withdrawn(door: number): void; ordered(door: number): void; thrown(door: number): void },
  ) {
    this.#unixS = unixS;
    this.#watch = watch;
    const said = (message: HardwareToHub) => this.#hub?.(message);
    const withdrawn = (door: number) => watch.withdrawn(door);
    this.doors = new Map<number, SimulatedDoor>([
      [1, new SimulatedDoor(clock, dice, flatDoor, demoHome.flat, said, withdrawn)],
      [2, new SimulatedDoor(clock, dice, garageDoor, demoHome.garage, said, withdrawn)],
    ]);
  }

  connect(hub: (message: HardwareToHub) => void): void {
    this.#hub = hub;
    this.connected = true;
    hub({ type: 'hello', doors: [demoHome.flat, demoHome.garage] });
    for (const door of this.displays.keys()) hub({ type: 'fitted', door, display: true });
  }

  /** Somebody screws a display beside this door. */
  fit(door: number): void {
    this.displays.set(door, undefined);
    this.#hub?.({ type: 'fitted', door, display: true });
  }

  /** What this does to the doors nobody tells the hub. */
  deafly(act: () => void): void {
    const hub = this.#hub;
    this.#hub = undefined;
    act();
    this.#hub = hub;
  }

  disconnect(): void {
    this.#hub = undefined;
    this.connected = false;
  }

  send(message: HubToHardware): void {
    if (!this.connected) return;
    switch (message.type) {
      case 'move':
        if (message.target === 'unlocked') this.#watch.ordered(message.door);
        else this.#watch.thrown(message.door);
        this.doors.get(message.door)?.put({ type: 'command', command: message });
        return;
      case 'auto-lock':
        this.doors.get(message.door)?.put({ type: 'command', command: message });
        return;
      case 'cancel':
      case 'report?':
        for (const door of this.doors.values()) door.put({ type: 'command', command: message });
        return;
      case 'rtc?':
        this.#hub?.({
          type: 'rtc',
          lostPower: this.chip.lostPower,
          unixS: Math.max(0, this.#unixS() + this.chip.offsetS),
        });
        return;
      case 'rtc-set':
        this.chip = { lostPower: false, offsetS: message.unixS - this.#unixS() };
        return;
      case 'siren':
        this.siren = message.on;
        return;
      case 'door-shows':
        this.displays.set(message.door, message.fragment ?? undefined);
        return;
      case 'indicator':
      case 'display':
      case 'belief':
        return;
    }
  }
}
