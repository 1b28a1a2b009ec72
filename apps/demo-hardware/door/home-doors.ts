import type { DoorReport, HardwareToHub } from '@latchkey/hub/locks/wire';
import type { Act, Command, Draw, Faults, Input, Truth } from '@latchkey/hub/locks/simulated';
import { demoHome, dueAt, flatDoor, garageDoor, newDevice, step, truthOf } from '@latchkey/hub/locks/simulated';
import type { Device, Mechanism } from '@latchkey/hub/locks/simulated';

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
  now(): { truth: Truth; faults: Faults; device: Device<unknown>; nowMs: number };
  stop(): void;
}

const bringAlive = <S>(
  mechanism: Mechanism<S>,
  declared: Device<S>['declared'],
  time: Time,
  draw: Draw,
  said: (out: HardwareToHub) => void,
): LiveDoor => {
  let device = newDevice(declared, mechanism);
  let cancel = () => {};
  const put = (input: Input) => {
    cancel();
    const nowMs = time.nowMs();
    const stepped = step(mechanism, device, input, nowMs, draw);
    device = stepped.device;
    stepped.out.forEach(said);
    cancel = time.at(dueAt(mechanism, device, nowMs), () => put({ type: 'tick' }));
  };
  put({ type: 'tick' });
  return {
    door: declared.door,
    put,
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
  /** What each lock last managed to tell, and when (monotonic milliseconds). */
  lastReports(): ReadonlyMap<number, { report: DoorReport; atMs: number }>;
  stop(): void;
}

/** The two doors of the demo home. `said` hears every report and acknowledgement that leaves a lock. */
export const openHome = (time: Time, draw: Draw, said: (out: HardwareToHub) => void): HomeDoors => {
  const last = new Map<number, { report: DoorReport; atMs: number }>();
  const hear = (out: HardwareToHub) => {
    if (out.type === 'report') last.set(out.door, { report: out, atMs: time.nowMs() });
    said(out);
  };
  const all = [
    bringAlive(flatDoor, demoHome.flat, time, draw, hear),
    bringAlive(garageDoor, demoHome.garage, time, draw, hear),
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
    lastReports: () => last,
    stop: () => {
      for (const door of all) door.stop();
    },
  };
};
