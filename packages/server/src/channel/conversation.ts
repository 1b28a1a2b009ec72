import type { channel } from '@latchkey/contract';
import { bytesIn, short } from '../ids.ts';
import { learnRoster } from '../members.ts';
import type { Hub } from '../store/records.ts';
import { catchUp } from './catch-up.ts';
import { ReceiptIntake } from './intake.ts';
import { Introducing } from './introducing.ts';
import type { Introduced } from './introduction.ts';
import { Letters } from './letters.ts';
import { lineLimits } from './line-limits.ts';
import type { HubLine } from './line.ts';
import type { LineWorld } from './reception.ts';

type FromHub = channel.HubToServer;

/** What a hub may say before it belongs to a household: a pairing's receipts come before the server knows the home. */
const LIMIT_HELD = 256;

/** One hub's line after the handshake. Until the hub is bound to a household it can only be paired; then all the rest. */
export class Conversation {
  readonly #line: HubLine;
  readonly #world: LineWorld;
  #bound: { readonly homeId: string; readonly intake: ReceiptIntake } | undefined;
  /** Questions of freshness are answered only after every kept block is on the line. */
  #caughtUp = false;
  readonly #held: FromHub[] = [];
  readonly #askedFresh: string[] = [];
  readonly #limits: ReturnType<typeof lineLimits>;
  readonly #introducing: Introducing;
  readonly #letters: Letters;
  #refused = false;
  #logSeen = false;

  /** `from`: the address that the line comes from. */
  constructor(line: HubLine, world: LineWorld, from: string) {
    this.#line = line;
    this.#world = world;
    this.#limits = lineLimits(world, line.hubId, from);
    this.#introducing = new Introducing(world, line, (end) => this.#introduced(end));
    this.#letters = new Letters(world.effects.store, line, this.#limits.mayAskForMail);
    line.whenBound = (hub) => this.#bind(hub);
  }

  begin(): void {
    const { lines, effects } = this.#world;
    lines.add(this.#line);
    effects.store
      .hub(this.#line.hubId)
      .then((hub) => (hub === undefined ? this.#welcomeStranger() : this.#bind(hub)))
      .catch((error: unknown) => this.#give(error));
  }

  hear(message: FromHub): void {
    this.#world.lines.seen(this.#line.hubId);
    if (message.type === 'response') this.#line.answered(message.id, message.answer);
    else if (message.type === 'fresh?') this.#fresh(message.nonce);
    else if (this.#bound !== undefined) this.#hearBound(message, this.#bound);
    else if (message.type === 'move') this.#introduces(this.#introducing.begin(message, this.#limits.mayIntroduce));
    else if (message.type === 'roster' && this.#introducing.takes())
      this.#introduces(this.#introducing.roster(message.roster));
    else if (this.#held.length < LIMIT_HELD) this.#held.push(message);
    // Whoever was refused stays on the line and goes on talking; only to come back would cost more.
    else if (!this.#refused) this.#line.close('tooMuch');
  }

  film(frame: Buffer): void {
    const taken = this.#bound !== undefined && this.#world.films.take(this.#line, this.#bound.homeId, frame);
    if (!taken) this.#line.close('garbage');
  }

  ended(): void {
    const { lines, films, silence, effects } = this.#world;
    const { hubId } = this.#line;
    films.lineEnded(this.#line);
    if (!lines.remove(this.#line) || this.#bound === undefined) return;
    lines.tellPresence(this.#bound.homeId, hubId);
    silence.lost(hubId, lines.presence(hubId).lastSeenMs ?? effects.clock.nowMs());
  }

  #hearBound(
    message: Exclude<FromHub, { type: 'response' | 'fresh?' }>,
    bound: { homeId: string; intake: ReceiptIntake },
  ) {
    const { bus, films } = this.#world;
    const { hubId } = this.#line;
    switch (message.type) {
      case 'hello': {
        this.#line.close('garbage');
        return;
      }
      case 'receipt': {
        bound.intake.push(message);
        return;
      }
      case 'state-changed': {
        bus.tell('home', bound.homeId, { type: 'state-changed', hubId });
        return;
      }
      case 'resume-wanted':
        this.#line.resumeWanted = message.message;
        {
          bus.tell('home', bound.homeId, { type: 'resume-wanted', hubId, message: message.message });
          return;
        }
      case 'time-wanted':
        this.#line.timeWanted = message.nonce;
        {
          bus.tell('home', bound.homeId, { type: 'time-wanted', hubId, nonce: message.nonce });
          return;
        }
      case 'approval-wanted': {
        this.#asks(message, bound.homeId);
        return;
      }
      case 'mail': {
        this.#letters.answer(message).catch((error: unknown) => this.#give(error));
        return;
      }
      case 'log-seen': {
        if (!this.#logSeen) this.#world.logKeeper?.shown(message.checkpoint);
        this.#logSeen = true;
        return;
      }
      // Its server knows it meanwhile.
      case 'move':
        return;
      case 'roster': {
        this.#roster(message.roster, bound.homeId);
        return;
      }
      case 'approval-over': {
        this.#line.approvals.remove(message.knock);
        bus.tell('home', bound.homeId, { type: 'approval-over', hubId, knock: message.knock });
        return;
      }
      case 'recording-started': {
        films.start(this.#line, bound.homeId, message);
        return;
      }
      case 'look-started': {
        if (!films.show(this.#line, bound.homeId, message.recordingId)) this.#line.close('garbage');
        return;
      }
      case 'recording-closed': {
        films.finish(this.#line, bound.homeId, message.recordingId);
        return;
      }
    }
  }

  /** Every phone of the household is asked, the closed ones by a notice. */
  #asks(wanted: Extract<FromHub, { type: 'approval-wanted' }>, homeId: string): void {
    const { bus, notifier, effects } = this.#world;
    const { hubId, approvals } = this.#line;
    const nowMs = effects.clock.nowMs();
    approvals.add(wanted, nowMs);
    const { visitId, knock, message, waitS } = wanted;
    bus.tell('home', homeId, { type: 'approval-wanted', hubId, visitId, knock, message, waitS });
    notifier.approval(homeId, { hubId, visitId, waitS, saidMs: nowMs });
  }

  /** The hub took it: whoever is in it may sign in from here on, and nobody else. */
  #roster(roster: string, homeId: string): void {
    const bytes = bytesIn(roster);
    if (bytes === undefined) return;
    learnRoster(this.#world, homeId, bytes).catch(() =>
      this.#world.effects.log.warn({ hub: short(this.#line.hubId) }, 'a roster could not be kept'),
    );
  }

  #welcomeStranger(): void {
    this.#caughtUp = true;
    this.#world.lines.stranger(this.#line);
    this.#line.send({ type: 'welcome', receiptsUpTo: -1, head: '' });
    this.#line.send({ type: 'household', known: false });
    this.#answerFresh();
  }

  /** At the start of a line, or in the middle of it when pairing succeeds. */
  async #bind(hub: Hub): Promise<void> {
    if (this.#bound !== undefined) return;
    this.#introducing.over();
    const { effects, lines, silence } = this.#world;
    const { intake, ...upTo } = await ReceiptIntake.open(this.#line, hub.homeId, this.#world);
    // First, so that what the hub has seen of the log is here before its receipts make the log grow.
    this.#line.send({ type: 'household', known: true });
    if (!this.#caughtUp) this.#line.send({ type: 'welcome', ...upTo });
    this.#bound = { homeId: hub.homeId, intake };
    lines.bound(this.#line);
    silence.back(hub.hubId);
    lines.tellPresence(hub.homeId, this.#line.hubId);
    for (const message of this.#held.splice(0)) this.hear(message);
    await catchUp(this.#line, effects);
    this.#caughtUp = true;
    this.#answerFresh();
  }

  #introduces(part: Promise<void>): void {
    part.catch((error: unknown) => this.#give(error));
  }

  async #introduced(end: Introduced): Promise<void> {
    const { log } = this.#world.effects;
    const hub = short(this.#line.hubId);
    if (end.ok) {
      log.info({ hub }, 'a household came with its hub from another server');
      return this.#bind(end.hub);
    }
    this.#refused = true;
    log.warn({ hub, why: end.why }, 'a household that a hub introduced is not taken in');
    this.#line.send({ type: 'household-refused', why: end.why });
  }

  #fresh(nonce: string): void {
    if (this.#askedFresh.push(nonce) > LIMIT_HELD) this.#askedFresh.shift();
    if (this.#caughtUp) this.#answerFresh();
  }

  #answerFresh(): void {
    for (const nonce of this.#askedFresh.splice(0)) this.#line.send({ type: 'fresh', nonce });
  }

  #give(error: unknown): void {
    const why = error instanceof Error ? error.message : 'unknown';
    this.#world.effects.log.warn({ hub: short(this.#line.hubId), why }, 'a hub could not be welcomed');
    this.#line.close('goingAway');
  }
}
