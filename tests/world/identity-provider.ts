import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { freePort } from './ports.ts';

export const CLIENT = { clientId: 'console', clientSecret: 'a-secret-of-the-console' };
export const OTHER = { clientId: 'other', clientSecret: 'of-another-program' };

interface Person {
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly groups?: readonly string[];
}

/** A real identity provider on loopback. Whoever signs in is whom the form names; `people` has what it says of them. */
export const startIdentityProvider = async (redirectUri: string, at?: number) => {
  const port = at ?? (await freePort());
  const issuer = `http://127.0.0.1:${String(port)}`;
  const people = new Map<string, Person>();
  /** What a hostile provider, or somebody between, makes of an honest answer. */
  const changes = { token: (body: Record<string, unknown>) => body };
  const clientOf = ({ clientId, clientSecret }: typeof CLIENT) => ({
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uris: [redirectUri],
    post_logout_redirect_uris: [redirectUri],
  });
  const provider = new Provider(issuer, {
    clients: [clientOf(CLIENT), clientOf(OTHER)],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], groups: ['groups'] },
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId, ...people.get(accountId) }) }),
  });
  provider.use(async (context, next) => {
    await next();
    if (context.path === '/token') context.body = changes.token(context.body as Record<string, unknown>);
  });
  const answer = provider.callback();
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { issuer, people, changes, stop };
};

/** A browser at the provider's own pages: signs in as `login`, consents, and stops where it would come back to the console. */
export const signInAtProvider = async (location: string, login: string, redirectUri: string): Promise<URL> => {
  const cookies = new Map<string, string>();
  let [url, form] = [new URL(location), undefined as URLSearchParams | undefined];
  for (let step = 0; step < 20; step++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const init = form === undefined ? {} : { method: 'POST', body: form };
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie }, ...init });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    form = undefined;
    const next = answer.headers.get('location');
    if (next !== null) {
      url = new URL(next, url);
      if (url.href.startsWith(redirectUri)) return url;
      continue;
    }
    const page = await answer.text();
    const action = /action="([^"]+)"/.exec(page)?.[1];
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    if (action === undefined || prompt === undefined) throw new Error(`the provider answered ${String(answer.status)}: ${page}`); // prettier-ignore
    url = new URL(action, url);
    form = new URLSearchParams({ prompt, login, password: 'any' });
  }
  throw new Error('the provider led in circles');
};
