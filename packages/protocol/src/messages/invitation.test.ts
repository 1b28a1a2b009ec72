import { describe, expect, it } from 'vitest';
import {
  decodeTrustCode,
  encodeTrustCode,
  invitationBox,
  letterKey,
  makeAnswer,
  makeOffer,
  verifyAnswer,
  verifyOffer,
} from '../index.ts';
import { anna, mallory, p, person, seeded } from '../testing/people.ts';
import { seeded65 } from '../testing/story.ts';

const cleaner = person('Ines, cleaner');
const secret = seeded('invitation');
const introduce = (who: typeof anna, seed: string, sealed = seeded(`text of ${seed}`)) => ({
  signingKey: who.key,
  sealingKey: seeded65(seed),
  sealed,
});
const member = introduce(anna, 'anna');
const guest = introduce(cleaner, 'cleaner');
const { code, offer } = makeOffer(p, member, secret);
const answer = makeAnswer(p, offer, guest, secret);

/** The same bytes with one bit changed. */
const touched = (bytes: Uint8Array, at: number) => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));

describe('an invitation', () => {
  it('introduces each side to the other', () => {
    expect(verifyOffer(p, offer, code)).toEqual({ ok: true, from: member });
    expect(verifyAnswer(p, offer, answer, secret)).toEqual({ ok: true, from: guest });
    expect(decodeTrustCode(encodeTrustCode(code))).toEqual(code);
  });

  it('is noticed when the server puts its own keys into the offer, with or without a code of its own making', () => {
    const forged = makeOffer(p, introduce(mallory, 'mallory'), seeded('guess')).offer;
    expect(verifyOffer(p, forged, code)).toEqual({ ok: false, problem: 'key-swapped' });
    const others = makeOffer(p, { ...member, sealed: seeded('other terms') }, seeded('guess')).offer;
    expect(verifyOffer(p, others, code)).toEqual({ ok: false, problem: 'code-wrong' });
  });

  it('is noticed when the server answers in the person’s place, or moves an answer to another offer', () => {
    const forged = makeAnswer(p, offer, introduce(mallory, 'mallory'), seeded('guess'));
    expect(verifyAnswer(p, offer, forged, secret)).toEqual({ ok: false, problem: 'code-wrong' });
    const later = makeOffer(p, { ...member, sealed: seeded('other terms') }, secret).offer;
    expect(verifyAnswer(p, later, answer, secret)).toEqual({ ok: false, problem: 'code-wrong' });
  });

  it('cannot be reflected: an offer is no answer and an answer no offer', () => {
    expect(verifyAnswer(p, offer, offer.slice(0, 512), secret).ok).toBe(false);
    expect(verifyOffer(p, makeAnswer(p, offer, member, secret), code)).toEqual({ ok: false, problem: 'code-wrong' });
  });

  it('bears no changed bit anywhere', () => {
    for (let at = 0; at < offer.length; at++) expect(verifyOffer(p, touched(offer, at), code).ok).toBe(false);
    for (let at = 0; at < answer.length; at++)
      expect(verifyAnswer(p, offer, touched(answer, at), secret).ok).toBe(false);
  });

  it('is malformed when it is too long, empty, or of another shape', () => {
    for (const bytes of [new Uint8Array(0), new Uint8Array(5000), Uint8Array.of(0x80), offer.slice(1)])
      expect(verifyOffer(p, bytes, code)).toEqual({ ok: false, problem: 'malformed' });
    expect(
      verifyAnswer(p, offer, makeAnswer(p, offer, { ...guest, sealed: new Uint8Array(600) }, secret), secret),
    ).toEqual({
      ok: false,
      problem: 'malformed',
    });
  });

  it('lies in a box whose name tells nothing of the secret, and each purpose has a key of its own', () => {
    const box = invitationBox(p, secret);
    expect(box).toHaveLength(16);
    expect(box).not.toEqual(invitationBox(p, seeded('another')));
    expect(letterKey(p, secret).slice(0, 16)).not.toEqual(box);
  });
});
