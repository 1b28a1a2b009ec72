import type { Faults } from '@latchkey/hub/locks/simulated';
import { visitDoor } from './actors/courier.ts';
import { handedOn } from './actors/hand-over.ts';
import { person } from './people.ts';
import { somebody, someVisit, type Deed, type Stage } from './stage.ts';
import { withdrawing } from './withdrawing.ts';
import type { World } from './world.ts';

/** Minutes from now, and from there. */
const TWO_DATES = [
  [0, 8],
  [13, 8],
] as const;

const announce = async (stage: Stage): Promise<void> => {
  const { world, visits } = stage;
  const who = somebody(stage);
  const isSeries = world.dice.chance(0.15);
  const name = `series ${world.record.visits.length + 1}`;
  const visit = await (isSeries ? who.series(name, TWO_DATES, {}) : who.grant());
  visits.push(visit);
  world.post('chain', new Uint8Array(0), visit.links);
};

/** To one more courier's device; whoever had it has it still. */
const handOn = async (stage: Stage): Promise<void> => {
  const { world, visits } = stage;
  const visit = someVisit(stage);
  const other = visit === undefined ? undefined : await handedOn(world, visit);
  if (other === undefined) return;
  visits.push(other);
  world.post('chain', new Uint8Array(0), other.links);
};

const comeHonestly = async (stage: Stage): Promise<void> => {
  const visit = someVisit(stage);
  if (visit !== undefined) await visitDoor(stage.world, visit);
};

const comeWithDeceit = async (stage: Stage): Promise<void> => {
  const { world } = stage;
  const [visit, other] = [someVisit(stage), someVisit(stage)];
  if (visit === undefined || other === undefined) return;
  const stolen = other === visit ? person(world.dice).signer : other.courier;
  const deceits = [
    { key: stolen },
    { parcel: 'JJD999' },
    { door: visit.truth.doors.includes(1) ? 2 : 1 },
    ...(other === visit ? [] : [{ under: other }]),
  ];
  const deceit = world.dice.pick(deceits);
  if (deceit !== undefined) await visitDoor(world, visit, deceit);
};

const replay = ({ world }: Stage): void => {
  for (let i = world.dice.between(1, 6); i > 0; i--) world.dice.pick(world.overheard)?.deliver();
};

/** Power goes at any instant, also within a write. Once in a while an older disk is put back, seen by a member whose app was up to date. */
const loseThePower = async ({ world, anna }: Stage): Promise<void> => {
  if (world.hub === undefined) return;
  await anna.attend();
  const image = world.image();
  const imageMs = world.clock.nowMs;
  const keeps = world.dice.chance(0.15) && anna.story.seen.seq === world.hub.core.memory.seq;
  if (world.dice.chance(0.5)) await world.clock.pass(world.dice.below(40));
  const rolled = keeps ? world.oldImages.at(0) : undefined;
  if (world.oldImages.length < 3 || world.dice.chance(0.2)) world.oldImages.push({ bytes: image, atMs: imageMs });
  if (rolled !== undefined && world.server.connected) {
    await anna.attend();
    if (anna.story.seen.seq === (world.hub as typeof world.hub | undefined)?.core.memory.seq) {
      world.record.restore(rolled.atMs, world.clock.nowMs);
      world.record.say(world.clock.nowMs, 'an older image of the disk is put back');
      world.unplug(rolled.bytes);
    } else world.unplug();
  } else world.unplug();
  await tamperWithChip(world);
  await world.clock.pass(world.dice.chance(0.7) ? world.dice.below(3000) : world.dice.below(90_000));
  await world.plugIn();
};

/** Nobody has an hour between two times that the chip could show unless the power was out. */
const tamperWithChip = (world: World): Promise<void> => {
  const { dice, wires } = world;
  if (dice.chance(0.1)) wires.chip = { ...wires.chip, lostPower: true };
  else if (dice.chance(0.15)) {
    const offsetS = dice.chance(0.7) ? -dice.between(1, 100_000_000) : dice.between(1, 600);
    wires.chip = { lostPower: false, offsetS };
    world.record.chipMoved = true;
    world.record.say(world.clock.nowMs, `the clock chip is moved by ${offsetS} s`);
  }
  return Promise.resolve();
};

const breakSomething = ({ world }: Stage): void => {
  const { dice, wires } = world;
  const faults: readonly Partial<Faults>[] = [
    { jamAtPercent: dice.between(5, 95) }, { misaligned: true }, { liar: true }, { contactStuck: 'open' }, { bouncing: true },
    { losesReports: true }, { losesCommands: true }, { radioDelayMs: dice.between(100, 6000) }, { ackDelayMs: 3000 }, { batteryPercent: dice.below(20) },
  ]; // prettier-ignore
  const fault = dice.pick(faults);
  const door = dice.between(1, 2);
  if (fault === undefined) return;
  wires.doors.get(door)?.put({ type: 'fault', faults: fault });
  world.record.say(world.clock.nowMs, `door ${door}: ${JSON.stringify(fault)}`);
};

const mend = ({ world }: Stage): void => {
  const whole = {
    jamAtPercent: null,
    misaligned: false,
    liar: false,
    contactStuck: null,
    bouncing: false,
    losesReports: false,
    losesCommands: false,
    radioDelayMs: 0,
    ackDelayMs: 0,
    batteryPercent: 90,
  };
  for (const door of world.wires.doors.values()) door.put({ type: 'fault', faults: whole });
  for (const camera of world.cameras.values()) camera.become('moving');
  world.server.connected = true;
  world.welcome();
};

const disturbCamera = ({ world }: Stage): void =>
  world.cameras
    .get(world.dice.between(1, 2))
    ?.become(world.dice.pick(['frozen', 'covered', 'lost'] as const) ?? 'lost');

const cutTheLine = ({ world }: Stage): void => {
  world.server.connected = !world.server.connected;
  world.welcome();
};

const useHands = ({ world }: Stage): void => {
  const { dice, wires, record, clock } = world;
  const at = dice.between(1, 2);
  const door = wires.doors.get(at);
  const act = dice.pick(['push', 'pull', 'pull', 'handle', 'lock', 'unlock'] as const);
  if (door === undefined || act === undefined) return;
  if (act === 'lock' || act === 'unlock')
    door.put({ type: 'act', act: { act: 'key', to: act === 'lock' ? 'locked' : 'unlocked' } });
  else door.put({ type: 'act', act: { act } });
  const frees = act !== 'handle' || at === 2 || door.truth.latch === 'held';
  if (!frees) record.handlesThatHeld.push(`door ${at} at ${clock.nowMs} ms`);
};

const deeds: readonly Deed[] = [
  [10, 'a visit is announced', announce],
  [30, 'a courier comes', comeHonestly],
  [8, 'somebody comes who may not', comeWithDeceit],
  [8, 'somebody replays what went over the net', replay],
  [3, 'a visit is handed on', handOn],
  ...withdrawing,
  [5, 'a member opens', ({ world, anna }) => anna.open(world.dice.between(1, 2))],
  [2, 'a member locks', ({ world, anna }) => anna.open(world.dice.between(1, 2), 2)],
  [5, 'the power goes', loseThePower],
  [5, 'something breaks', breakSomething],
  [6, 'everything is mended', mend],
  [3, 'a camera is disturbed', disturbCamera],
  [3, 'the line goes or comes', cutTheLine],
  [6, 'hands at a door', useHands],
  [9, 'nothing', () => undefined],
];
const total = deeds.reduce((sum, [weight]) => sum + weight, 0);

/** One thing happens, and then time passes: mostly seconds, sometimes minutes. */
export async function doSomething(stage: Stage): Promise<void> {
  const { world, anna, approvals } = stage;
  let left = world.dice.below(total);
  const [, name, act] = deeds.find(([weight]) => (left -= weight) < 0) ?? [0, 'nothing', () => undefined];
  world.record.say(world.clock.nowMs, name);
  await act(stage);
  await anna.attend();
  await approvals.attend();
  const ms = world.dice.chance(0.9)
    ? world.dice.below(6000)
    : world.dice.chance(0.8)
      ? world.dice.below(60_000)
      : world.dice.below(400_000);
  await world.clock.pass(ms);
  await anna.attend();
  await approvals.attend();
}
