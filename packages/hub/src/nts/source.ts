import { vouchedFor, type Vouched } from './certificates.ts';
import {
  CLIENT_TO_SERVER,
  establishmentRequest,
  NTS_KEY_BYTES,
  readEstablishment,
  SERVER_TO_CLIENT,
  type EstablishmentFailure,
} from './establishment.ts';
import type { NamedSource, NtsEffects } from './ports.ts';
import { hear, makeQuestion, type Heard } from './question.ts';
import { intervalOf, type Reading, type Useless } from './reading.ts';

export type SourceFailure =
  | Useless
  | EstablishmentFailure
  /** No line to it, no TLS 1.3, no such protocol. */
  | 'not-reached'
  | 'certificate-refused'
  /** By the time that it tells itself. */
  | 'certificate-out-of-date'
  /** Nothing that counts came in time. */
  | 'silent'
  | 'cookie-unknown';

interface Session {
  readonly toServer: Uint8Array;
  readonly toClient: Uint8Array;
  readonly vouched: Vouched;
  readonly host: string;
  readonly port: number;
  readonly cookies: Uint8Array[];
}

export const ANSWER_MS = 2000;
const COOKIES = 8;
/** So long a question still fits one packet on any path. */
const MAX_COOKIES_BYTES = 1000;
/** What OpenSSL may object to: dates, which are judged here by the time that the server tells. */
const datesOnly: ReadonlySet<string | undefined> = new Set([undefined, 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

/** One named source: its keys and cookies, which live as long as the process, and a question at a time. */
export class NtsSource {
  readonly #named: NamedSource;
  readonly #effects: NtsEffects;
  #session: Session | undefined;

  constructor(named: NamedSource, effects: NtsEffects) {
    this.#named = named;
    this.#effects = effects;
  }

  /** Never rejects. `nearS`: unix seconds of which the time is not 68 years off. */
  async read(nearS: number): Promise<Reading | SourceFailure> {
    try {
      const session = this.#session ?? (await this.#establish());
      if (typeof session === 'string') return session;
      this.#session = session;
      const read = await this.#ask(session, nearS);
      if (typeof read === 'string' || session.cookies.length === 0) this.#session = undefined;
      return read;
    } catch {
      this.#session = undefined;
      return 'not-reached';
    }
  }

  async #establish(): Promise<Session | SourceFailure> {
    const { port, roots } = this.#effects;
    const exports = [CLIENT_TO_SERVER, SERVER_TO_CLIENT];
    const { answer, keys, certificates, objection } = await port.establish(
      this.#named,
      establishmentRequest(),
      exports,
    );
    const vouched = vouchedFor(this.#named.host, certificates, roots);
    if (vouched === undefined || !datesOnly.has(objection)) return 'certificate-refused';
    const [toServer, toClient] = keys;
    if (toServer?.length !== NTS_KEY_BYTES || toClient?.length !== NTS_KEY_BYTES) return 'not-reached';
    const said = readEstablishment(answer);
    if (typeof said === 'string') return said;
    const { host = this.#named.host, cookies } = said;
    return { toServer, toClient, vouched, host, port: said.port, cookies: [...cookies] };
  }

  async #ask(session: Session, nearS: number): Promise<Reading | SourceFailure> {
    const { random } = this.#effects;
    const cookie = session.cookies.shift();
    if (cookie === undefined) return 'no-cookies';
    const wanted = Math.min(
      COOKIES - session.cookies.length,
      Math.max(1, Math.floor(MAX_COOKIES_BYTES / cookie.length)),
    );
    const question = makeQuestion(session.toServer, cookie, wanted, random);
    const { heard, peer, sentMs, heardMs } = await this.#exchange(session, question.packet, (datagram) =>
      hear(datagram, session.toClient, question),
    );
    if (heard.kind === 'nothing') return 'silent';
    if (heard.kind === 'nak') return 'cookie-unknown';
    session.cookies.push(...heard.cookies.slice(0, COOKIES - session.cookies.length));
    const interval = intervalOf(heard.header, sentMs, heardMs, nearS);
    if (typeof interval === 'string') return interval;
    const { key, fromMs, toMs } = session.vouched;
    if (interval.fromMs < fromMs || interval.toMs > toMs) return 'certificate-out-of-date';
    return { host: this.#named.host, key, peer, atMs: heardMs, ...interval };
  }

  /** The first answer that counts, or after two seconds what came instead. */
  async #exchange(session: Session, packet: Uint8Array, judge: (datagram: Uint8Array) => Heard): Promise<Exchange> {
    const { port, clock } = this.#effects;
    let nak = false;
    let take: (exchange: Heard) => void = () => undefined;
    const answered = new Promise<Heard>((resolve) => (take = resolve));
    let heardMs = 0;
    const datagrams = await port.open(session.host, session.port, (datagram) => {
      const atMs = clock.monotonicMs();
      const heard = judge(datagram);
      // Whoever saw the question can send a NAK: only after nothing better came is it one.
      if (heard.kind === 'nak') nak = true;
      if (heard.kind !== 'answer') return;
      heardMs = atMs;
      take(heard);
    });
    const cancel = clock.after(ANSWER_MS, () => take(nak ? { kind: 'nak' } : { kind: 'nothing' }));
    const sentMs = clock.monotonicMs();
    try {
      datagrams.send(packet);
      return { heard: await answered, peer: datagrams.peer, sentMs, heardMs };
    } finally {
      cancel();
      datagrams.close();
    }
  }
}

interface Exchange {
  readonly heard: Heard;
  readonly peer: string;
  readonly sentMs: number;
  readonly heardMs: number;
}
