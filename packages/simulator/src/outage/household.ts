import { Member } from '../actors/member.ts';
import type { Visit } from '../actors/visit.ts';
import { promised } from '../checkers/index.ts';
import { saysLocked } from '../doors.ts';
import type { VisitTruth } from '../record.ts';
import { stateOf } from '../run.ts';
import { SimulatedServer } from '../server.ts';
import type { Variant } from '../variant.ts';
import { World } from '../world.ts';
import { SimulatedTag } from './door-tag.ts';
import { OutageLine } from './line.ts';
import { Presentations, type Way } from './presentations.ts';
import { Shelf } from './shelf.ts';
import { VanishingServer } from './vanishing-server.ts';

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
/** Before anybody comes the hub is watched second by second for so long; between people ten minutes are one round of it. */
const WATCHED_MS = 35_000;
const DOZED_MS = 10 * MINUTE_MS;
const LONGEST_OPEN_MS = 15 * MINUTE_MS;

export interface Broken {
  readonly promise: string;
  readonly what: string;
}

/** A household that lives at its doors, with the server or without it; every promise is looked at after each thing that happens. */
export class Household {
  readonly world: World;
  readonly server: VanishingServer;
  readonly page: SimulatedServer;
  readonly anna: Member;
  readonly line: OutageLine;
  broken: Broken | undefined;
  /** Anna and her phone are at home. */
  isHome = true;
  readonly #checkers = promised.map(({ name, check }) => ({ name, check: check() }));
  readonly #presentations: Presentations;
  /** The chip was right at this moment. */
  #chipRightMs = 0;

  constructor(seed: number, variant: Variant) {
    let vanishing: VanishingServer | undefined;
    let page: SimulatedServer | undefined;
    let tag: SimulatedTag | undefined;
    this.world = new World(
      seed,
      variant,
      (clock) => (vanishing = new VanishingServer(clock, new Shelf(4 + (seed % 12)))),
      ({ clock, dice }) => {
        tag = new SimulatedTag(dice);
        page = new SimulatedServer(clock, false, (hub) => hub.atHome);
        const letters = { mail: () => Promise.resolve(undefined), welcome: () => Promise.resolve(false) };
        const film = (inner: Parameters<Shelf['holding']>[0]) => vanishing?.shelf.holding(inner) ?? inner;
        return {
          atHome: { line: page, page: { origin: 'https://192.168.1.20:8443', ...letters } },
          ...(vanishing === undefined ? {} : { publicLog: vanishing.log }),
          tags: tag.port,
          film,
        };
      },
    );
    if (vanishing === undefined || page === undefined || tag === undefined)
      throw new Error('a world without its server');
    this.server = vanishing;
    this.page = page;
    this.#presentations = new Presentations(this.world, tag);
    this.anna = new Member(this.world);
    this.line = new OutageLine(this.world, vanishing);
  }

  get minute(): number {
    return Math.floor(this.world.clock.worldMs / MINUTE_MS);
  }

  async moveIn(): Promise<void> {
    this.line.stop();
    await this.#plugIn();
    await this.anna.pair();
    this.world.wires.fit(1);
    await this.watch(3000);
  }

  /** Quiet until shortly before this minute, and then watched up to it. */
  async until(minute: number): Promise<void> {
    const { clock } = this.world;
    const atMs = minute * MINUTE_MS;
    for (let left = atMs - WATCHED_MS - clock.worldMs; left > 0; left = atMs - WATCHED_MS - clock.worldMs)
      await clock.doze(Math.min(left, DOZED_MS));
    await this.watch(Math.max(0, atMs - clock.worldMs));
  }

  /** Second by second, with Anna's app open where it has a line. */
  async watch(ms: number): Promise<void> {
    const { clock } = this.world;
    for (let left = ms; left > 0; left -= 1000) {
      await clock.pass(Math.min(left, 1000));
      await this.anna.attend();
      if (this.isHome) await this.anna.attend(this.page);
    }
  }

  /** Until every door says locked again, or for long enough that somebody must have been told. */
  async rest(): Promise<void> {
    const { clock, wires } = this.world;
    const endMs = clock.nowMs + LONGEST_OPEN_MS;
    const atRest = () =>
      [...wires.doors.values()].every(({ reported }) => reported !== undefined && saysLocked(reported.report));
    await this.watch(10_000);
    while (!atRest() && clock.nowMs < endMs) await this.watch(5000);
    await this.look();
  }

  async look(): Promise<void> {
    const { world, anna } = this;
    const seen = { world, anna, state: await stateOf(world) };
    for (const { name, check } of this.#checkers) {
      const what = check(seen);
      if (what !== undefined) this.broken ??= { promise: name, what };
    }
  }

  /** Anna opens with her phone beside the door, walks through, and locks behind her. */
  async memberPasses(): Promise<void> {
    const { anna } = this;
    await anna.open(1);
    await this.#walkThrough();
    await anna.open(1, 2);
    await this.rest();
  }

  /** Knocks on one of the ways there are, made without any reception, and goes in where it opens. */
  async comes(visit: Visit, by: VisitTruth, way: Way, meanwhile?: () => Promise<void>): Promise<boolean> {
    const { record, dice } = this.world;
    const before = record.withdrawals.length;
    await this.#presentations.present(visit, by, way, meanwhile);
    await this.watch(2000);
    await this.#walkThrough();
    await this.rest();
    const opened = record.withdrawals.length > before;
    if (dice.chance(0.3)) await this.hears(12);
    return opened;
  }

  /** Somebody who filmed and recorded everything presents it again: some of it, or all. */
  async hears(most = Infinity): Promise<void> {
    this.#presentations.again(most);
    await this.watch(2000);
    await this.look();
  }

  /** The hub's machine sleeps, and whoever lives there may use a key meanwhile. When it wakes its line may be gone, and nobody has to notice. */
  async sleeps(ms: number): Promise<void> {
    const { world, line, server } = this;
    const { dice, wires } = world;
    const to = dice.pick([undefined, undefined, 'locked', 'unlocked'] as const);
    world.sleep(ms, () => to !== undefined && wires.doors.get(1)?.put({ type: 'act', act: { act: 'key', to } }));
    if (server.connected && dice.chance(0.5)) line.lost();
    await this.look();
    if (dice.chance(0.5)) await this.hears(12);
    await this.watch(20_000);
    await this.rest();
  }

  /** The plug is out for so long; the chip runs on, by seconds a day too fast or too slow, or has lost its power too. */
  async powerCut(ms: number): Promise<void> {
    const { world } = this;
    const { dice, clock, wires } = world;
    if (world.hub !== undefined) this.#unplug();
    await clock.doze(ms);
    const days = (clock.worldMs - this.#chipRightMs) / DAY_MS;
    if (dice.chance(0.2)) wires.chip = { ...wires.chip, lostPower: true };
    else wires.chip = { lostPower: false, offsetS: Math.round(days * dice.between(-2, 2)) };
    this.world.record.chipMoved = true;
    await this.#plugIn();
  }

  /** The plug is pulled in so many milliseconds, whatever happens then. */
  powerGoesIn(ms: number): void {
    this.world.clock.after(ms, () => this.#unplug());
  }

  #unplug(): void {
    this.world.record.say(this.world.clock.nowMs, 'the power goes');
    this.line.stop();
    this.world.unplug();
  }

  async #plugIn(): Promise<void> {
    await this.world.plugIn();
    this.server.found();
    this.line.start();
  }

  async #walkThrough(): Promise<void> {
    const door = this.world.wires.doors.get(1);
    await this.watch(2000);
    door?.put({ type: 'act', act: { act: 'push' } });
    await this.watch(4000);
    door?.put({ type: 'act', act: { act: 'pull' } });
  }
}
