import { channel } from '@latchkey/contract';
import { encodePublicKey, fromBase64url, NO_BYTES, toBase64url } from '@latchkey/protocol';
import { WebSocket } from 'ws';
import { problem } from '../agent/answer.ts';
import type { Hub } from '../agent/hub.ts';
import type { LineSide } from '../agent/line-side.ts';
import type { FilmOutbox } from './film-outbox.ts';
import { parsed } from './hardware-link.ts';
import { say } from './say.ts';
import type { Leads, LineSetup } from './server-line.ts';
import { ServerMail } from './server-mail.ts';

/** A server greets a hub that it does not know yet, and again when the household has been shown or made. Each greeting is answered with much. */
const MOST_WELCOMES = 8;
/** An honest server asks for half of this at once; the rest is for withdrawals, which it never lets wait. */
const MOST_OPEN = { others: 512, withdrawals: 1024 };

type Once = 'proven' | 'introduced' | 'log-seen' | 'refused';

/** What a conversation means for the line that comes after it. */
export interface Outcomes {
  readonly welcome: () => void;
  /** The server knows this hub's household. */
  readonly known: () => void;
  /** It does not take it; said once on each line. */
  readonly refused: (why: string) => void;
  /** Not now, or for a reason that this hub does not know; said once, too. */
  readonly later: (why: string) => void;
  /** It is not who the household's move names. */
  readonly stranger: () => void;
}

interface Parts {
  readonly setup: LineSetup;
  readonly hub: Hub;
  readonly socket: WebSocket;
  readonly leads: Leads;
  readonly outbox: FilmOutbox;
  readonly outcomes: Outcomes;
}

/** One line's conversation with the server, from the challenge to its end. What it asks is answered here, or nowhere: the next line is another one. */
export class Talk {
  readonly mail = new ServerMail((message) => this.say(message));
  readonly #parts: Parts;
  #welcomes = 0;
  #open = 0;
  #knowsHouseholds = false;
  /** What is said once, however often the server asks for it. */
  readonly #done = new Set<Once>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get welcomed(): boolean {
    return this.#welcomes > 0 && this.#isOpen;
  }

  /** It knows of households and letters: what an older one would not understand is not said to it. */
  get hasLetters(): boolean {
    return this.welcomed && this.#knowsHouseholds;
  }

  /** Lost, where the line is gone. */
  say(message: channel.HubToServer): void {
    if (this.#isOpen) say(this.#parts.socket, message);
  }

  /** Everything here is the server's word: requests are bytes that the hub verifies, the rest moves no bolt. */
  heard(data: Buffer): void {
    const said = parsed(data);
    const read = channel.serverToHub.safeParse(said);
    if (read.success) {
      this.#handle(read.data);
      return;
    }
    this.#parts.setup.log.warn({}, 'the server said something that is no message');
    const newer = channel.newerToHub.safeParse(said);
    if (newer.success) this.#meetNewer(newer.data);
  }

  get #isOpen(): boolean {
    return this.#parts.socket.readyState === WebSocket.OPEN;
  }

  get #side(): LineSide | undefined {
    const { setup, hub } = this.#parts;
    return setup.side === undefined ? hub.line : setup.side(hub);
  }

  #handle(message: channel.ServerToHub): void {
    const { setup, outbox } = this.#parts;
    switch (message.type) {
      case 'challenge':
        if (this.#first('proven')) void this.#prove(message.audience, message.challenge);
        return;
      case 'welcome':
        if (++this.#welcomes > MOST_WELCOMES) return;
        this.#parts.outcomes.welcome();
        this.#side?.welcome(message.receiptsUpTo, message.head);
        return outbox.lineUp();
      case 'household':
        return this.#meet(message.known);
      case 'household-refused':
        return this.#refused(message.why);
      case 'letter':
        return this.mail.answered(message);
      case 'request':
        return void this.#answer(message);
      case 'fresh':
        return this.#side?.fresh(message.nonce);
      case 'receipt-ack':
        return this.#side?.acknowledged(message.upToSeq);
      case 'recording-ack':
        return outbox.acknowledged(message.recordingId, message.bytes);
      case 'viewer-nonce':
        return this.#side?.viewerNonce(message.recordingId, message.nonce);
      case 'visit':
        return setup.told?.(message.visit);
      default:
        return never(message);
    }
  }

  /** It knows of more than this hub: whoever waits for an answer gets one. */
  #meetNewer(message: channel.NewerToHub): void {
    if (message.type === 'request') this.say({ type: 'response', id: message.id, answer: problem('malformed') });
    else this.#refused(message.why);
  }

  #refused(why: string): void {
    if (!this.#first('refused')) return;
    const { refused, later } = this.#parts.outcomes;
    const stands = why !== 'later' && (channel.householdRefusals as readonly string[]).includes(why);
    (stands ? refused : later)(why);
  }

  #meet(known: boolean): void {
    const { setup, hub, outcomes } = this.#parts;
    this.#knowsHouseholds = true;
    if (known) outcomes.known();
    // Its own page is told by this process.
    if (setup.side !== undefined) return;
    const { checkpoint } = hub;
    if (checkpoint !== undefined && this.#first('log-seen')) this.say({ type: 'log-seen', checkpoint });
    if (!known && this.#first('introduced')) hub.line.introduce();
  }

  #first(what: Once): boolean {
    const first = !this.#done.has(what);
    this.#done.add(what);
    return first;
  }

  async #prove(audience: string, challenge: string): Promise<void> {
    const { setup, leads, outcomes } = this.#parts;
    // It may be another server's challenge, passed on: signed, it would let this one speak there as the hub.
    if (leads.move !== undefined && audience !== leads.move.server) {
      outcomes.stranger();
      return;
    }
    const { signer, bootId } = setup;
    const signature = await signer.sign(new TextEncoder().encode(channel.hubMessage(audience, challenge)));
    const hubKey = toBase64url(encodePublicKey(signer.key));
    this.say({ type: 'hello', hubKey, signature: toBase64url(signature), bootId: toBase64url(bootId()) });
  }

  async #answer(request: Extract<channel.ServerToHub, { type: 'request' }>): Promise<void> {
    const { setup, hub } = this.#parts;
    const withdraws = request.method === 'block' || request.method === 'divert';
    if (this.#open >= MOST_OPEN[withdraws ? 'withdrawals' : 'others']) {
      this.say({ type: 'response', id: request.id, answer: problem('busy') });
      return;
    }
    this.#open++;
    const links = (request.links ?? []).map((link) => fromBase64url(link) ?? NO_BYTES);
    const over = setup.side === undefined ? 'server' : 'page';
    const answering = hub.answer(request.method, fromBase64url(request.message) ?? NO_BYTES, links, over);
    const answer = await answering.finally(() => this.#open--);
    // Also before the welcome: who asks is connected.
    this.say({ type: 'response', id: request.id, answer });
  }
}

function never(message: never): never {
  throw new RangeError(`no such message: ${JSON.stringify(message)}`);
}
