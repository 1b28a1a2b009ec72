import type { doorView } from '@latchkey/contract';

type Act = doorView.ViewAct;
type Door = doorView.ViewDoor;
type State = doorView.ViewState;

export const faultGroups = ['lock', 'contact', 'camera', 'home', 'clock'] as const;
export type FaultGroup = (typeof faultGroups)[number];

export const faultIds = [
  'jam',
  'misaligned',
  'liar',
  'losesReports',
  'losesCommands',
  'sleepyRadio',
  'lateAcks',
  'weakBattery',
  'emptyBattery',
  'stuckClosed',
  'stuckOpen',
  'bouncing',
  'freeze',
  'covered',
  'cut',
  'slow',
  'unplug',
  'lineSlow',
  'lineCut',
  'hubButton',
  'hubReset',
  'clockBack',
  'clockAhead',
  'cell',
] as const;
export type FaultId = (typeof faultIds)[number];

/** One thing that can be wrong. A `deed` happens once; a `switch` stays until it is put right. */
export interface Fault {
  readonly id: FaultId;
  readonly group: FaultGroup;
  readonly kind: 'switch' | 'deed';
  readonly isOn: (state: State, door: Door) => boolean;
  readonly press: (state: State, door: Door) => Act;
}

const usualBattery = 92;

const atDoor = (
  id: FaultId,
  group: FaultGroup,
  isOn: (faults: doorView.DoorFaults) => boolean,
  on: Partial<doorView.DoorFaults>,
  off: Partial<doorView.DoorFaults>,
): Fault => ({
  id,
  group,
  kind: 'switch',
  isOn: (_, { faults }) => isOn(faults),
  press: (_, { door, faults }) => ({ type: 'fault', door, faults: isOn(faults) ? off : on }),
});

const atCamera = (id: FaultId & doorView.CameraFault): Fault => ({
  id,
  group: 'camera',
  kind: 'switch',
  isOn: ({ camera }) => camera.fault === id,
  press: ({ camera }) => ({ type: 'camera', fault: camera.fault === id ? 'none' : id }),
});

const onLine = (id: FaultId, line: doorView.RouterLine): Fault => ({
  id,
  group: 'home',
  kind: 'switch',
  isOn: ({ router }) => router.line === line,
  press: ({ router }) => ({ type: 'router', line: router.line === line ? 'up' : line }),
});

const deed = (id: FaultId, group: FaultGroup, act: Act): Fault => ({
  id,
  group,
  kind: 'deed',
  isOn: () => false,
  press: () => act,
});

export const faults: readonly Fault[] = [
  atDoor('jam', 'lock', (f) => f.jamAtPercent !== null, { jamAtPercent: 55 }, { jamAtPercent: null }),
  atDoor('misaligned', 'lock', (f) => f.misaligned, { misaligned: true }, { misaligned: false }),
  atDoor('liar', 'lock', (f) => f.liar, { liar: true }, { liar: false }),
  atDoor('losesReports', 'lock', (f) => f.losesReports, { losesReports: true }, { losesReports: false }),
  atDoor('losesCommands', 'lock', (f) => f.losesCommands, { losesCommands: true }, { losesCommands: false }),
  atDoor('sleepyRadio', 'lock', (f) => f.radioDelayMs > 0, { radioDelayMs: 3000 }, { radioDelayMs: 0 }),
  atDoor('lateAcks', 'lock', (f) => f.ackDelayMs > 0, { ackDelayMs: 8000 }, { ackDelayMs: 0 }),
  atDoor('weakBattery', 'lock', (f) => f.batteryPercent === 8, { batteryPercent: 8 }, { batteryPercent: usualBattery }),
  atDoor(
    'emptyBattery',
    'lock',
    (f) => f.batteryPercent === 0,
    { batteryPercent: 0 },
    { batteryPercent: usualBattery },
  ),
  atDoor(
    'stuckClosed',
    'contact',
    (f) => f.contactStuck === 'closed',
    { contactStuck: 'closed' },
    { contactStuck: null },
  ),
  atDoor('stuckOpen', 'contact', (f) => f.contactStuck === 'open', { contactStuck: 'open' }, { contactStuck: null }),
  atDoor('bouncing', 'contact', (f) => f.bouncing, { bouncing: true }, { bouncing: false }),
  atCamera('freeze'),
  atCamera('covered'),
  atCamera('cut'),
  atCamera('slow'),
  {
    id: 'unplug',
    group: 'home',
    kind: 'switch',
    isOn: ({ hub }) => !hub.plugged,
    press: ({ hub }) => ({ type: 'power', plugged: !hub.plugged }),
  },
  onLine('lineCut', 'cut'),
  onLine('lineSlow', 'slow'),
  deed('hubButton', 'home', { type: 'hub-button', heldMs: 200 }),
  deed('hubReset', 'home', { type: 'hub-button', heldMs: 6000 }),
  deed('clockBack', 'clock', { type: 'clock', moveS: -3600 }),
  deed('clockAhead', 'clock', { type: 'clock', moveS: 3600 }),
  {
    id: 'cell',
    group: 'clock',
    kind: 'switch',
    isOn: ({ clock }) => clock.hasCell,
    press: ({ clock }) => ({ type: 'clock-cell', present: !clock.hasCell }),
  },
];

/** The clock's cell is no fault, and a deed leaves nothing to put right. */
const isWrong = (fault: Fault, state: State, door: Door) => fault.id !== 'cell' && fault.isOn(state, door);

/** Every act that it takes to put everything right, at every door. */
export const allWell = (state: State): readonly Act[] => {
  const acts = state.doors.flatMap((door) =>
    faults.filter((f) => isWrong(f, state, door)).map((f) => f.press(state, door)),
  );
  const once = new Map(acts.map((act) => [JSON.stringify(act), act]));
  const repairs = state.doors
    .filter((d) => d.truth.broken)
    .map((d): Act => ({ type: 'hand', door: d.door, act: { act: 'repair' } }));
  const clearings = state.doors
    .filter((d) => d.truth.obstructed)
    .map((d): Act => ({ type: 'hand', door: d.door, act: { act: 'obstruct', present: false } }));
  return [...once.values(), ...repairs, ...clearings];
};
