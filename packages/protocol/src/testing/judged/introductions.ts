import {
  encodeCbor,
  encodePublicKey,
  hubIdOf,
  joinBytes,
  keyHashOf,
  keyToCbor,
  makeAnswer,
  makeEnrolment,
  makeOffer,
  makePaired,
  makePairingAnswer,
  makePairingConfirm,
  makePairingHello,
  NO_BYTES,
  ROLE,
  signReceipt,
  signRoster,
  toHex,
  type Introduction,
  type PairingHello,
  type Receipt,
  type RosterMember,
  type Signer,
  type TrustCode,
} from '../../index.ts';
import { encodeUtf8 } from '../../cbor/utf8.ts';
import { PAIRING } from '../../claims/report.ts';
import { hmacSha256 } from '../../bytes/hmac.ts';
import { signLink } from '../../link.ts';
import { pairing } from '../object-claims.ts';
import { anna, ben, hub, kim, mallory, p, person, seeded } from '../people.ts';
import { NOON, seeded65, without } from '../story.ts';
import { bent, half, type JudgedCase } from './case.ts';

/** How two find each other's keys with the server in between: docs/protocol/08-pairing.md, enrolment.md, invitation.md. */

type Made = () => Uint8Array | Promise<Uint8Array>;
const CODE: TrustCode = { keyHash: keyHashOf(p, hub.key), secret: seeded('secret of the hub') };
const GUESSED: TrustCode = { ...CODE, secret: seeded('a guess') };
const codeJson = ({ keyHash, secret }: TrustCode) => ({ keyHash: toHex(keyHash), secret: toHex(secret) });

const HELLO: PairingHello = { memberKey: anna.key, sealingKey: seeded65('Anna'), nonce: seeded('nonce A') };
const ANSWER = without(pairing, 'hubKey', 'hello');
const hello = makePairingHello(p, CODE, HELLO);
/** By whoever has the code, whatever the body is. */
const macced = (label: string, body: Uint8Array, ...before: readonly Uint8Array[]): Uint8Array => {
  const transcript = encodeCbor([CODE.keyHash, ...before, body]);
  return encodeCbor([body, hmacSha256(p, CODE.secret, joinBytes(encodeUtf8(label), transcript))]);
};
const SAYS_HELLO = 'lk1-pair-1-app-to-hub';
const ANSWERS = 'lk1-pair-2-hub-to-app';
const helloBody = (...change: readonly [turn?: number, sealing?: Uint8Array, nonce?: Uint8Array]) =>
  encodeCbor([change[0] ?? 1, keyToCbor(anna.key), change[1] ?? HELLO.sealingKey, change[2] ?? HELLO.nonce]);

const hellos = (comment: string, made: Made, problem?: string): JudgedCase => ({
  comment,
  ask: async () => ({ call: 'pairing-hello', message: toHex(await made()), code: codeJson(CODE) }),
  ...(problem === undefined ? {} : { problem }),
});

export const PAIRING_HELLOS: readonly JudgedCase[] = [
  hellos('of an app with the code', () => hello),
  hellos('half of one', () => half(hello), 'malformed'),
  hellos('in 6,001 bytes', () => macced(SAYS_HELLO, new Uint8Array(6001 - 40)), 'malformed'),
  hellos('something that is no pair', () => encodeCbor([NO_BYTES]), 'malformed'),
  hellos('a pair that are no bytes', () => encodeCbor([1, 2]), 'malformed'),
  hellos('of an app that guesses the code', () => makePairingHello(p, GUESSED, HELLO), 'code-wrong'),
  hellos('changed on the way', () => bent(hello), 'code-wrong'),
  hellos('under the label of another turn', () => macced(ANSWERS, helloBody()), 'code-wrong'),
  hellos('of another turn', () => macced(SAYS_HELLO, helloBody(2)), 'malformed'),
  hellos('with a sealing key that is too short', () => macced(SAYS_HELLO, helloBody(1, new Uint8Array(64))), 'malformed'), // prettier-ignore
  hellos('with a nonce that is too short', () => macced(SAYS_HELLO, helloBody(1, undefined, new Uint8Array(15))), 'malformed'), // prettier-ignore
  hellos('with a part more', () => macced(SAYS_HELLO, encodeCbor([1, keyToCbor(anna.key), HELLO.sealingKey, HELLO.nonce, 1])), 'malformed'), // prettier-ignore
];

const answered = (signer = hub, code = CODE, to = hello) => makePairingAnswer(p, code, signer, to, ANSWER);

const answers = (comment: string, made: Made, problem?: string): JudgedCase => ({
  comment,
  ask: async () => ({ call: 'pairing-answer', message: toHex(await made()), code: codeJson(CODE), hello: toHex(hello) }),
  ...(problem === undefined ? {} : { problem }),
}); // prettier-ignore

/** A link of the pairing's kind, under the right code. */
const linked = async (signer: Signer, claims: Partial<typeof pairing>) => {
  const whole = { ...ANSWER, hubKey: hub.key, hello: p.sha256(hello), ...claims };
  return macced(ANSWERS, (await signLink(p, PAIRING, signer, whole, { asMember: false })).bytes, hello);
};

export const PAIRING_ANSWERS: readonly JudgedCase[] = [
  answers('of the hub that the code names', () => answered()),
  answers('half of one', async () => half(await answered()), 'malformed'),
  answers('of a hub that guesses the code', () => answered(hub, GUESSED), 'code-wrong'),
  answers('to another hello', () => answered(hub, CODE, makePairingHello(p, CODE, { ...HELLO, nonce: seeded('another nonce') })), 'code-wrong'), // prettier-ignore
  answers('the hello itself, sent back', () => hello, 'code-wrong'),
  answers('with something that is no link', () => macced(ANSWERS, seeded('no link', 90), hello), 'malformed'),
  answers('of another hub that has seen the code', () => answered(mallory), 'hub-key-wrong'),
  answers('that names the hash of another hello', () => linked(hub, { hello: seeded('another hello', 32) }), 'other-hello'), // prettier-ignore
  answers('with the hub’s key and another’s signature', () => linked(mallory, {}), 'signature-wrong'),
];

const member = (role: number, who: Signer, name: string, sealing = name): RosterMember => ({ role, key: who.key, sealingKey: seeded65(sealing), name }); // prettier-ignore
const rosterOf = (members: readonly RosterMember[], signer: Signer = anna) =>
  signRoster(p, signer, { iat: NOON, homeId: seeded('home'), epoch: 1, members });
const own = () => rosterOf([member(ROLE.admin, anna, 'Anna'), member(ROLE.resident, ben, 'Ben')]);

const confirms = (comment: string, made: (answer: Uint8Array) => Promise<Uint8Array>, problem?: string, to = hello): JudgedCase => ({
  comment,
  ask: async () => {
    const answer = await answered();
    const message = toHex(await made(answer));
    return { call: 'pairing-confirm', message, code: codeJson(CODE), hello: toHex(to), answer: toHex(answer) };
  },
  ...(problem === undefined ? {} : { problem }),
}); // prettier-ignore

const NO_HELLO = macced(SAYS_HELLO, helloBody(2));
const other = makePairingHello(p, CODE, { ...HELLO, nonce: seeded('another nonce') });

export const PAIRING_CONFIRMS: readonly JudgedCase[] = [
  confirms('with a roster by the key of the hello', async (answer) => makePairingConfirm(p, CODE, hello, answer, await own())), // prettier-ignore
  confirms('half of one', async (answer) => half(makePairingConfirm(p, CODE, hello, answer, await own())), 'malformed'),
  confirms('by whoever guesses the code', async (answer) => makePairingConfirm(p, GUESSED, hello, answer, await own()), 'code-wrong'), // prettier-ignore
  confirms('of another pairing', async (answer) => makePairingConfirm(p, CODE, other, answer, await own()), 'code-wrong'), // prettier-ignore
  confirms('over a hello that is none', async (answer) => makePairingConfirm(p, CODE, NO_HELLO, answer, await own()), 'malformed', NO_HELLO), // prettier-ignore
  confirms('with something that is no roster', (answer) => Promise.resolve(macced('lk1-pair-3-app-to-hub', seeded('no roster', 90), hello, answer)), 'roster-wrong'), // prettier-ignore
  confirms('with a roster by somebody else', async (answer) => makePairingConfirm(p, CODE, hello, answer, await rosterOf([member(ROLE.admin, mallory, 'Mallory'), member(ROLE.admin, anna, 'Anna')], mallory)), 'roster-wrong'), // prettier-ignore
  confirms('with a roster that leaves out who said hello', async (answer) => makePairingConfirm(p, CODE, hello, answer, await rosterOf([member(ROLE.admin, mallory, 'Mallory')], mallory)), 'roster-wrong'), // prettier-ignore
  confirms('with a roster that swaps their sealing key', async (answer) => makePairingConfirm(p, CODE, hello, answer, await rosterOf([member(ROLE.admin, anna, 'Anna', 'Mallory')])), 'roster-wrong'), // prettier-ignore
];

/** To a hub that has its first roster already. */
const again = (comment: string, made: Made, problem?: string): JudgedCase => ({
  comment,
  ask: async () => ({ call: 'pairing-again', message: toHex(await made()) }),
  ...(problem === undefined ? {} : { problem }),
});
const ofBytes = (length: number) => encodeCbor([new Uint8Array(length - 38), new Uint8Array(32)]);

export const PAIRING_AGAIN: readonly JudgedCase[] = [
  again('a confirmation', async () => makePairingConfirm(p, CODE, hello, await answered(), await own())),
  again('in 6,000 bytes', () => ofBytes(6000)),
  again('in 6,001 bytes', () => ofBytes(6001), 'malformed'),
  again('half of one', () => half(ofBytes(500)), 'malformed'),
];

const PREVIOUS = seeded('booted', 32);
const receipt = async (signer = hub, change: Partial<Receipt> = {}, previous = PREVIOUS): Promise<Uint8Array> => {
  const detail = { epoch: 1, rosterHash: (await own()).hash };
  const claims = { hubId: hubIdOf(p, hub.key), seq: 2, timeSource: 0, bootId: seeded('boot'), salt: seeded('salt') };
  return (await signReceipt(p, signer, { ...claims, event: 'paired', detail, ...change }, previous)).bytes;
};

const paired = (comment: string, made: Made, problem?: string): JudgedCase => ({
  comment,
  ask: async () => ({
    call: 'paired',
    message: toHex(await made()),
    hubKey: toHex(encodePublicKey(hub.key)),
    rosterHash: toHex((await own()).hash),
  }),
  ...(problem === undefined ? {} : { problem }),
});
const no = 'not-proven';

export const PAIRED: readonly JudgedCase[] = [
  paired('the hub’s own word', async () => makePaired(await receipt(), PREVIOUS)),
  paired('its very first', async () => makePaired(await receipt(hub, { seq: 1 }, NO_BYTES), NO_BYTES)),
  paired('nothing', () => NO_BYTES, no),
  paired('the receipt alone', () => receipt(), no),
  paired('over another receipt', async () => makePaired(await receipt(), seeded('another', 32)), no),
  paired('over half of one', async () => makePaired(await receipt(), PREVIOUS.slice(1)), no),
  paired('with something that is no receipt', () => makePaired(seeded('no receipt', 90), PREVIOUS), no),
  paired('by somebody else', async () => makePaired(await receipt(mallory), PREVIOUS), no),
  paired('of another roster', async () => makePaired(await receipt(hub, { detail: { epoch: 1, rosterHash: seeded('another', 32) } }), PREVIOUS), no), // prettier-ignore
  paired('of a later roster', async () => makePaired(await receipt(hub, { detail: { epoch: 2, rosterHash: (await own()).hash } }), PREVIOUS), no), // prettier-ignore
  paired('a roster’s receipt in its place', async () => makePaired(await receipt(hub, { event: 'roster' }), PREVIOUS), no), // prettier-ignore
];

const KEYS = { signingKey: kim.key, sealingKey: seeded65('Kim'), name: 'Kim’s phone' };
const SECRET = seeded('secret of Kim');
const enrolled = makeEnrolment(p, KEYS, SECRET);
const guess = seeded('the server does not know the secret');
const recordOf = (body: Uint8Array): Uint8Array =>
  encodeCbor([body, hmacSha256(p, SECRET, joinBytes(encodeUtf8('lk1-enrol'), body))]);
const key = keyToCbor(kim.key);
const BODY = encodeCbor([key, KEYS.sealingKey, KEYS.name]);
const MAC = hmacSha256(p, SECRET, joinBytes(encodeUtf8('lk1-enrol'), BODY));

const enrolment = (comment: string, message: Uint8Array, problem?: string): JudgedCase => ({
  comment,
  ask: () => Promise.resolve({ call: 'enrolment', message: toHex(message), code: codeJson(enrolled.code) }),
  ...(problem === undefined ? {} : { problem }),
});

export const ENROLMENTS: readonly JudgedCase[] = [
  { comment: 'what follows from its code', ask: () => Promise.resolve({ call: 'enrolment-marks', code: codeJson(enrolled.code) }) }, // prettier-ignore
  enrolment('of a device, as its code says', enrolled.record),
  enrolment('half of one', half(enrolled.record), 'malformed'),
  enrolment('in 513 bytes', new Uint8Array(513), 'malformed'),
  enrolment('something that is no pair', encodeCbor([NO_BYTES]), 'malformed'),
  enrolment('with a code that is no bytes', encodeCbor([BODY, 1]), 'malformed'),
  enrolment('with a body that is no bytes', encodeCbor([1, MAC]), 'malformed'),
  enrolment('with a part more', encodeCbor([BODY, MAC, 1]), 'malformed'),
  enrolment('with a part more in its body', recordOf(encodeCbor([key, KEYS.sealingKey, KEYS.name, 1])), 'malformed'),
  enrolment('with a sealing key that is too short', recordOf(encodeCbor([key, new Uint8Array(64), KEYS.name])), 'malformed'), // prettier-ignore
  enrolment('without a name', recordOf(encodeCbor([key, KEYS.sealingKey])), 'malformed'),
  enrolment('whose signing key the server swapped', makeEnrolment(p, { ...KEYS, signingKey: mallory.key }, guess).record, 'key-swapped'), // prettier-ignore
  enrolment('whose sealing key the server swapped', makeEnrolment(p, { ...KEYS, sealingKey: seeded65('Mallory') }, guess).record, 'key-swapped'), // prettier-ignore
  enrolment('whose name the server changed', makeEnrolment(p, { ...KEYS, name: 'Your bank' }, guess).record, 'code-wrong'), // prettier-ignore
  enrolment('changed on the way', bent(enrolled.record), 'code-wrong'),
];

const cleaner = person('Ines, cleaner');
const introduce = (who: Signer, name: string, sealed = seeded(`text of ${name}`)): Introduction => ({ signingKey: who.key, sealingKey: seeded65(name), sealed }); // prettier-ignore
const [host, guest] = [introduce(anna, 'anna'), introduce(cleaner, 'cleaner')];
const INVITED = seeded('invitation');
const { code: invited, offer } = makeOffer(p, host, INVITED);
const said = makeAnswer(p, offer, guest, INVITED);
const inMac = (label: string, body: Uint8Array, before: Uint8Array = NO_BYTES): Uint8Array =>
  encodeCbor([body, hmacSha256(p, INVITED, joinBytes(encodeUtf8(label), before, body))]);

const OFFER_BODY = encodeCbor([keyToCbor(anna.key), host.sealingKey, host.sealed]);
const OFFER_MAC = hmacSha256(p, INVITED, joinBytes(encodeUtf8('lk1-invite-offer'), OFFER_BODY));

const offers = (comment: string, message: Uint8Array, problem?: string): JudgedCase => ({
  comment,
  ask: () => Promise.resolve({ call: 'invitation-offer', message: toHex(message), code: codeJson(invited) }),
  ...(problem === undefined ? {} : { problem }),
});
const replies = (comment: string, message: Uint8Array, problem?: string): JudgedCase => ({
  comment,
  ask: () => Promise.resolve({ call: 'invitation-answer', message: toHex(message), offer: toHex(offer), secret: toHex(INVITED) }), // prettier-ignore
  ...(problem === undefined ? {} : { problem }),
});
const long = (who: Introduction, bytes: number): Introduction => ({ ...who, sealed: new Uint8Array(bytes) });
/** The longest text whose record still fits, found by making them. */
const longest = (make: (bytes: number) => Uint8Array, limit: number): number => {
  let bytes = limit;
  while (make(bytes).length > limit) bytes -= 1;
  return bytes;
};
const offerOf = (bytes: number) => makeOffer(p, long(host, bytes), INVITED).offer;
const answerOf = (bytes: number) => makeAnswer(p, offer, long(guest, bytes), INVITED);

export const OFFERS: readonly JudgedCase[] = [
  { comment: 'what follows from its secret', ask: () => Promise.resolve({ call: 'invitation-marks', secret: toHex(INVITED) }) }, // prettier-ignore
  offers('of a member, as the link says', offer),
  offers('in 4,096 bytes', offerOf(longest(offerOf, 4096))),
  offers('in 4,097', offerOf(longest(offerOf, 4096) + 1), 'malformed'),
  offers('half of one', half(offer), 'malformed'),
  offers('something that is no pair', encodeCbor([NO_BYTES]), 'malformed'),
  offers('with a code that is no bytes', encodeCbor([OFFER_BODY, 1]), 'malformed'),
  offers('with a body that is no bytes', encodeCbor([1, OFFER_MAC]), 'malformed'),
  offers('with a part more', encodeCbor([OFFER_BODY, OFFER_MAC, 1]), 'malformed'),
  offers('with a part more in its body', inMac('lk1-invite-offer', encodeCbor([keyToCbor(anna.key), host.sealingKey, host.sealed, 1])), 'malformed'), // prettier-ignore
  offers('with a sealing key that is too short', inMac('lk1-invite-offer', encodeCbor([keyToCbor(anna.key), new Uint8Array(64), NO_BYTES])), 'malformed'), // prettier-ignore
  offers('with a text that is no bytes', inMac('lk1-invite-offer', encodeCbor([keyToCbor(anna.key), host.sealingKey, 1])), 'malformed'), // prettier-ignore
  offers('with a sealing key that is no bytes', inMac('lk1-invite-offer', encodeCbor([keyToCbor(anna.key), 1, NO_BYTES])), 'malformed'), // prettier-ignore
  offers('with the server’s keys in it', makeOffer(p, introduce(mallory, 'mallory'), guess).offer, 'key-swapped'),
  offers('with other terms', makeOffer(p, { ...host, sealed: seeded('other terms') }, guess).offer, 'code-wrong'),
  offers('an answer in its place', makeAnswer(p, offer, host, INVITED), 'code-wrong'),
  offers('changed on the way', bent(offer), 'code-wrong'),
];

export const INVITATION_ANSWERS: readonly JudgedCase[] = [
  replies('of whoever has the link', said),
  replies('in 512 bytes', answerOf(longest(answerOf, 512))),
  replies('in 513', answerOf(longest(answerOf, 512) + 1), 'malformed'),
  replies('half of one', half(said), 'malformed'),
  replies('of the server in the person’s place', makeAnswer(p, offer, introduce(mallory, 'mallory'), guess), 'code-wrong'),
  replies('to another offer', makeAnswer(p, makeOffer(p, { ...host, sealed: seeded('other terms') }, INVITED).offer, guest, INVITED), 'code-wrong'), // prettier-ignore
  replies('the offer in its place', offer, 'code-wrong'),
  replies('changed on the way', bent(said), 'code-wrong'),
]; // prettier-ignore
