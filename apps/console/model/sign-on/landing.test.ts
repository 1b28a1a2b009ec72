import { ApiProblem, type Problem } from '@latchkey/contract';
import { describe, expect, it } from 'vitest';
import { landingIn, troubleOf } from './landing.ts';

const problem = (code: Problem['code']) =>
  new ApiProblem({ type: 'about:blank', title: code, status: 400, code, detail: code });

describe('who comes back from the identity provider', () => {
  it('is known by the query, which goes to the server as it came', () => {
    expect(landingIn('?code=a%20b&state=c&iss=https%3A%2F%2Fid.example')).toEqual({
      answer: 'code=a%20b&state=c&iss=https%3A%2F%2Fid.example',
      declined: false,
    });
    expect(landingIn('?error=access_denied&state=c')).toEqual({ answer: 'error=access_denied&state=c', declined: true }); // prettier-ignore
  });

  it('is nobody where there is no answer: a plain visit, a sign-out, something half', () => {
    for (const search of ['', '?', '?state=c', '?code=a', '?show=all']) expect(landingIn(search)).toBeUndefined();
  });

  it('is told why they are not signed in', () => {
    expect(troubleOf(problem('not-allowed'))).toBe('not-invited');
    expect(troubleOf(problem('not-allowed'), true)).toBe('declined');
    expect(troubleOf(problem('challenge-expired'), true)).toBe('over');
    expect(troubleOf(problem('wrong-signature'))).toBe('not-proven');
    expect(troubleOf(problem('unavailable'))).toBe('away');
    expect(troubleOf(problem('wrong-origin'))).toBe('other-address');
    expect(() => troubleOf(new TypeError('ours'))).toThrow('ours');
  });
});
