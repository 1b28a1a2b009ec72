import { joinBytes } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { sealSiv } from './aes-siv.ts';
import { FIELD, fieldsOf, inField } from './fields.ts';
import { hear, makeQuestion, MAX_ANSWER_BYTES } from './question.ts';
import { authenticatorOver, nak, words } from './testing/nts-server.ts';
import { unlike } from './testing/time-world.ts';

const toServer = Uint8Array.from({ length: 32 }, (_, i) => i);
const toClient = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);
const cookie = new Uint8Array(100).fill(7);
const fresh = new Uint8Array(100).fill(8);
const asked = () => makeQuestion(toServer, cookie, 3, unlike);
type Question = ReturnType<typeof asked>;

/** By hand, as RFC 8915 §5.7 lays it out. */
const header = ({ transmit }: Question): Uint8Array => {
  const bytes = new Uint8Array(48);
  bytes.set([0x24, 2]);
  bytes.set(transmit, 24);
  bytes.set([0xee, 0, 0, 1], 32);
  bytes.set([0xee, 0, 0, 1], 40);
  return bytes;
};
const unique = ({ uniqueId }: Question) => inField(FIELD.uniqueId, uniqueId);
const sealedOver = (before: Uint8Array, inside = inField(FIELD.cookie, fresh), key = toClient) =>
  joinBytes(before, authenticatorOver(before, key, inside, unlike(16)));
const honest = (question: Question) => sealedOver(joinBytes(header(question), unique(question)));
const kindOf = (datagram: Uint8Array, question: Question) => hear(datagram, toClient, question).kind;

describe('a question', () => {
  it('says nothing of who asks: zeros, a random timestamp, an identifier, one cookie, and room for more', () => {
    const question = asked();
    expect(question.packet[0]).toBe(0x23);
    expect(question.packet.slice(1, 40)).toEqual(new Uint8Array(39));
    expect(question.packet.slice(40, 48)).toEqual(question.transmit);
    const fields = fieldsOf(question.packet, 48) ?? [];
    expect(fields.map(({ type, body }) => [type, body.length])).toEqual([
      [FIELD.uniqueId, 32],
      [FIELD.cookie, 100],
      [FIELD.placeholder, 100],
      [FIELD.placeholder, 100],
      [FIELD.authenticator, 36],
    ]);
    const last = fields.at(-1);
    const [before, nonce] = [question.packet.slice(0, last?.at), last?.body.slice(4, 20) ?? cookie];
    expect(last?.body.slice(20)).toEqual(sealSiv(toServer, [before, nonce], new Uint8Array(0)));
    expect(asked().uniqueId).not.toEqual(question.uniqueId);
  });
});

describe('an answer', () => {
  it('is heard with its header and the fresh cookies', () => {
    const question = asked();
    const heard = hear(honest(question), toClient, question);
    expect(heard).toMatchObject({ kind: 'answer', header: { stratum: 2, leap: 0 }, cookies: [fresh] });
  });

  const changed = (change: (head: Uint8Array) => void) => (question: Question) => {
    const head = header(question);
    change(head);
    return sealedOver(joinBytes(head, unique(question)));
  };
  const hostile: Readonly<Record<string, (question: Question) => Uint8Array>> = {
    'nothing at all': () => new Uint8Array(0),
    'half a header': (q) => honest(q).slice(0, 24),
    'a header alone': (q) => header(q),
    'without an authenticator': (q) => joinBytes(header(q), unique(q)),
    'one that is cut': (q) => honest(q).slice(0, -4),
    'one with a loose byte behind it': (q) => joinBytes(honest(q), Uint8Array.of(0)),
    'one with a field behind its authenticator': (q) => joinBytes(honest(q), inField(0x9999, new Uint8Array(24))),
    'one with two authenticators': (q) => sealedOver(honest(q)),
    'two identifiers': (q) => sealedOver(joinBytes(header(q), unique(q), unique(q))),
    'no identifier': (q) => sealedOver(header(q)),
    'another’s identifier': (q) => sealedOver(joinBytes(header(q), inField(FIELD.uniqueId, unlike(32)))),
    'an answer to the question before': () => honest(asked()),
    'under the key of the other way': (q) =>
      sealedOver(joinBytes(header(q), unique(q)), inField(FIELD.cookie, fresh), toServer),
    'another timestamp of ours': changed((head) => head.set([1], 24)),
    'our own question, sent back': (q) => q.packet,
    'a client’s mode': changed((head) => head.set([0x23])),
    'a broadcast': changed((head) => head.set([0x25])),
    'version 3': changed((head) => head.set([0x1c])),
    'a field inside that is no whole one': (q) => sealedOver(joinBytes(header(q), unique(q)), Uint8Array.of(2, 4, 0)),
    'a nonce longer than the field': (q) =>
      joinBytes(header(q), unique(q), inField(FIELD.authenticator, joinBytes(words(4000, 16), new Uint8Array(32)))),
    'a ciphertext longer than the field': (q) =>
      joinBytes(header(q), unique(q), inField(FIELD.authenticator, joinBytes(words(16, 4000), new Uint8Array(32)))),
    'a ciphertext shorter than its tag': (q) =>
      joinBytes(header(q), unique(q), inField(FIELD.authenticator, joinBytes(words(16, 8), new Uint8Array(32)))),
    'no nonce': (q) =>
      joinBytes(header(q), unique(q), inField(FIELD.authenticator, joinBytes(words(0, 16), new Uint8Array(32)))),
    'an empty authenticator': (q) => joinBytes(header(q), unique(q), inField(FIELD.authenticator, new Uint8Array(0))),
    'a field of no length': (q) => joinBytes(header(q), unique(q), words(0x9999, 0)),
    'more than any packet': (q) =>
      sealedOver(joinBytes(header(q), unique(q), inField(0x9999, new Uint8Array(MAX_ANSWER_BYTES)))),
    'hundreds of fields': (q) =>
      sealedOver(joinBytes(header(q), unique(q), ...Array.from({ length: 300 }, () => words(0x9999, 4)))),
  };
  it.each(Object.entries(hostile))('is none: %s', (_, make) => {
    const question = asked();
    expect(kindOf(make(question), question)).toBe('nothing');
  });

  it('may carry what nobody here knows, if its server sealed it', () => {
    const question = asked();
    const before = joinBytes(header(question), unique(question), inField(0x9999, new Uint8Array(24)));
    expect(kindOf(sealedOver(before), question)).toBe('answer');
  });

  it('brings no cookie outside of what is sealed inside, nor one that fits no field', () => {
    const question = asked();
    const before = joinBytes(header(question), unique(question), inField(FIELD.cookie, new Uint8Array(100)));
    const inside = joinBytes(inField(FIELD.cookie, new Uint8Array(4)), inField(FIELD.cookie, fresh));
    expect(hear(sealedOver(before, inside), toClient, question)).toMatchObject({ cookies: [fresh] });
  });

  it('is a NAK only to this question, and never one beside an authenticator', () => {
    const question = asked();
    expect(kindOf(joinBytes(nak(question.packet), unique(question)), question)).toBe('nak');
    expect(kindOf(joinBytes(nak(asked().packet), unique(question)), question)).toBe('nothing');
    expect(kindOf(nak(question.packet), question)).toBe('nothing');
    const rate = nak(question.packet);
    rate.set(Buffer.from('RATE'), 12);
    expect(kindOf(joinBytes(rate, unique(question)), question)).toBe('nothing');
  });

  it('is not heard changed: of ten thousand mutants not one', () => {
    const question = asked();
    const whole = honest(question);
    let seed = 1;
    const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let i = 0; i < 10_000; i++) {
      const mutant = mutate(whole, next);
      const unchanged = mutant.length === whole.length && mutant.every((byte, at) => byte === whole[at]);
      if (!unchanged) expect(kindOf(mutant, question)).not.toBe('answer');
    }
  });
});

/** Bits, bytes, lengths, whole pieces: cut, doubled, moved. */
const mutate = (whole: Uint8Array, next: (below: number) => number): Uint8Array => {
  const [a, b] = [next(whole.length), next(whole.length)];
  const bytes = whole.slice();
  switch (next(6)) {
    case 0:
      bytes[a] = (bytes[a] ?? 0) ^ (1 << next(8));
      return bytes;
    case 1:
      bytes[a] = next(256);
      bytes[b] = next(256);
      return bytes;
    case 2:
      return bytes.slice(0, a);
    case 3:
      return joinBytes(bytes, bytes.slice(a & ~3));
    case 4:
      return joinBytes(bytes.slice(0, a), bytes.slice(b));
    default:
      bytes.set(whole.slice(Math.min(a, b), Math.max(a, b)), whole.length - Math.abs(a - b));
      return bytes;
  }
};
