import { DoorCodeReader } from '@latchkey/protocol';
import type { DoorDeclaration, HardwareToHub } from '../drivers/locks/wire.ts';
import { Journal } from '../journal/journal.ts';
import { Memory } from '../memory/memory.ts';
import type { Answer } from './answer.ts';
import { problem } from './answer.ts';
import { answerAccess } from './answers/access.ts';
import { answerAsk } from './answers/ask.ts';
import { answerBlock, answerDivert } from './answers/block.ts';
import { answerChain } from './answers/chain.ts';
import { answerDeclaration, tellDeclarations } from './answers/declaration.ts';
import { answerResume, answerRoster, answerTime } from './answers/household.ts';
import { tellEndings } from './answers/endings.ts';
import { answerInquiry } from './answers/inquiry.ts';
import { Departures } from './answers/departures.ts';
import { Knocks } from './answers/knock.ts';
import { Moves } from './answers/moves.ts';
import { answerMailbox, answerOwnPage } from './answers/own-page.ts';
import { Pairing } from './answers/pairing.ts';
import { Recovery } from './answers/recovery.ts';
import { SetBacks } from './answers/set-back.ts';
import { answerState } from './answers/state.ts';
import { Suspensions } from './answers/suspension.ts';
import { Tallies } from './answers/tally.ts';
import { bootedDetail, buildCore } from './build-core.ts';
import type { Core } from './core.ts';
import { DoorKeeper } from './door-keeper.ts';
import { HardwareSide } from './hardware-side.ts';
import type { HubMethod, HubParts, Over } from './hub-parts.ts';
import { LineSide } from './line-side.ts';
import { LogWatch } from './log-watch.ts';
import { nameOfStart } from './nonces.ts';
import { Looks } from './looks.ts';
import type { OwnPagePort, ServerPort } from './ports.ts';
import { Presence } from './presence.ts';
import { Rounds } from './rounds.ts';
import { lookForSleep } from './sleep.ts';
import { TimeWatch } from './time-watch.ts';
import { grantsHeld } from './visits.ts';

/** The hub at work: the journal folded into memory, doors with their loops, and answers to whatever is heard. */
export class Hub {
  readonly core: Core;
  readonly pairing: Pairing;
  readonly hardware: HardwareSide;
  readonly line: LineSide;
  readonly atHome: LineSide | undefined;
  readonly #page: OwnPagePort | undefined;
  readonly #server: ServerPort | undefined;
  readonly #knocks: Knocks;
  readonly #recovery: Recovery;
  readonly #presence: Presence;
  readonly #suspensions: Suspensions;
  readonly #departures: Departures;
  readonly #setBacks: SetBacks;
  readonly #moves: Moves;
  readonly #looks: Looks;
  readonly #tallies: Tallies;
  readonly #rounds: Rounds;
  readonly #watch: LogWatch | undefined;
  /** What each door's camera has seen in part. */
  readonly #codes = new Map<number, DoorCodeReader>();

  private constructor(parts: HubParts, core: Core) {
    this.core = core;
    this.pairing = new Pairing(core);
    this.#knocks = new Knocks(core);
    this.#presence = new Presence(core, () => this.hardware.show());
    this.#recovery = new Recovery(core, this.#presence);
    this.#suspensions = new Suspensions(core, this.#presence);
    this.#departures = new Departures(core, {
      presence: this.#presence,
      keptUpTo: () => this.line.keptUpTo,
      filmsKept: () => parts.filmsLeft === undefined || parts.filmsLeft() === 0,
      left: () => parts.left?.(),
    });
    const timeWatch = parts.timeSources && new TimeWatch(core, parts.timeSources);
    this.#setBacks = new SetBacks(core, this.#presence, () => {
      timeWatch?.again();
      for (const side of [this.line, this.atHome]) side?.wantTime();
    });
    this.#looks = new Looks(core);
    this.#tallies = new Tallies(core);
    this.#moves = new Moves(core, parts.server);
    this.#server = parts.server;
    const lineAnew = () => void this.#looks.end('line-lost');
    this.line = new LineSide(core, core.line, 'answers', lineAnew);
    this.atHome = parts.atHome && new LineSide(core, parts.atHome.line, 'knows-nothing', lineAnew);
    this.#page = parts.atHome?.page;
    const newKeeper = (declaration: DoorDeclaration) => {
      return new DoorKeeper(core, declaration, parts.film(core, declaration));
    };
    this.hardware = new HardwareSide(
      core,
      this.pairing,
      this.#recovery,
      this.#presence,
      this.#departures,
      newKeeper,
      this.#looks,
    );
    const { line, atHome } = this;
    const watch = parts.publicLog && new LogWatch(core, parts.publicLog, () => line.keptUpTo);
    this.#rounds = new Rounds(core, {
      line,
      atHome,
      hardware: this.hardware,
      look: () => {
        this.#knocks.look();
        this.#recovery.look();
        this.#presence.look();
        this.#suspensions.look();
        this.#departures.look();
        this.#looks.look();
      },
      readLog: () => watch?.look(),
      askTime: () => timeWatch?.look(),
      askTimeAgain: () => timeWatch?.again(),
    });
    this.#watch = watch;
    this.#looks.begin();
    void this.#recovery.begin();
    void this.#suspensions.begin();
    void this.#departures.begin();
    void this.#moves.begin();
    void tellDeclarations(core);
    void tellEndings(core);
  }

  /** Reads the journal, notes this start in it, and is ready to hear. Rejects when the journal was written by a newer hub. */
  static async start(parts: HubParts): Promise<Hub> {
    const { journal, entries, tornBytes, unread } = await Journal.open(parts.disk);
    if (unread > 0) throw new Error(`The journal holds ${unread} records that this version cannot read.`);
    const memory = new Memory(parts.p, entries);
    const bootId = nameOfStart(parts.p, parts.random(16), memory.boots + 1);
    const boot = { t: 'boot', bootId: Buffer.from(bootId).toString('base64url') } as const;
    await journal.write(boot);
    memory.apply(boot);
    const tags = (parts.voidTags ?? []).filter((tag) => !memory.uses.voidTags.has(tag));
    if (tags.length > 0) {
      const entry = { t: 'tags-void', tags } as const;
      await journal.write(entry);
      memory.apply(entry);
    }
    const hub: { current?: Hub } = {};
    const core = buildCore(parts, journal, memory, bootId, bootedDetail(memory, tornBytes), () => hub.current);
    hub.current = new Hub(parts, core);
    await hub.current.pairing.offer();
    return hub.current;
  }

  /** One request that the server, or the hub's own page, relays. Everything in it is the attacker's until its signature verified. */
  async answer(
    method: HubMethod,
    message: Uint8Array,
    links: readonly Uint8Array[] = [],
    over: Over = 'server',
  ): Promise<Answer> {
    lookForSleep(this.core);
    // Nothing of the household holds any more, and its key says nothing more.
    if (this.core.memory.left && method !== 'depart') return problem('moved-out');
    try {
      const answer = await this.#dispatch(method, message, links, over);
      // Whatever was said may have taken away what a waiting knock stands on.
      if (method !== 'knock' && method !== 'approval') this.#knocks.look();
      this.#looks.look();
      return answer;
    } catch (error) {
      this.core.log.error({ method, error: String(error) }, 'request failed');
      return problem(this.core.journal.broken ? 'storage-short' : 'not-recognised');
    }
  }

  /** One text that the camera of a door read. Nobody hears an answer: the door's movement is one. */
  async seen(door: number, text: string): Promise<void> {
    lookForSleep(this.core);
    // A phone goes on showing its code until the courier has seen the door move.
    if (this.core.doors.get(door)?.inUse === true) return;
    try {
      const presentation = this.#codesAt(door).read(text, this.core.clock.monotonicMs());
      if (presentation !== undefined) await this.#knocks.shown(presentation, door);
    } catch (error) {
      this.core.log.error({ door, error: String(error) }, 'a code before the camera failed');
    }
  }

  /** The newest checkpoint of its server's public log that it believed. */
  get checkpoint(): string | undefined {
    return this.#watch?.checkpoint;
  }

  /** For its own page: what its household granted, as far as it is kept here. */
  grantsHeld(): ReturnType<typeof grantsHeld> {
    return grantsHeld(this.core);
  }

  heard(message: HardwareToHub): void {
    lookForSleep(this.core);
    this.hardware.heard(message);
  }

  async stop(): Promise<void> {
    this.#rounds.stop();
    await this.core.receipts.idle();
    await this.core.journal.close();
  }

  /** A household that has just been made may have what only a member can give: the time. */
  async #paired(message: Uint8Array): Promise<Answer> {
    const answer = await this.pairing.confirm(message);
    this.hardware.show();
    for (const side of [this.line, this.atHome]) side?.wantMember();
    return answer;
  }

  #codesAt(door: number): DoorCodeReader {
    const reader = this.#codes.get(door) ?? new DoorCodeReader(this.core.p);
    this.#codes.set(door, reader);
    return reader;
  }

  #dispatch(method: HubMethod, message: Uint8Array, links: readonly Uint8Array[], over: Over): Promise<Answer> {
    const { core } = this;
    switch (method) {
      case 'pairing':
        return this.pairing.hello(message);
      case 'roster':
        return this.pairing.concerns(message) ? this.#paired(message) : answerRoster(core, message);
      case 'chain':
        return answerChain(core, links);
      case 'ask':
      case 'member-ask':
        return answerAsk(core, message);
      case 'knock':
      case 'member-knock':
        return this.#knocks.answer(message);
      case 'block':
        return answerBlock(core, message, links);
      case 'divert':
        return answerDivert(core, message, links);
      case 'resume':
        return answerResume(core, message);
      case 'time':
        return answerTime(core, message);
      case 'state':
        return answerState(core, message);
      case 'declare':
        return answerDeclaration(core, message);
      case 'access':
        return answerAccess(core, message);
      case 'approval':
        return this.#knocks.approval(message);
      case 'inquiry':
        return answerInquiry(core, message, links);
      case 'recovery':
        return this.#recovery.take(message, links[0]);
      case 'recovery-call':
        return this.#recovery.call(message);
      case 'veto':
        return this.#recovery.veto(message);
      case 'suspend':
        return this.#suspensions.answer(message);
      case 'depart':
        return this.#departures.answer(message);
      case 'set-back':
        return this.#setBacks.answer(message);
      case 'look':
        return this.#looks.answer(message);
      case 'tally':
        return this.#tallies.answer(message);
      case 'page':
        return answerOwnPage(core, this.#page, message);
      case 'mailbox':
        // From either side it is the other side's: one's own needs no hub.
        return answerMailbox(over === 'page' ? this.#server : this.#page, message);
      case 'move':
        return this.#moves.answer(message, over === 'page');
    }
  }
}
