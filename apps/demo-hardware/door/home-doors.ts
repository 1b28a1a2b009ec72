import type { DoorReport, HardwareToHub } from '@latchkey/hub/locks/wire';
import type { Act, Command, Draw, Faults, Input, Truth } from '@latchkey/hub/locks/simulated';
import { demoHome, dueAt, flatDoor, garageDoor, keptOf, newDevice, step, truthOf } from '@latchkey/hub/locks/simulated';
import type { Device, Kept, Mechanism } from '@latchkey/hub/locks/simulated';

export interface Time {
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  /** Runs the task at that time; calling the result first prevents it. */
  readonly at: (ms: number, task: () => void) => () => void;
}

/** One door in real time: the machine of `drivers/locks/simulated`, driven by inputs and by its own due times. */
export interface LiveDoor {
  readonly door: number;
  put(input: Input): void;
  kept(): Kept;
  now(): { truth: Truth; faults: Faults; device: Device<unknown>; nowMs: number };
  stop(): void;
}

export interface Ears {
  /** A report or an acknowledgement leaves a lock. */
  readonly said: (out: HardwareToHub) => void;
  /** Something may have moved, told or not. */
  readonly stepped: () => void;
}

const bringAlive = <S>(
  mechanism: Mechanism<S>,
  declared: Device<S>['declared'],
  time: Time,
  draw: Draw,
  ears: Ears,
  kept: Kept | undefined,
): LiveDoor => {
  let device = newDevice(declared, mechanism, kept);
  let cancel = () => {};
  const put = (input: Input) => {
    cancel();
    const nowMs = time.nowMs();
    const stepped = step(mechanism, device, input, nowMs, draw);
    device = stepped.device;
    stepped.out.forEach(ears.said);
    ears.stepped();
    cancel = time.at(dueAt(mechanism, device, nowMs), () => put({ type: 'tick' }));
  };
  put({ type: 'tick' });
  return {
    door: declared.door,
    put,
    kept: () => keptOf(mechanism, device, time.nowMs()),
    now: () => {
      const nowMs = time.nowMs();
      return { truth: truthOf(mechanism, device, nowMs), faults: device.faults, device, nowMs };
    },
    stop: () => cancel(),
  };
};

export interface HomeDoors {
  readonly all: readonly LiveDoor[];
  command(command: Command): void;
  act(door: number, act: Act): void;
  fault(door: number, faults: Partial<Faults>): void;
  /** As they would be found after a power cut. */
  kept(): ReadonlyMap<number, Kept>;
  /** What each lock last managed to tell, and when (monotonic milliseconds). */
  lastReports(): ReadonlyMap<number, { report: DoorReport; atMs: number }>;
  stop(): void;
}

/** The two doors of the demo home, as they were left. */
export const openHome = (time: Time, draw: Draw, ears: Ears, kept: ReadonlyMap<number, Kept>): HomeDoors => {
  const last = new Map<number, { report: DoorReport; atMs: number }>();
  const said = (out: HardwareToHub) => {
    if (out.type === 'report') last.set(out.door, { report: out, atMs: time.nowMs() });
    ears.said(out);
  };
  const hear = { said, stepped: ears.stepped };
  const all = [
    bringAlive(flatDoor, demoHome.flat, time, draw, hear, kept.get(demoHome.flat.door)),
    bringAlive(garageDoor, demoHome.garage, time, draw, hear, kept.get(demoHome.garage.door)),
  ];
  const to = (door: number, input: Input) => all.find((d) => d.door === door)?.put(input);
  return {
    all,
    command: (command) => {
      const named = 'door' in command ? all.filter((d) => d.door === command.door) : all;
      if (named.length === 0 && command.type !== 'report?')
        said({ type: 'ack', id: command.id, heard: 'unknown-door' });
      for (const door of named) door.put({ type: 'command', command });
    },
    act: (door, act) => to(door, { type: 'act', act }),
    fault: (door, faults) => to(door, { type: 'fault', faults }),
    kept: () => new Map(all.map((door) => [door.door, door.kept()])),
    lastReports: () => last,
    stop: () => {
      for (const door of all) door.stop();
    },
  };
};
