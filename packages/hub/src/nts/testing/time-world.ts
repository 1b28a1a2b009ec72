import { X509Certificate } from 'node:crypto';
import { issue, makeAuthority, type Authority } from '../../../../../tests/world/certificates.ts';
import { VirtualClock } from '../../agent/testing/virtual-clock.ts';
import type { NamedSource, NtsEffects, NtsPort } from '../ports.ts';
import { NtsServer } from './nts-server.ts';

export const derOf = (pem: string): Uint8Array => new Uint8Array(new X509Certificate(pem).raw);

let counter = 0;
/** Different every time, the same in every run. */
export const unlike = (bytes: number): Uint8Array => {
  const made = new Uint8Array(bytes);
  new DataView(made.buffer).setUint32(Math.max(0, bytes - 4), ++counter);
  return made;
};

/** Time servers and the nets before them, in virtual time. */
export class TimeWorld implements NtsPort {
  readonly clock: VirtualClock;
  readonly authority: Authority = makeAuthority('Authority of the test');
  readonly servers = new Map<string, NtsServer>();
  readonly #startS: number;
  /** How often keys were established, and questions put. */
  established = 0;
  asked: Uint8Array[] = [];

  constructor(startS: number, clock = new VirtualClock()) {
    this.#startS = startS;
    this.clock = clock;
  }

  /** What the time really is; unix milliseconds. */
  get nowMs(): number {
    return this.#startS * 1000 + this.clock.nowMs;
  }

  serve(host: string, certificate = issue(this.authority, { host }).cert): NtsServer {
    const server = new NtsServer(() => this.nowMs, [derOf(certificate)], unlike);
    this.servers.set(host, server);
    return server;
  }

  effects(monotonicMs = () => this.clock.nowMs): NtsEffects {
    const clock = { monotonicMs, after: (ms: number, task: () => void) => this.clock.after(ms, task) };
    return { port: this, clock, random: unlike, roots: [derOf(this.authority.cert)] };
  }

  establish({ host }: NamedSource, request: Uint8Array, exports: readonly Uint8Array[]) {
    this.established++;
    const server = this.servers.get(host);
    if (server === undefined || server.gone) return Promise.reject(new Error('nobody listens'));
    return Promise.resolve(server.establish(request, exports));
  }

  open(host: string, port: number, heard: (datagram: Uint8Array) => void) {
    const server = this.servers.get(host);
    if (server === undefined) return Promise.reject(new Error('no such host'));
    let closed = false;
    const send = (packet: Uint8Array) => {
      this.asked.push(packet);
      this.clock.after(server.outMs, () => {
        for (const datagram of server.hear(packet))
          this.clock.after(server.backMs, () => {
            if (!closed) heard(datagram);
          });
      });
    };
    return Promise.resolve({ peer: server.peer ?? `${host} ${port}`, send, close: () => (closed = true) });
  }
}
