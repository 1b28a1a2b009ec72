import { randomBytes } from 'node:crypto';
import { channel } from '@latchkey/contract';
import { hubIdOf, signReceipt, TIME_SOURCE, type Link, type Receipt, type Signer } from '@latchkey/protocol';
import { WebSocket, type RawData } from 'ws';
import { textOf } from '../ids.ts';
import { newSigner, publicKeyText, random } from './caller.ts';
import type { TestServer } from './server.ts';

type FromServer = channel.ServerToHub;
type Request = Extract<FromServer, { type: 'request' }>;
type Answer = Extract<channel.HubToServer, { type: 'response' }>['answer'];

/** A hub as the server sees one: a real WebSocket, real signatures, and no door. */
export class TestHub {
  readonly signer: Signer;
  readonly hubId: string;
  readonly #server: TestServer;
  readonly heard: FromServer[] = [];
  /** How it answers requests; null: not at all. */
  answer: (request: Request) => Answer | null = () => ({ ok: true });
  readonly #waiting: { test: (m: FromServer) => boolean; got: (m: FromServer) => void }[] = [];
  #socket: WebSocket | undefined;
  #last: Link<Receipt> | undefined;

  constructor(server: TestServer, signer = newSigner()) {
    this.#server = server;
    this.signer = signer;
    this.hubId = textOf(hubIdOf(server.effects.primitives, signer.key));
  }

  get socket(): WebSocket {
    if (this.#socket === undefined) throw new Error('not connected');
    return this.#socket;
  }

  /** Connects and proves the key; resolves at the welcome. `forwardedFor`: what a proxy says of who connects, or somebody who forges it. */
  async connect(port: number, forwardedFor?: string): Promise<Extract<FromServer, { type: 'welcome' }>> {
    const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor };
    const socket = new WebSocket(`ws://127.0.0.1:${port}${channel.hubPath}`, { headers });
    this.#socket = socket;
    socket.on('message', (data: RawData, binary) => {
      if (!binary) void this.#hear(channel.serverToHub.parse(JSON.parse((data as Buffer).toString())));
    });
    return this.next('welcome');
  }

  say(message: channel.HubToServer): void {
    this.socket.send(JSON.stringify(message));
  }

  film(recordingId: string, records: Uint8Array): void {
    this.socket.send(Buffer.concat([Buffer.from(recordingId, 'base64url'), records]));
  }

  /** The next message of a type that comes from now on, or one that was heard and not taken yet. */
  next<T extends FromServer['type']>(type: T, test: (m: Extract<FromServer, { type: T }>) => boolean = () => true) {
    type M = Extract<FromServer, { type: T }>;
    const fits = (m: FromServer) => m.type === type && test(m as M);
    const at = this.heard.findIndex(fits);
    if (at >= 0) return Promise.resolve(this.heard.splice(at, 1)[0] as M);
    return new Promise<M>((resolve) => this.#waiting.push({ test: fits, got: (m) => resolve(m as M) }));
  }

  closed(): Promise<number> {
    return new Promise((resolve) => this.socket.once('close', (code) => resolve(code)));
  }

  end(): void {
    this.#socket?.terminate();
  }

  /** Signs the next receipt of its chain, or one over another `after`. */
  async receipt(claims: Partial<Receipt> & Pick<Receipt, 'event'>, after = this.#last): Promise<Link<Receipt>> {
    const link = await signReceipt(
      this.#server.effects.primitives,
      this.signer,
      {
        iat: Math.floor(this.#server.clock.nowMs() / 1000),
        timeSource: TIME_SOURCE.clock,
        hubId: Buffer.from(this.hubId, 'base64url'),
        seq: (after?.claims.seq ?? 0) + 1,
        bootId: random(16),
        salt: random(16),
        ...claims,
      },
      after?.hash,
    );
    this.#last = link;
    return link;
  }

  async send(link: Link<Receipt>): Promise<void> {
    this.say({ type: 'receipt', seq: link.claims.seq, receipt: textOf(link.bytes) });
    await this.next('receipt-ack', (ack) => ack.upToSeq === link.claims.seq);
  }

  async #hear(message: FromServer): Promise<void> {
    if (message.type === 'challenge') {
      const signature = await this.signer.sign(Buffer.from(channel.hubMessage(message.audience, message.challenge)));
      this.say({ type: 'hello', hubKey: publicKeyText(this.signer), signature: textOf(signature), bootId: textOf(randomBytes(16)) }); // prettier-ignore
      return;
    }
    if (message.type === 'request') {
      const answer = this.answer(message);
      if (answer !== null) this.say({ type: 'response', id: message.id, answer });
    }
    const waiting = this.#waiting.findIndex(({ test }) => test(message));
    if (waiting < 0) this.heard.push(message);
    else this.#waiting.splice(waiting, 1)[0]?.got(message);
  }
}
