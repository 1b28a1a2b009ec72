import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signOnIn } from './sign-on.ts';

const good = {
  LATCHKEY_OIDC_ISSUER: 'https://id.example.com/realms/pax',
  LATCHKEY_OIDC_CLIENT_ID: 'console',
  LATCHKEY_OIDC_CLIENT_SECRET: 'a secret',
};

describe('the settings of an identity provider', () => {
  it('are none where none is set, and all of them where all are', () => {
    expect(signOnIn({})).toBeUndefined();
    expect(signOnIn({ LATCHKEY_OIDC_ISSUER: '' })).toBeUndefined();
    expect(signOnIn(good)).toEqual({
      issuer: 'https://id.example.com/realms/pax',
      clientId: 'console',
      clientSecret: 'a secret',
      scope: 'openid email',
      limitMs: 5000,
    });
    expect(signOnIn({ ...good, LATCHKEY_OIDC_GROUP: 'dispatch' })).toMatchObject({ group: 'dispatch' });
  });

  it('take the secret from a file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'sign-on-')), 'secret');
    writeFileSync(file, 'of a file\n');
    const { LATCHKEY_OIDC_ISSUER, LATCHKEY_OIDC_CLIENT_ID } = good;
    const rest = { LATCHKEY_OIDC_ISSUER, LATCHKEY_OIDC_CLIENT_ID };
    expect(signOnIn({ ...rest, LATCHKEY_OIDC_CLIENT_SECRET_FILE: file })).toMatchObject({ clientSecret: 'of a file' });
    expect(() => signOnIn({ ...rest, LATCHKEY_OIDC_CLIENT_SECRET_FILE: `${file}-not` })).toThrow('cannot be read');
    expect(() => signOnIn({ ...good, LATCHKEY_OIDC_CLIENT_SECRET_FILE: file })).toThrow('keep one of them');
  });

  it.each([
    ['half of them', { LATCHKEY_OIDC_CLIENT_ID: 'console' }, 'LATCHKEY_OIDC_ISSUER is not'],
    ['no client', { ...good, LATCHKEY_OIDC_CLIENT_ID: '' }, 'LATCHKEY_OIDC_CLIENT_ID is not'],
    ['no secret', { ...good, LATCHKEY_OIDC_CLIENT_SECRET: '' }, 'LATCHKEY_OIDC_CLIENT_SECRET is not'],
    ['a plain issuer elsewhere', { ...good, LATCHKEY_OIDC_ISSUER: 'http://id.example.com' }, 'https://'],
    ['no address', { ...good, LATCHKEY_OIDC_ISSUER: 'id.example.com' }, 'https://'],
    ['an issuer with a query', { ...good, LATCHKEY_OIDC_ISSUER: 'https://id.example.com/?a' }, 'https://'],
    ['a scope without openid', { ...good, LATCHKEY_OIDC_SCOPE: 'email' }, 'must contain openid'],
  ])('are refused with a sentence: %s', (_name, env, sentence) => {
    expect(() => signOnIn(env)).toThrow(sentence);
  });
});
