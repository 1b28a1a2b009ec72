import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  decodeTrustCode,
  encodeTrustCode,
  hubIdOf,
  keyHashOf,
  makeEnrolment,
  makePaired,
  makePairingAnswer,
  makePairingConfirm,
  makePairingHello,
  NO_BYTES,
  openRoster,
  openRosterChain,
  provesPaired,
  readPairingAnswer,
  readPairingConfirm,
  readPairingHello,
  ROLE,
  signReceipt,
  signRoster,
  toBase64url,
  verifyEnrolment,
  type Link,
  type Receipt,
  type Roster,
  type RosterMember,
  type TrustCode,
} from '../index.ts';
import { anna, ben, hub, kim, mallory, p, seeded } from '../testing/people.ts';
import { NOON, seeded65 } from '../testing/story.ts'; // prettier-ignore

vi.setConfig({ testTimeout: 60_000 });

const code: TrustCode = { keyHash: keyHashOf(p, hub.key), secret: seeded('secret of the hub') };
const guessed: TrustCode = { ...code, secret: seeded('a guess') };
const helloOf = (key = anna.key) => ({ memberKey: key, sealingKey: seeded65('Anna'), nonce: seeded('nonce A') });
const answerOf = {
  nonce: seeded('nonce B'),
  doors: [{ id: 1, name: 'Flat', kind: 1 }],
  capability: 1,
  bootId: seeded('boot'),
};
const member = (role: number, key = anna.key, name = 'Anna'): RosterMember => ({
  role,
  key,
  sealingKey: seeded65(name),
  name,
});
const rosterOf = (members: readonly RosterMember[], epoch = 1): Roster => ({
  iat: NOON,
  homeId: seeded('home'),
  epoch,
  members,
});

describe('pairing', () => {
  const hello = makePairingHello(p, code, helloOf());
  let answer: Uint8Array;
  let roster: Link<Roster>;
  beforeAll(async () => {
    answer = await makePairingAnswer(p, code, hub, hello, answerOf);
    roster = await signRoster(p, anna, rosterOf([member(ROLE.admin)]));
  });

  it('ends with the hub holding the first roster, and the app the hub’s key', () => {
    expect(readPairingHello(p, code, hello)).toMatchObject({ ok: true, hello: { memberKey: anna.key } });
    expect(readPairingAnswer(p, code, hello, answer)).toMatchObject({
      ok: true,
      answer: { hubKey: hub.key, doors: answerOf.doors },
    });
    expect(
      readPairingConfirm(p, code, hello, answer, makePairingConfirm(p, code, hello, answer, roster)),
    ).toMatchObject({ ok: true, state: { epoch: 1 } });
  });

  it('is not possible without the code, from either side', async () => {
    expect(readPairingHello(p, code, makePairingHello(p, guessed, helloOf(mallory.key)))).toEqual({
      ok: false,
      problem: 'code-wrong',
    });
    expect(readPairingAnswer(p, code, hello, await makePairingAnswer(p, guessed, mallory, hello, answerOf))).toEqual({
      ok: false,
      problem: 'code-wrong',
    });
  });

  it('with another hub’s key is noticed even by somebody who has the secret', async () => {
    expect(readPairingAnswer(p, code, hello, await makePairingAnswer(p, code, mallory, hello, answerOf))).toEqual({
      ok: false,
      problem: 'hub-key-wrong',
    });
  });

  it('cannot be fed its own messages back, nor an answer to another hello', async () => {
    expect(readPairingAnswer(p, code, hello, hello)).toEqual({ ok: false, problem: 'code-wrong' });
    const other = makePairingHello(p, code, { ...helloOf(), nonce: seeded('another nonce') });
    expect(readPairingAnswer(p, code, hello, await makePairingAnswer(p, code, hub, other, answerOf))).toEqual({
      ok: false,
      problem: 'code-wrong',
    });
    const confirm = makePairingConfirm(p, code, other, answer, roster);
    expect(readPairingConfirm(p, code, hello, answer, confirm)).toEqual({ ok: false, problem: 'code-wrong' });
  });

  it('takes no roster that the key of the hello did not sign as admin', async () => {
    const foreign = await signRoster(
      p,
      mallory,
      rosterOf([member(ROLE.admin, mallory.key, 'Mallory'), member(ROLE.admin)]),
    );
    expect(readPairingConfirm(p, code, hello, answer, makePairingConfirm(p, code, hello, answer, foreign))).toEqual({
      ok: false,
      problem: 'roster-wrong',
    });
    const swapped = await signRoster(p, anna, rosterOf([{ ...member(ROLE.admin), sealingKey: seeded65('Mallory') }]));
    expect(readPairingConfirm(p, code, hello, answer, makePairingConfirm(p, code, hello, answer, swapped))).toEqual({
      ok: false,
      problem: 'roster-wrong',
    });
  });

  it('P13: ends with the hub’s own word for this roster, which nobody who carries it can make up', async () => {
    const receipt = (signer = hub, change: Partial<Receipt> = {}, previous = seeded('booted', 32)) =>
      signReceipt(
        p,
        signer,
        {
          hubId: hubIdOf(p, hub.key),
          seq: 2,
          timeSource: 0,
          bootId: seeded('boot'),
          salt: seeded('salt'),
          event: 'paired',
          detail: { epoch: 1, rosterHash: roster.hash },
          ...change,
        },
        previous,
      ).then(({ bytes }) => bytes);
    const proves = (bytes: Uint8Array, previous = seeded('booted', 32)) =>
      provesPaired(p, hub.key, roster.hash, makePaired(bytes, previous));
    const own = await receipt();
    expect(proves(own)).toBe(true);
    expect(proves(await receipt(hub, { seq: 1 }, NO_BYTES), NO_BYTES)).toBe(true);
    expect(proves(await receipt(mallory))).toBe(false);
    expect(proves(await receipt(hub, { detail: { epoch: 1, rosterHash: seeded('other', 32) } }))).toBe(false);
    expect(proves(await receipt(hub, { event: 'roster' }))).toBe(false);
    expect(proves(own, seeded('another', 32))).toBe(false);
    expect(proves(own, seeded('short', 31))).toBe(false);
    for (const bytes of [NO_BYTES, own]) expect(provesPaired(p, hub.key, roster.hash, bytes)).toBe(false);
  });

  it('survives no single changed bit', () => {
    for (let bit = 0; bit < answer.length * 8; bit++) {
      const changed = Uint8Array.from(answer);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(readPairingAnswer(p, code, hello, changed).ok).toBe(false);
    }
  });
});

describe('a trust code', () => {
  it('is 64 letters, and only those', () => {
    const text = encodeTrustCode(code);
    expect(text).toMatch(/^[\w-]{64}$/);
    expect(decodeTrustCode(text)).toEqual(code);
    for (const wrong of [text.slice(1), `${text}A`, `${text.slice(1)}=`, `+${text.slice(1)}`, ''])
      expect(decodeTrustCode(wrong)).toBe(undefined);
    expect(() => encodeTrustCode({ keyHash: new Uint8Array(31), secret: code.secret })).toThrow(RangeError);
  });
});

describe('an enrolment', () => {
  const keys = { signingKey: kim.key, sealingKey: seeded65('Kim'), name: 'Kim’s phone' };
  const { record, code: kims } = makeEnrolment(p, keys, seeded('secret of Kim'));

  it('hands over both keys', () => {
    expect(verifyEnrolment(p, record, kims)).toEqual({ ok: true, enrolment: keys });
  });

  it('whose signing or sealing key the server swapped is noticed', () => {
    for (const swap of [{ signingKey: mallory.key }, { sealingKey: seeded65('Mallory') }]) {
      const swapped = makeEnrolment(p, { ...keys, ...swap }, seeded('the server does not know the secret'));
      expect(verifyEnrolment(p, swapped.record, kims)).toEqual({ ok: false, problem: 'key-swapped' });
    }
  });

  it('whose name the server changed is noticed', () => {
    const renamed = makeEnrolment(p, { ...keys, name: 'Your bank' }, seeded('a guess'));
    expect(verifyEnrolment(p, renamed.record, kims)).toEqual({ ok: false, problem: 'code-wrong' });
    expect(verifyEnrolment(p, record.slice(1), kims)).toEqual({ ok: false, problem: 'malformed' });
  });
});

describe('a roster', () => {
  const first = () => signRoster(p, anna, rosterOf([member(ROLE.admin), member(ROLE.resident, ben.key, 'Ben')]));

  it('is followed by one that its admin signed', async () => {
    const one = await first();
    const two = await signRoster(p, anna, rosterOf([member(ROLE.admin)], 2), one.hash);
    expect(openRosterChain(p, [one.bytes, two.bytes])).toMatchObject({
      ok: true,
      state: { epoch: 2, earlier: [one.hash] },
    });
  });

  it('is not followed by one of a resident, of a stranger, of another epoch or another home', async () => {
    const one = await first();
    const opened = openRoster(p, one.bytes);
    if (!opened.ok) throw new Error(opened.problem);
    const next = async (signer: typeof anna, change: Partial<Roster>) => {
      const link = await signRoster(p, signer, { ...rosterOf([member(ROLE.admin)], 2), ...change }, one.hash);
      const judged = openRoster(p, link.bytes, opened.state);
      return judged.ok ? 'taken' : judged.problem;
    };
    expect(await next(anna, {})).toBe('taken');
    expect(await next(ben, {})).toBe('signer-not-admin');
    expect(await next(mallory, { members: [member(ROLE.admin, mallory.key)] })).toBe('signer-not-admin');
    expect(await next(anna, { epoch: 3 })).toBe('epoch-wrong');
    expect(await next(anna, { homeId: seeded('another home') })).toBe('home-changed');
  });

  it('with one key twice, or without an admin, is refused', async () => {
    const twice = await signRoster(p, anna, rosterOf([member(ROLE.admin), member(ROLE.resident)]));
    expect(openRoster(p, twice.bytes)).toEqual({ ok: false, problem: 'kid-repeated' });
    await expect(signRoster(p, ben, rosterOf([member(ROLE.resident, ben.key)]))).rejects.toThrow('no admin');
  });

  it('loses to the successor that the hub has journalled first', async () => {
    const one = await first();
    const two = await signRoster(p, anna, rosterOf([member(ROLE.admin)], 2), one.hash);
    const rival = await signRoster(
      p,
      anna,
      rosterOf([member(ROLE.admin), member(ROLE.resident, mallory.key, 'M')], 2),
      one.hash,
    );
    const chain = openRosterChain(p, [one.bytes, two.bytes, rival.bytes]);
    expect(chain).toMatchObject({ ok: false, at: 2 });
    expect(toBase64url(two.hash)).not.toBe(toBase64url(rival.hash));
  });
});
