import type { Member } from '../actors/member.ts';
import type { Visit } from '../actors/visit.ts';
import { MINUTE_MS, type Household } from './household.ts';
import { WAYS, type Way } from './presentations.ts';

export const DAY = 1440;
/** Minutes of the day. */
const [LEAVES, NEIGHBOUR, AS_ALWAYS, COMES_HOME, CLEANER, BLOCKS] = [30, 240, 300, 600, 660, 710];
/** One thirty-second slot of a code, and a second. */
const NEXT_CODE_MS = 31_000;
/** Between what the door says and the knock over it. */
const SLEEPS_MEANWHILE = 0.08;

export interface Guests {
  /** Comes when Anna is at home, and her phone answers for the hub. */
  readonly cleaner: Visit;
  /** Comes when nobody is there, and has to prove to be; Anna has said that two months without a word are fine. */
  readonly neighbour: Visit;
  /** As the app grants it: 60 seconds. */
  readonly asAlways: Visit;
}

type Act = readonly [minute: number, act: () => Promise<unknown>];
type Weekdays = readonly [number, number];

const WEEKDAYS = { cleaner: [1, 4], neighbour: [2, 5], asAlways: [3, 6] } as const satisfies Record<
  keyof Guests,
  Weekdays
>;

const falls = (day: number, [one, other]: Weekdays): boolean => day % 7 === one || day % 7 === other;

const dates = (days: number, weekdays: Weekdays, minute: number): readonly (readonly [number, number])[] =>
  Array.from({ length: days }, (_, day) => day)
    .filter((day) => falls(day, weekdays))
    .map((day) => [day * DAY + minute - 30, 90] as const);

/** Everybody who comes in these days, by grants that Anna signs before. */
export const invite = async (anna: Member, days: number): Promise<Guests> => ({
  cleaner: await anna.series('the cleaner', dates(days, WEEKDAYS.cleaner, CLEANER), { memberFresh: true }),
  neighbour: await anna.series('the neighbour', dates(days, WEEKDAYS.neighbour, NEIGHBOUR), {
    maxStaleS: 60 * 86_400,
    mustBeThere: true,
  }),
  asAlways: await anna.series('the guest', dates(days, WEEKDAYS.asAlways, AS_ALWAYS), {}),
});

/** The days of a household: who leaves and comes when, and the power that goes in between. */
export class Life {
  /** Openings while the server was gone, by who came. */
  readonly openings = { cleaner: 0, neighbour: 0, asAlways: 0 };
  /** Openings by the way on which somebody came, first or then. */
  readonly ways: Record<Way, number> = { line: 0, code: 0, display: 0, tag: 0 };
  /** How often the hub's machine slept. */
  slept = 0;
  /** How often the neighbour came in vain after the block: without the server, and once it was back. */
  readonly turnedAway = { meanwhile: 0, after: 0 };
  serverIsGone = false;
  /** The day on whose evening Anna blocks the neighbour, at home. */
  blockDay = Infinity;
  readonly #home: Household;
  readonly #guests: Guests;

  constructor(home: Household, guests: Guests) {
    this.#home = home;
    this.#guests = guests;
  }

  async live(day: number): Promise<void> {
    const home = this.#home;
    for (const [minute, act] of this.#actsOf(day)) {
      await home.until(Math.max(day * DAY + minute, home.minute + 1));
      await act();
    }
    await home.look();
  }

  #actsOf(day: number): readonly Act[] {
    const { dice } = this.#home.world;
    const acts: Act[] = [
      [LEAVES, () => this.#leaves()],
      [COMES_HOME, () => this.#comesHome()],
    ];
    if (falls(day, WEEKDAYS.cleaner)) acts.push([CLEANER, () => this.#unlessThePowerGoes('cleaner')]);
    if (falls(day, WEEKDAYS.neighbour)) acts.push([NEIGHBOUR, () => this.#unlessThePowerGoes('neighbour')]);
    if (falls(day, WEEKDAYS.asAlways)) acts.push([AS_ALWAYS, () => this.#unlessThePowerGoes('asAlways')]);
    for (let n = dice.below(3); n > 0; n--) acts.push([dice.between(720, 1000), () => this.#home.memberPasses()]);
    if (dice.chance(0.15)) acts.push([dice.between(60, 1300), () => this.#powerCut()]);
    if (dice.chance(0.2)) acts.push([dice.between(60, 1300), () => this.#sleeps()]);
    if (day === this.blockDay) acts.push([BLOCKS, () => this.#home.anna.block(this.#guests.neighbour, { way: 'lan' })]);
    return acts.sort(([a], [b]) => a - b);
  }

  async #leaves(): Promise<void> {
    await this.#home.memberPasses();
    this.#home.isHome = false;
  }

  async #comesHome(): Promise<void> {
    this.#home.isHome = true;
    await this.#home.memberPasses();
  }

  #powerCut = (): Promise<void> => this.#home.powerCut(this.#home.world.dice.below(180) * MINUTE_MS);

  /** For some minutes, or for a night. */
  #sleeps = (): Promise<void> => {
    const { dice } = this.#home.world;
    this.slept++;
    return this.#home.sleeps(dice.chance(0.5) ? dice.between(15, 600) * 1000 : dice.between(10, 480) * MINUTE_MS);
  };

  /** Once in a while it goes while somebody stands at the door. */
  async #unlessThePowerGoes(name: keyof Guests): Promise<void> {
    const { dice } = this.#home.world;
    const goes = dice.chance(0.15);
    if (goes) this.#home.powerGoesIn(dice.below(8000));
    await this.#comes(name);
    if (goes) await this.#powerCut();
  }

  /** On one way, and then on another for the same date. */
  async #comes(name: keyof Guests): Promise<void> {
    const visit = this.#guests[name];
    const { unixS, record, clock, dice } = this.#home.world;
    const date = visit.dates.find(({ nbfS, expS }) => nbfS <= unixS && unixS < expS);
    if (date === undefined) return;
    const ways = [this.#way(), this.#way()] as const;
    const slept = dice.chance(SLEEPS_MEANWHILE);
    const opened = await this.#home.comes(visit, date, ways[0], slept ? this.#nods : undefined);
    if (opened) this.ways[ways[0]]++;
    if (opened && this.serverIsGone) this.openings[name]++;
    if (!opened && record.blockOver(date, clock.nowMs, unixS) !== undefined)
      this.turnedAway[this.serverIsGone ? 'meanwhile' : 'after']++;
    await this.#home.watch(NEXT_CODE_MS);
    if (await this.#home.comes(visit, date, ways[1])) this.ways[ways[1]]++;
  }

  /** The hub's machine, while somebody stands before its door. */
  #nods = async (): Promise<void> => {
    this.slept++;
    await this.#home.sleeps(this.#home.world.dice.between(15, 900) * 1000);
  };

  #way = (): Way => this.#home.world.dice.pick(WAYS) ?? 'code';
}
