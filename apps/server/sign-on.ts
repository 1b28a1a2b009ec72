import { readFileSync } from 'node:fs';
import type { OidcSettings } from '@latchkey/server/oidc';
import { WrongSetting } from './settings.ts';

/** The provider has so long for each answer. */
const LIMIT_ANSWER_MS = 5_000;

const needed = (env: NodeJS.ProcessEnv, name: string): string => {
  const text = env[name] ?? '';
  if (text !== '') return text;
  throw new WrongSetting(`LATCHKEY_OIDC_ISSUER is set, but ${name} is not; the identity provider gave you one with the registration.`); // prettier-ignore
};

/** Loopback may be plain: there is nobody between. */
const issuerIn = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLoopback = url !== undefined && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const isPlain = url?.search === '' && url.hash === '' && url.username === '';
  if (isPlain && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback))) return text;
  throw new WrongSetting(`LATCHKEY_OIDC_ISSUER is ${JSON.stringify(text)}; it must be the provider's https:// address, exactly as its discovery names it.`); // prettier-ignore
};

const secretIn = (env: NodeJS.ProcessEnv): string => {
  const file = env['LATCHKEY_OIDC_CLIENT_SECRET_FILE'];
  if (file === undefined || file === '') return needed(env, 'LATCHKEY_OIDC_CLIENT_SECRET');
  if (env['LATCHKEY_OIDC_CLIENT_SECRET'] !== undefined) throw new WrongSetting('LATCHKEY_OIDC_CLIENT_SECRET and LATCHKEY_OIDC_CLIENT_SECRET_FILE are both set; keep one of them.'); // prettier-ignore
  const secret = readSecret(file);
  if (secret !== undefined && secret !== '') return secret;
  throw new WrongSetting(`LATCHKEY_OIDC_CLIENT_SECRET_FILE names ${file}, which is empty or cannot be read.`);
};

const readSecret = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
};

/** The identity provider of the people of carriers; undefined where the host named none. docs/operating/sign-on.md has the list. */
export const signOnIn = (env: NodeJS.ProcessEnv): OidcSettings | undefined => {
  const issuer = env['LATCHKEY_OIDC_ISSUER'] ?? '';
  const others = Object.keys(env).filter((name) => name.startsWith('LATCHKEY_OIDC_') && env[name] !== '');
  if (issuer === '' && others.length > 0) throw new WrongSetting(`${others.join(', ')} is set, but LATCHKEY_OIDC_ISSUER is not; set the issuer too, or none of them.`); // prettier-ignore
  if (issuer === '') return undefined;
  const group = env['LATCHKEY_OIDC_GROUP'] ?? '';
  const scope = env['LATCHKEY_OIDC_SCOPE'] ?? 'openid email';
  if (!scope.split(' ').includes('openid')) throw new WrongSetting(`LATCHKEY_OIDC_SCOPE is ${JSON.stringify(scope)}; it must contain openid.`); // prettier-ignore
  return {
    issuer: issuerIn(issuer),
    clientId: needed(env, 'LATCHKEY_OIDC_CLIENT_ID'),
    clientSecret: secretIn(env),
    ...(group === '' ? {} : { group }),
    scope,
    limitMs: LIMIT_ANSWER_MS,
  };
};
