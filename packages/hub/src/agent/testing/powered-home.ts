import { generateSealingKeys, rawSealingKey } from '@latchkey/keys';
import { generateSigningKey, nodeAesBlock, nodePrimitives, nodeSigner } from '@latchkey/keys/node';
import {
  decodeTrustCode,
  fromBase64url,
  makePairingConfirm,
  makePairingHello,
  readReceipt,
  signRoster,
  type Link,
  type Receipt,
  type Roster,
  type Signer,
} from '@latchkey/protocol';
import type { channel } from '@latchkey/contract';
import { MemoryDisk } from '../../journal/testing/memory-disk.ts';
import type { Answer } from '../answer.ts';
import { Hub } from '../hub.ts';
import type { HubParts } from '../hub-parts.ts';
import type { HubClockPort, LinePort, Log, PublicLogPort, TimeSourcesPort } from '../ports.ts';
import type { DoorTag } from '../taps.ts';
import { SimulatedFilm } from './simulated-film.ts';
import { SimulatedLocks } from './simulated-locks.ts';
import { settle, VirtualClock } from './virtual-clock.ts';

export const p = nodePrimitives();
export const person = (): Signer => nodeSigner(generateSigningKey());
const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let counter = 0;

/** Different every time, without a random source: tests replay. */
export const unlike = (length: number): Uint8Array =>
  p.sha256(new TextEncoder().encode(`bytes ${counter++}`)).slice(0, length);

/** A server that relays, keeps receipts and answers freshness, or lies about all of it. */
export class TestServer implements LinePort {
  connected = true;
  answersFreshness = true;
  readonly said: channel.HubToServer[] = [];
  /** What is being filmed comes too late. */
  isFilmLate = false;
  /** Films whose last byte is sent; base64url. */
  readonly closed: string[] = [];
  hub: Hub | undefined;

  send(message: channel.HubToServer): void {
    if (!this.connected) return;
    this.said.push(message);
    if (message.type === 'fresh?' && this.answersFreshness) this.hub?.line.fresh(message.nonce);
    if (message.type === 'receipt') this.hub?.line.acknowledged(message.seq);
  }

  lookStarted({ recordingId, door }: { readonly recordingId: Uint8Array; readonly door: number }): void {
    this.send({ type: 'look-started', recordingId: Buffer.from(recordingId).toString('base64url'), door });
  }

  filmStarted(): void {
    // The film's way to the server has its own tests.
  }

  filmLate(): boolean {
    return this.isFilmLate;
  }

  filmClosed(recordingId: Uint8Array): void {
    this.closed.push(Buffer.from(recordingId).toString('base64url'));
  }
}

/** A home with a hub, two simulated doors and one member, in virtual time: its plug, its pairing and what it wrote down. */
export class PoweredHome {
  readonly clock = new VirtualClock();
  readonly startS = 1_800_000_000;
  readonly locks = new SimulatedLocks(this.clock, () => this.unixS);
  readonly server = new TestServer();
  readonly films = new Map<number, SimulatedFilm>();
  readonly hubSigner = person();
  readonly anna = person();
  readonly carrier = person();
  disk = new MemoryDisk();
  random: (bytes: number) => Uint8Array = unlike;
  roster: Link<Roster> | undefined;
  /** What the hub's settings say of NFC tags at its doors. */
  tags: readonly DoorTag[] = [];
  /** Tags that the household before this one knew. */
  voidTags: readonly string[] = [];
  /** What a hub that is plugged in from now on reads. */
  publicLog: PublicLogPort | undefined;
  /** What a hub that is plugged in from now on asks for the time. */
  timeSources: ((clock: HubClockPort) => TimeSourcesPort) | undefined;
  /** The page at home that a hub serves that is plugged in from now on. */
  atHome: HubParts['atHome'];
  /** Pages that stand at doors, of a hub that is plugged in from now on. */
  displayPages: HubParts['displayPages'];
  /** Films that the server does not have whole. */
  filmsLeft: number | undefined = 0;
  /** What leads a hub that is plugged in from now on to its server. */
  serverPort: HubParts['server'];
  /** How often a hub said that its household has left. */
  departures = 0;
  #hub: Hub | undefined;
  #sealing: Awaited<ReturnType<typeof generateSealingKeys>> | undefined;
  #process: ReturnType<VirtualClock['process']> | undefined;

  /** Anna's: what is sealed to her opens with it. */
  get sealing(): Awaited<ReturnType<typeof generateSealingKeys>> {
    if (this.#sealing === undefined) throw new Error('nobody has paired');
    return this.#sealing;
  }

  get unixS(): number {
    return this.startS + Math.floor(this.clock.worldMs / 1000);
  }

  get hub(): Hub {
    if (this.#hub === undefined) throw new Error('the hub is unplugged');
    return this.#hub;
  }

  /** The plug in: a new process over whatever the disk kept. */
  async plugIn(): Promise<void> {
    this.#process = this.clock.process();
    this.films.clear();
    const hub = await Hub.start({
      p,
      signer: this.hubSigner,
      random: (bytes) => this.random(bytes),
      clock: this.#process,
      disk: this.disk,
      locks: this.locks,
      line: this.server,
      log: silent,
      film: (_, { door }) => {
        const film = new SimulatedFilm(this.clock);
        this.films.set(door, film);
        return film;
      },
      tags: { aes: nodeAesBlock, all: () => this.tags },
      voidTags: this.voidTags,
      ...(this.publicLog === undefined ? {} : { publicLog: this.publicLog }),
      ...(this.timeSources === undefined ? {} : { timeSources: this.timeSources(this.#process) }),
      ...(this.atHome === undefined ? {} : { atHome: this.atHome }),
      ...(this.displayPages === undefined ? {} : { displayPages: this.displayPages }),
      filmsLeft: () => this.filmsLeft,
      ...(this.serverPort === undefined ? {} : { server: this.serverPort }),
      left: () => this.departures++,
    });
    this.#hub = hub;
    this.server.hub = hub;
    this.locks.connect((message) => hub.heard(message));
    hub.line.welcome(hub.core.memory.seq, Buffer.from(hub.core.memory.head).toString('base64url'));
    await settle();
  }

  /** The plug out, at this very instant: no timer, no write and no message of that process comes any more. */
  unplug(survivor: Uint8Array = this.disk.durable): void {
    this.#process?.kill();
    this.locks.disconnect();
    this.disk.pullBefore = 0;
    this.disk = new MemoryDisk(survivor.slice());
    this.#hub = undefined;
    this.server.hub = undefined;
  }

  async pair(): Promise<Answer> {
    const confirm = await this.pairingConfirm();
    return confirm instanceof Uint8Array ? this.hub.answer('roster', confirm) : confirm;
  }

  /** Anna's last word of a pairing, or what the hub said to her first one instead of an answer. */
  async pairingConfirm(): Promise<Uint8Array | Answer> {
    this.#sealing = await generateSealingKeys();
    const code = decodeTrustCode(this.hub.pairing.code ?? '');
    if (code === undefined) throw new Error('no pairing code');
    const sealingKey = await rawSealingKey(this.sealing.publicKey);
    const hello = makePairingHello(p, code, { memberKey: this.anna.key, sealingKey, nonce: unlike(16) });
    const answer = await this.hub.answer('pairing', hello);
    if (!answer.ok) return answer;
    const members = [{ role: 1, key: this.anna.key, sealingKey, name: 'Anna' }];
    this.roster = await signRoster(p, this.anna, { iat: this.unixS, homeId: unlike(16), epoch: 1, members });
    return makePairingConfirm(p, code, hello, bytesOf(answer), this.roster);
  }

  /** The courier goes in and out: the door opens, closes, and the hub does the rest. */
  async goThrough(): Promise<void> {
    await this.clock.pass(1500);
    this.locks.act({ act: 'push' });
    await this.clock.pass(10_000);
    this.locks.act({ act: 'pull' });
    await this.clock.pass(12_000);
  }

  /** The receipts that this start or an earlier one has durably made, read in order; throws when the chain breaks. */
  receipts(): readonly Receipt[] {
    let previous: Uint8Array | undefined;
    return [...this.hub.core.memory.receipts].map(({ bytes }) => {
      const read = readReceipt(p, bytes, previous);
      if (!read.ok) throw new Error('a receipt cannot be read');
      previous = read.link.hash;
      return read.link.claims;
    });
  }

  events(): readonly string[] {
    return this.receipts().map(({ event }) => event);
  }

  /** Answers that wait for time (a pre-roll) get it. */
  protected async waitFor(answering: Promise<Answer>): Promise<Answer> {
    let answer: Answer | undefined;
    void answering.then((given) => (answer = given));
    for (let i = 0; i < 60 && answer === undefined; i++) {
      await settle();
      if ((answer as Answer | undefined) === undefined) await this.clock.pass(100);
    }
    return answering;
  }
}

export function bytesOf(answer: Answer): Uint8Array {
  if (!answer.ok) throw new Error(`refused: ${answer.refusal.reason}`);
  return fromBase64url(answer.message ?? '') ?? new Uint8Array(0);
}

export const reasonOf = (answer: Answer): string => (answer.ok ? 'allowed' : answer.refusal.reason);
