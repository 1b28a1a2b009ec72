import { doorCodes, encodePresentation, signKnock } from '@latchkey/protocol';
import { Member } from '../actors/member.ts';
import type { Visit } from '../actors/visit.ts';
import { promised } from '../checkers/index.ts';
import { saysLocked } from '../doors.ts';
import { primitives as p } from '../people.ts';
import type { VisitTruth } from '../record.ts';
import { stateOf } from '../run.ts';
import { SimulatedServer } from '../server.ts';
import type { Variant } from '../variant.ts';
import { World } from '../world.ts';
import { OutageLine } from './line.ts';
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
  readonly #shown: string[] = [];
  /** The chip was right at this moment. */
  #chipRightMs = 0;

  constructor(seed: number, variant: Variant) {
    let vanishing: VanishingServer | undefined;
    let page: SimulatedServer | undefined;
    this.world = new World(
      seed,
      variant,
      (clock) => (vanishing = new VanishingServer(clock, new Shelf(4 + (seed % 12)))),
      ({ clock }) => {
        page = new SimulatedServer(clock, false, (hub) => hub.atHome);
        const letters = { mail: () => Promise.resolve(undefined), welcome: () => Promise.resolve(false) };
        const film = (inner: Parameters<Shelf['holding']>[0]) => vanishing?.shelf.holding(inner) ?? inner;
        return {
          atHome: { line: page, page: { origin: 'https://192.168.1.20:8443', ...letters } },
          ...(vanishing === undefined ? {} : { publicLog: vanishing.log }),
          film,
        };
      },
    );
    if (vanishing === undefined || page === undefined) throw new Error('a world without its server');
    this.server = vanishing;
    this.page = page;
    this.anna = new Member(this.world);
    this.line = new OutageLine(this.world, vanishing);
  }

  get minute(): number {
    return Math.floor(this.world.clock.nowMs / MINUTE_MS);
  }

  async moveIn(): Promise<void> {
    this.line.stop();
    await this.#plugIn();
    await this.anna.pair();
    await this.watch(3000);
  }

  /** Quiet until shortly before this minute, and then watched up to it. */
  async until(minute: number): Promise<void> {
    const { clock } = this.world;
    const atMs = minute * MINUTE_MS;
    for (let left = atMs - WATCHED_MS - clock.nowMs; left > 0; left = atMs - WATCHED_MS - clock.nowMs)
      await clock.doze(Math.min(left, DOZED_MS));
    await this.watch(Math.max(0, atMs - clock.nowMs));
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

  /** Shows the door's camera a code that was made without any reception, and goes in where it opens. */
  async comes(visit: Visit, by: VisitTruth): Promise<boolean> {
    const { world } = this;
    const before = world.record.withdrawals.length;
    const id = world.record.knocks.length;
    world.record.knocks.push({
      id,
      door: 1,
      by,
      courier: visit.courier.key,
      entitled: true,
      heardMs: [world.clock.nowMs],
      spent: false,
    });
    const claims = { slot: Math.floor(world.unixS / 30), door: 1, action: 1 };
    const knock = (await signKnock(p, visit.courier, claims, visit.leafHash)).bytes;
    const texts = doorCodes(p, encodePresentation({ kind: 'chain', links: visit.links, knock }));
    this.#shown.push(...texts);
    for (const text of texts) void world.hub?.seen(1, text);
    await this.watch(2000);
    await this.#walkThrough();
    await this.rest();
    return world.record.withdrawals.length > before;
  }

  /** Somebody filmed every code that was ever held before the door's camera. */
  showEveryCodeAgain(): void {
    for (const text of this.#shown) void this.world.hub?.seen(1, text);
  }

  /** The plug is out for so long; the chip runs on, by seconds a day too fast or too slow, or has lost its power too. */
  async powerCut(ms: number): Promise<void> {
    const { world } = this;
    const { dice, clock, wires } = world;
    if (world.hub !== undefined) this.#unplug();
    await clock.doze(ms);
    const days = (clock.nowMs - this.#chipRightMs) / DAY_MS;
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
