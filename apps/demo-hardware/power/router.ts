import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';

export type Line = 'up' | 'slow' | 'cut';
const slowMs = 900;

/** Two sockets and the wire between them. */
interface Wire {
  readonly near: Socket;
  readonly far: Socket;
}

/**
 * The home's router: what the hub believes to be the server. Cut, it behaves as a pulled cable does: nothing is refused and
 * nothing is closed, bytes just stop, in both directions; whatever waited flows when the line is back.
 */
export class Router {
  #line: Line = 'up';
  readonly #wires = new Set<Wire>();
  readonly #server: Server;
  readonly #target: { host: string; port: number };

  constructor(target: { host: string; port: number }) {
    this.#target = target;
    this.#server = createServer({ allowHalfOpen: false }, (near) => this.#take(near));
  }

  /** The port on 127.0.0.1. */
  async open(): Promise<number> {
    await new Promise<void>((done, failed) => {
      this.#server.once('error', failed);
      this.#server.listen(0, '127.0.0.1', () => done());
    });
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the router has no port');
    return address.port;
  }

  get line(): Line {
    return this.#line;
  }

  get connections(): number {
    return this.#wires.size;
  }

  setLine(line: Line) {
    this.#line = line;
    for (const wire of this.#wires) this.#settle(wire);
  }

  async close() {
    for (const { near, far } of this.#wires) {
      near.destroy();
      far.destroy();
    }
    await new Promise<void>((done) => this.#server.close(() => done()));
  }

  #take(near: Socket) {
    const far = connect(this.#target);
    const wire = { near, far };
    this.#wires.add(wire);
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.#settle(wire));
    }
    near.on('data', (bytes: Buffer) => this.#carry(bytes, far));
    far.on('data', (bytes: Buffer) => this.#carry(bytes, near));
    this.#settle(wire);
  }

  #carry(bytes: Buffer, to: Socket) {
    if (this.#line !== 'slow') {
      if (!to.destroyed) to.write(bytes);
      return;
    }
    setTimeout(() => {
      if (!to.destroyed) to.write(bytes);
    }, slowMs);
  }

  /** Brings one wire in line with the cable: stopped while it is cut, ended on both sides once either side has ended. */
  #settle(wire: Wire) {
    const { near, far } = wire;
    if (this.#line === 'cut') {
      near.pause();
      far.pause();
      if (near.destroyed && far.destroyed) this.#wires.delete(wire);
      return;
    }
    if (near.destroyed || far.destroyed) {
      near.destroy();
      far.destroy();
      this.#wires.delete(wire);
      return;
    }
    near.resume();
    far.resume();
  }
}
