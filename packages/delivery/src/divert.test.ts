import { describe, expect, it } from 'vitest';
import { answerDivert, divertTargets, parcelGoes } from './divert.ts';

describe('a diverted parcel', () => {
  it.each(divertTargets)('goes to %s once the carrier accepts', (to) => {
    expect(parcelGoes(to, 'accepted')).toBe(to);
  });

  it('is undecided until the carrier answers', () => {
    expect(parcelGoes('neighbour', 'waiting')).toBe('undecided');
  });

  it('stays with the carrier that declines: the visit does not come back', () => {
    expect(parcelGoes('neighbour', 'declined')).toBe('with-the-carrier');
  });

  it('is answered once, and the same answer again is harmless', () => {
    expect(answerDivert('waiting', 'accepted')).toEqual({ ok: true, answer: 'accepted' });
    expect(answerDivert('accepted', 'accepted')).toEqual({ ok: true, answer: 'accepted' });
    expect(answerDivert('accepted', 'declined')).toEqual({ ok: false });
    expect(answerDivert('declined', 'accepted')).toEqual({ ok: false });
  });
});
