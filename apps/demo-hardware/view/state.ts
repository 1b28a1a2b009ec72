import type { doorView } from '@latchkey/contract';
import type { DoorReport, HubBelief } from '@latchkey/hub/locks/wire';
import type { HomeDoors, LiveDoor } from '../door/home-doors.ts';
import type { ServerSays } from './server-watch.ts';

export interface Told<T> {
  readonly value: T;
  readonly atMs: number;
}

/** What the view is made of, besides the doors. Times are monotonic milliseconds. */
export interface Parts {
  readonly doors: HomeDoors;
  /** By door. */
  readonly outside: ReadonlyMap<number, NonNullable<doorView.ViewDoor['outside']>>;
  readonly belief: Told<HubBelief> | undefined;
  readonly hub: Omit<doorView.ViewState['hub'], 'belief' | 'pairingCode' | 'presence'>;
  readonly pairingCode: string | undefined;
  readonly presence: string | undefined;
  readonly router: doorView.ViewState['router'];
  readonly clock: doorView.ViewState['clock'];
  readonly camera: doorView.ViewState['camera'];
  readonly server: { readonly ageMs: number; readonly says: ServerSays } | undefined;
  readonly links: { readonly home: string; readonly courier: string; readonly console: string };
}

/** A leaf that would not give way is drawn as shaken for this long. */
const rattleMs = 500;

const reportOf = (
  told: { report: DoorReport; atMs: number } | undefined,
  nowMs: number,
): doorView.ViewDoor['report'] => {
  if (told === undefined) return undefined;
  const { bolt, contact, latch, jam, moving, cause, battery } = told.report;
  return { ageMs: Math.max(0, Math.round(nowMs - told.atMs)), bolt, contact, latch, jam, moving, cause, battery };
};

const doorOf = (live: LiveDoor, parts: Parts): doorView.ViewDoor => {
  const { truth, device, faults, nowMs } = live.now();
  const { rattledMs, ...seen } = truth;
  const report = reportOf(parts.doors.lastReports().get(live.door), nowMs);
  const { afterS, firesMs } = device.autoLock;
  const outside = parts.outside.get(live.door);
  return {
    door: live.door,
    kind: device.declared.kind,
    truth: { ...seen, rattling: rattledMs !== null && nowMs - rattledMs < rattleMs },
    ...(report === undefined ? {} : { report }),
    faults,
    ...(outside === undefined ? {} : { outside }),
    autoLock: { afterS, firesInMs: firesMs === null ? null : Math.max(0, Math.round(firesMs - nowMs)) },
  };
};

const hubOf = (parts: Parts, nowMs: number): doorView.ViewState['hub'] => {
  const { belief, pairingCode, presence } = parts;
  const display = {
    ...(pairingCode === undefined ? {} : { pairingCode }),
    ...(presence === undefined ? {} : { presence }),
  };
  if (belief === undefined) return { ...parts.hub, ...display };
  const { paired, online, recording, clock, unixS, recovery, leaving, doors } = belief.value;
  return {
    ...parts.hub,
    ...display,
    belief: {
      ageMs: Math.max(0, Math.round(nowMs - belief.atMs)),
      paired,
      online,
      recording,
      clock,
      ...(unixS === undefined ? {} : { unixS }),
      ...(recovery === undefined ? {} : { recovery }),
      ...(leaving === undefined ? {} : { leaving }),
      doors: doors.map(({ door, word, phase, note }) => ({
        door,
        word,
        phase,
        ...(note === undefined ? {} : { note }),
      })),
    },
  };
};

const serverOf = (parts: Parts): doorView.ViewState['server'] =>
  parts.server === undefined ? undefined : { ...parts.server.says, ageMs: Math.round(parts.server.ageMs) };

/** Everything that is so, that is reported and that is believed, as one value for the page. */
export const composeState = (parts: Parts, nowMs: number): doorView.ViewState => {
  const server = serverOf(parts);
  return {
    type: 'state',
    doors: parts.doors.all.map((live) => doorOf(live, parts)),
    hub: hubOf(parts, nowMs),
    router: parts.router,
    clock: parts.clock,
    camera: parts.camera,
    ...(server === undefined ? {} : { server }),
    links: {
      ...parts.links,
      ...(parts.pairingCode === undefined ? {} : { pairing: `${parts.links.home}#/pair/${parts.pairingCode}` }),
    },
  };
};
