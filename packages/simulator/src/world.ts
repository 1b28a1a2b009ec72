import { Hub, type FilmPort, type HubMethod, type HubParts } from '@latchkey/hub';
import { toBase64url } from '@latchkey/protocol';
import { settle, VirtualClock } from '@latchkey/hub/virtual-time';
import { Dice } from './dice.ts';
import { SimulatedDisk } from './disk.ts';
import { Camera, SimulatedFilm } from './film.ts';
import { person, primitives } from './people.ts';
import { Record } from './record.ts';
import { SimulatedServer } from './server.ts';
import type { Variant } from './variant.ts';
import { Wires } from './wires.ts';

export type Answer = Awaited<ReturnType<Hub['answer']>>;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A report that is this young may have crossed an order on the wires. */
const CROSSING_MS = 20;

/** What stands around this home that not every home has. */
export interface Surroundings {
  /** The page that the hub itself serves; begins anew with each start. */
  readonly atHome?: { readonly line: SimulatedServer; readonly page: NonNullable<HubParts['atHome']>['page'] };
  readonly publicLog?: NonNullable<HubParts['publicLog']>;
  readonly tags?: NonNullable<HubParts['tags']>;
  /** What holds the films of every door. */
  readonly film?: (film: FilmPort) => FilmPort;
}

/** One home with its hub, in virtual time. Everything in it that is chance comes from one seed. */
export class World {
  readonly clock = new VirtualClock();
  readonly dice: Dice;
  readonly variant: Variant;
  readonly record = new Record();
  readonly server: SimulatedServer;
  readonly cameras = new Map([1, 2].map((door) => [door, new Camera(this.clock)] as const));
  readonly films = new Map<number, SimulatedFilm>();
  readonly wires: Wires;
  readonly hubKey;
  /** Every message that ever went over the net, for whoever replays it. */
  readonly overheard: {
    readonly method: HubMethod;
    readonly message: Uint8Array;
    readonly links: readonly Uint8Array[];
    readonly deliver: () => void;
  }[] = [];
  hub: Hub | undefined;
  /** Since when this hub has power. */
  bootedMs = 0;
  /** Images of the disk as it once was, for whoever puts one back. */
  readonly oldImages: { readonly bytes: Uint8Array; readonly atMs: number }[] = [];
  boots = 0;
  #disk: SimulatedDisk;
  #process: ReturnType<VirtualClock['process']> | undefined;
  readonly #around: Surroundings;
  #memberToldMs = 0;

  constructor(
    seed: number,
    variant: Variant,
    server = (clock: VirtualClock): SimulatedServer => new SimulatedServer(clock, variant.lastWordIsBelieved === true),
    around: (world: World) => Surroundings = () => ({}),
  ) {
    this.dice = new Dice(seed);
    this.variant = variant;
    this.server = server(this.clock);
    this.#around = around(this);
    this.hubKey = person(this.dice).signer;
    this.#disk = new SimulatedDisk(this.clock, this.dice);
    this.wires = new Wires(this.clock, this.dice, () => this.unixS, {
      withdrawn: (door) => this.record.withdrew(door, this.clock.nowMs, this.unixS),
      ordered: (door) => this.#ordered(door),
      thrown: (door) => this.#thrown(door),
    });
  }

  get unixS(): number {
    return 1_800_000_000 + Math.floor(this.clock.worldMs / 1000);
  }

  /** A new process over whatever the disk kept. */
  async plugIn(): Promise<void> {
    const { variant, server, wires } = this;
    const { atHome, publicLog, tags, film: held = (film: FilmPort) => film } = this.#around;
    const process = this.clock.process();
    this.#process = process;
    this.films.clear();
    this.bootedMs = this.clock.nowMs;
    this.boots++;
    const fresh = (nonce: string) => this.hub?.line.fresh(nonce);
    const line = server.lineOf(() => this.hub);
    const starting = Hub.start({
      ...this.#always,
      random: variant.random?.(this.dice.bytes) ?? this.dice.bytes,
      clock: variant.clock?.(process) ?? process,
      disk: variant.disk?.(this.#disk) ?? this.#disk,
      locks: variant.locks?.(wires, (ms, run) => process.after(ms, run)) ?? wires,
      line: variant.line?.(line, fresh) ?? line,
      film: (_, { door }) => {
        const film = new SimulatedFilm(this.clock, this.cameras.get(door) ?? new Camera(this.clock));
        this.films.set(door, film);
        return held(variant.film?.(film) ?? film);
      },
      ...(atHome === undefined ? {} : { atHome }),
      ...(publicLog === undefined ? {} : { publicLog }),
      ...(tags === undefined ? {} : { tags }),
    });
    const started = await this.#started(starting);
    this.hub = started;
    variant.started?.(started);
    server.hub = started;
    atHome?.line.begin(started);
    wires.connect((message) => started.heard(variant.heard?.(message) ?? message));
    this.welcome();
    await settle();
  }

  /** Its machine sleeps for so long: nobody hears what the locks say, and the world goes on. What happens meanwhile is `act`. */
  sleep(ms: number, act: () => void): void {
    this.record.say(this.clock.nowMs, `the hub's machine sleeps for ${Math.round(ms / 1000)} s`);
    this.wires.deafly(act);
    this.clock.sleep(ms);
  }

  /** The line is up: the server says how far its receipts reach. */
  welcome(): void {
    const { hub, receipts, head, connected } = this.server;
    if (hub === undefined || !connected) return;
    hub.line.welcome(receipts.size, head === undefined ? '' : toBase64url(head));
  }

  /** Somebody copied disk and key and starts the copy far from every door. The newest of a key has the line. */
  async startClone(): Promise<Hub> {
    this.record.cloned = true;
    const hub: { clone?: Hub } = {};
    const starting = Hub.start({
      ...this.#always,
      random: this.dice.bytes,
      clock: this.clock.process(),
      disk: new SimulatedDisk(this.clock, this.dice, this.image()),
      locks: { connected: false, send: () => undefined },
      line: this.server.lineOf(() => hub.clone),
      film: () => new SimulatedFilm(this.clock, new Camera(this.clock)),
    });
    hub.clone = await this.#started(starting);
    this.giveLine(hub.clone);
    return hub.clone;
  }

  /** This hub has come to the server after every other one of its key. */
  giveLine(hub: Hub | undefined): void {
    this.server.hub = hub;
    this.welcome();
  }

  async #started(starting: Promise<Hub>): Promise<Hub> {
    let hub: Hub | undefined;
    void starting.then((started) => (hub = started));
    for (let i = 0; i < 20 && hub === undefined; i++) await this.clock.pass(10);
    return hub ?? starting;
  }

  get #always() {
    const p = this.variant.primitives?.(primitives) ?? primitives;
    return { p, signer: this.hubKey, log: quiet };
  }

  /** The plug is out at this very instant; `image` is an older state of the disk that somebody puts back meanwhile. */
  unplug(image?: Uint8Array): void {
    this.#process?.kill();
    this.wires.disconnect();
    const survived = this.#disk.pull();
    this.#disk = new SimulatedDisk(this.clock, this.dice, (image ?? survived).slice());
    this.hub = undefined;
    this.server.hub = undefined;
    if (this.#around.atHome !== undefined) this.#around.atHome.line.hub = undefined;
  }

  /** What the disk holds for certain. */
  image(): Uint8Array {
    return this.#disk.durable.slice();
  }

  /** Says one thing to the hub at once. A hub without power answers nobody, and one that dies meanwhile neither. */
  say(
    method: HubMethod,
    message: Uint8Array,
    links: readonly Uint8Array[] = [],
    heard: (answer: Answer) => void = () => undefined,
  ): void {
    void this.hub?.answer(method, message, links).then(heard);
  }

  /** The same, for whoever waits: a second at most, and undefined from a hub without power. */
  async ask(method: HubMethod, message: Uint8Array, links: readonly Uint8Array[] = []): Promise<Answer | undefined> {
    let answer: Answer | undefined;
    this.say(method, message, links, (given) => (answer = given));
    for (let i = 0; i < 100 && answer === undefined && this.hub !== undefined; i++) await this.clock.pass(10);
    return answer;
  }

  /** A member's signed time, made at this moment of the world, has reached the hub: it is knowledge of the outside as the server's answer is. */
  memberTold(signedMs: number): void {
    this.#memberToldMs = Math.max(this.#memberToldMs, signedMs);
  }

  /** Over the hostile net: lost, late, doubled, and kept for a replay. `arrives` is told of each time that it reaches the hub. */
  post(
    method: HubMethod,
    message: Uint8Array,
    links: readonly Uint8Array[] = [],
    more: { readonly heard?: (answer: Answer) => void; readonly arrives?: () => void; readonly near?: boolean } = {},
  ): void {
    const { dice } = this;
    const deliver = () => {
      if (!this.server.connected && more.near !== true) return;
      more.arrives?.();
      const hub = more.near === true ? this.hub : this.server.hub;
      void hub?.answer(method, message, links).then((answer) => {
        if (!dice.chance(0.05)) more.heard?.(answer);
      });
    };
    this.overheard.push({ method, message, links, deliver });
    if (dice.chance(0.06)) return;
    for (let copies = dice.chance(0.12) ? 2 : 1; copies > 0; copies--)
      this.clock.after(dice.chance(0.7) ? dice.below(200) : dice.below(20_000), deliver);
  }

  /** A bolt is thrown for a door that the hub itself sees open: against whoever stands in it. A garage is closed that way, and a report may cross an order. */
  #thrown(door: number): void {
    const { hub, clock, record } = this;
    const seen = hub?.core.doors.get(door)?.loop.seen;
    if (door !== 1 || hub === undefined || seen?.contact !== 'open') return;
    if (hub.core.clock.monotonicMs() - seen.atMs > CROSSING_MS) record.thrownAtOpen.push(`door ${door} at ${clock.nowMs} ms`);
  } // prettier-ignore

  #ordered(door: number): void {
    const { nowMs } = this.clock;
    this.record.orders.push({
      atMs: nowMs,
      worldMs: this.clock.worldMs,
      door,
      provenFilmMs: this.films.get(door)?.provenMs ?? 0,
      hubUnixS: this.hub?.core.time.now().unixS,
      unixS: this.unixS,
      outsideHeardMs: Math.max(this.server.answeredMs, this.#memberToldMs),
      memberHeardMs: this.#memberToldMs,
    });
    this.record.say(nowMs, `the hub tells door ${door} to unlock`);
  }
}
