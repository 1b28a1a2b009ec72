import { createHash } from 'node:crypto';
import { joinBytes, toHex } from '@latchkey/protocol';
import { openSiv, sealSiv } from '../aes-siv.ts';
import { FIELD, fieldsOf, inField } from '../fields.ts';
import type { KeysEstablished } from '../ports.ts';

const UNIX_EPOCH_S = 2_208_988_800;
const ERA_S = 2 ** 32;

/** One record of key establishment. */
export const keRecord = (type: number, body: Uint8Array, critical = false): Uint8Array =>
  joinBytes(
    Uint8Array.of((critical ? 0x80 : 0) | (type >> 8), type & 0xff, body.length >> 8, body.length & 0xff),
    body,
  );

export const words = (...values: readonly number[]): Uint8Array =>
  Uint8Array.from(values.flatMap((value) => [value >> 8, value & 0xff]));

/** What a hostile server changes of an honest one. */
export interface Changes {
  /** Of the header, before it is sealed. */
  readonly header?: (header: DataView) => void;
  /** Of the fields before the authenticator. */
  readonly fields?: (fields: Uint8Array, question: Uint8Array) => Uint8Array;
  /** Of what is inside of the authenticator. */
  readonly inside?: (inside: Uint8Array) => Uint8Array;
  /** Of the whole, after it was sealed; several datagrams, or none. */
  readonly sealed?: (datagram: Uint8Array, question: Uint8Array) => readonly Uint8Array[];
}

/** A whole time server, honest unless told otherwise, which believes its own clock. */
export class NtsServer {
  gone = false;
  /** How its clock differs from what the time is. */
  offsetMs = 0;
  outMs = 10;
  backMs = 10;
  changes: Changes = {};
  /** Who answers, if not who was asked. */
  peer: string | undefined;
  objection: string | undefined;
  certificates: readonly Uint8Array[];
  /** What it says in place of its own records. */
  records: ((cookies: Uint8Array) => Uint8Array) | undefined;
  readonly #trueMs: () => number;
  readonly #unlike: (bytes: number) => Uint8Array;
  readonly #cookies = new Map<string, readonly [Uint8Array, Uint8Array]>();

  constructor(trueMs: () => number, certificates: readonly Uint8Array[], unlike: (bytes: number) => Uint8Array) {
    this.#trueMs = trueMs;
    this.certificates = certificates;
    this.#unlike = unlike;
  }

  forgetCookies(): void {
    this.#cookies.clear();
  }

  establish(_request: Uint8Array, exports: readonly Uint8Array[]): KeysEstablished {
    const secret = this.#unlike(32);
    const keys = exports.map((context) => new Uint8Array(createHash('sha256').update(secret).update(context).digest()));
    const [toServer = secret, toClient = secret] = keys;
    const cookies = joinBytes(...Array.from({ length: 8 }, () => keRecord(5, this.#cookie([toServer, toClient]))));
    const said = this.records?.(cookies) ?? honestRecords(cookies);
    return { answer: said, keys, certificates: this.certificates, ...(this.objection === undefined ? {} : { objection: this.objection }) }; // prettier-ignore
  }

  /** What goes back for this question. */
  hear(question: Uint8Array): readonly Uint8Array[] {
    if (this.gone) return [];
    const fields = fieldsOf(question, 48) ?? [];
    const unique = fields.find(({ type }) => type === FIELD.uniqueId)?.body ?? new Uint8Array(0);
    const cookie = fields.find(({ type }) => type === FIELD.cookie)?.body ?? new Uint8Array(0);
    const keys = this.#cookies.get(toHex(cookie));
    if (keys === undefined) return [joinBytes(nak(question), inField(FIELD.uniqueId, unique))];
    const last = fields.at(-1);
    if (last === undefined || !isSealed(question, last.at, last.body, keys[0])) return [];
    const more = fields.filter(({ type }) => type === FIELD.cookie || type === FIELD.placeholder);
    const inside = joinBytes(...more.map(() => inField(FIELD.cookie, this.#cookie(keys))));
    return this.#answer(question, unique, inside, keys[1]);
  }

  #answer(question: Uint8Array, unique: Uint8Array, inside: Uint8Array, key: Uint8Array): readonly Uint8Array[] {
    const {
      header = () => undefined,
      fields = same,
      inside: within = same,
      sealed = (all: Uint8Array) => [all],
    } = this.changes;
    const head = this.#header(question);
    header(new DataView(head.buffer));
    const before = joinBytes(head, fields(inField(FIELD.uniqueId, unique), question));
    return sealed(joinBytes(before, authenticatorOver(before, key, within(inside), this.#unlike(16))), question);
  }

  #header(question: Uint8Array): Uint8Array {
    const header = new Uint8Array(48);
    const view = new DataView(header.buffer);
    header.set([0x24, 2, 6, 0xe8]);
    view.setUint32(4, 0x0000_0100);
    view.setUint32(8, 0x0000_0100);
    header.set(question.slice(40, 48), 24);
    for (const at of [32, 40]) writeTime(view, at, this.#trueMs() + this.offsetMs);
    return header;
  }

  #cookie(keys: readonly [Uint8Array, Uint8Array]): Uint8Array {
    const cookie = this.#unlike(100);
    this.#cookies.set(toHex(cookie), keys);
    return cookie;
  }
}

const same = (bytes: Uint8Array): Uint8Array => bytes;

export const honestRecords = (cookies: Uint8Array): Uint8Array =>
  joinBytes(keRecord(1, words(0), true), keRecord(4, words(15), true), cookies, keRecord(0, new Uint8Array(0), true));

export const authenticatorOver = (
  before: Uint8Array,
  key: Uint8Array,
  inside: Uint8Array,
  nonce: Uint8Array,
): Uint8Array => {
  const sealed = sealSiv(key, [before, nonce], inside);
  const padding = new Uint8Array(-sealed.length & 3);
  return inField(FIELD.authenticator, joinBytes(words(nonce.length, sealed.length), nonce, sealed, padding));
};

const isSealed = (packet: Uint8Array, at: number, body: Uint8Array, key: Uint8Array): boolean =>
  openSiv(key, [packet.slice(0, at), body.slice(4, 20)], body.slice(20)) !== undefined;

export const writeTime = (view: DataView, at: number, unixMs: number): void => {
  const s = (unixMs / 1000 + UNIX_EPOCH_S) % ERA_S;
  view.setUint32(at, Math.floor(s));
  view.setUint32(at + 4, Math.floor((s % 1) * ERA_S));
};

/** The kiss that says *I know no such cookie*; nobody signs it. */
export const nak = (question: Uint8Array): Uint8Array => {
  const packet = new Uint8Array(48);
  packet.set([0xe4, 0]);
  packet.set(Buffer.from('NTSN'), 12);
  packet.set(question.slice(40, 48), 24);
  return packet;
};
