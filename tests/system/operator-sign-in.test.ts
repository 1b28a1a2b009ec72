import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { routes } from '@latchkey/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Clock } from '../../packages/server/src/effects.ts';
import { openOidc } from '../../packages/server/src/operator/oidc.ts';
import { aCarrier, newKey, newSigner, publicKeyText } from '../../packages/server/src/testing/caller.ts';
import { AUDIENCE, startTestServer, type TestServer } from '../../packages/server/src/testing/server.ts';
import { CLIENT, OTHER, signInAtProvider, startIdentityProvider } from '../world/identity-provider.ts';
import { freePort } from '../world/ports.ts';

/** Registered at the provider exactly so. */
const BACK = `${AUDIENCE}/console/`;
const clock: Clock = { nowMs: () => Date.now(), after: () => () => undefined, every: () => () => undefined };

let provider: Awaited<ReturnType<typeof startIdentityProvider>>;
let server: TestServer;
let pax: Awaited<ReturnType<typeof aCarrier>>;

const serverWith = (change: { issuer: string; group?: string }) =>
  startTestServer({
    settings: { rateFactor: 1000 },
    effects: { clock, identity: openOidc({ ...CLIENT, scope: 'openid email groups', limitMs: 5000, ...change }) },
  });

beforeAll(async () => {
  provider = await startIdentityProvider(BACK);
  provider.people.set('kim', { email: 'Kim@Example.com', email_verified: true });
  provider.people.set('kims-namesake', { email: 'kim@example.com', email_verified: true });
  provider.people.set('lea', {});
  provider.people.set('mallory', { email: 'kim@example.com', email_verified: false });
  provider.people.set('ona', { email: 'ona@example.com', email_verified: true, groups: ['dispatch'] });
  server = await serverWith(provider);
  pax = await aCarrier(server);
  await pax.call(routes.inviteOperatorMember, { body: { role: 'dispatcher', email: 'kim@example.com' } });
  await pax.call(routes.inviteOperatorMember, { body: { role: 'administrator', subject: 'lea' } });
});
afterEach(() => {
  provider.changes.token = (body) => body;
  vi.useRealTimers();
});
afterAll(async () => {
  await server.close();
  await provider.stop();
});

/** A browser with its cookies, as far as the server sees one. */
const aBrowser = (at: TestServer = server) => {
  const cookies: Record<string, string> = {};
  const send = async (method: 'GET' | 'POST', url: string, payload?: object, origin = AUDIENCE) => {
    const headers = { host: 'localhost:8400', origin, ...(method === 'GET' ? {} : { 'idempotency-key': newKey() }) };
    const answer = await at.app.inject({
      method,
      url,
      headers,
      cookies,
      ...(payload === undefined ? {} : { payload }),
    });
    for (const { name, value } of answer.cookies) cookies[name] = value;
    return { status: answer.statusCode, said: answer.json<Record<string, string>>(), cookies: answer.cookies };
  };
  const begin = async (wanted = {}) => (await send('POST', '/api/sign-in', wanted)).said['location'] ?? '';
  const finish = (search: string) => send('POST', '/api/sign-in/answer', { answer: search.replace(/^\?/, '') });
  const signIn = async (login: string, wanted = {}) =>
    finish((await signInAtProvider(await begin(wanted), login, BACK)).search);
  const choose = (memberId: string) => send('POST', '/api/sign-in/choice', { memberId });
  /** Takes the one invitation there is. */
  const join = async (login: string) => {
    const choices = choicesOf(await signIn(login));
    expect(choices).toHaveLength(1);
    return choose(choices[0]?.memberId ?? '');
  };
  return { cookies, send, begin, finish, signIn, choose, join };
};

interface Choice {
  readonly memberId: string;
  readonly name: string;
  readonly taken: boolean;
}
const choicesOf = ({ said }: { readonly said: object }) => ('choices' in said ? said.choices : []) as readonly Choice[];

const notProven = { status: 422, said: { code: 'wrong-signature' } };
const notThisBrowser = { status: 409, said: { code: 'challenge-expired' } };
const notAMember = { status: 403, said: { code: 'not-allowed' } };

describe('a person of a carrier', () => {
  it('signs in by the address they were invited by, in a cookie as every session, and acts in their role alone', async () => {
    const kim = aBrowser();
    expect((await kim.send('GET', '/api/sign-in')).said).toEqual({ provider: new URL(provider.issuer).host });
    const { choices } = (await kim.signIn('kim')).said as unknown as { choices: readonly { memberId: string }[] };
    expect(choices).toMatchObject([{ name: 'Pax Parcels', domain: 'http://127.0.0.1:8402', role: 'dispatcher', taken: false }]); // prettier-ignore
    expect(await kim.send('GET', '/api/carrier/self')).toMatchObject({ status: 401 });
    const done = await kim.choose(choices[0]?.memberId ?? '');
    expect(done).toMatchObject({ status: 201, said: { role: 'dispatcher', carrierId: pax.carrierId } });
    expect(done.cookies.find(({ name }) => name === 'lk_carrier')).toMatchObject({
      httpOnly: true,
      sameSite: 'Strict',
      path: '/api/carrier',
    });
    expect(await kim.send('GET', '/api/carrier/self')).toMatchObject({
      said: { as: 'person', role: 'dispatcher', email: 'kim@example.com' },
    });
    expect(await kim.send('GET', '/api/carrier/shipments')).toMatchObject({ status: 200 });
    const key = { name: 'Till', publicKey: publicKeyText(newSigner()) };
    for (const refused of [
      kim.send('POST', '/api/carrier/api-keys', key),
      kim.send('POST', '/api/carrier/webhooks', { url: 'https://example.com/', events: ['visit.complete'] }),
      kim.send('POST', '/api/carrier/members', { role: 'administrator', email: 'friend@example.com' }),
    ])
      expect(await refused).toMatchObject({ status: 403, said: { detail: expect.stringContaining('dispatcher') as string } }); // prettier-ignore
    const lea = aBrowser();
    expect(await lea.join('lea')).toMatchObject({ status: 201, said: { role: 'administrator' } });
    expect(await lea.send('POST', '/api/carrier/api-keys', key)).toMatchObject({ status: 201 });
    const { members } = await pax.call(routes.listOperatorMembers, {});
    expect(members.map(({ lastSignInMs }) => typeof lastSignInMs)).toEqual(['number', 'number']);
  });

  it('is somebody else than who has the same address later, or says it unverified', async () => {
    await aBrowser().signIn('kim');
    expect(await aBrowser().signIn('kims-namesake')).toMatchObject(notAMember);
    expect(await aBrowser().signIn('mallory')).toMatchObject(notAMember);
    expect(await aBrowser().signIn('nobody')).toMatchObject(notAMember);
  });

  it('stays with the carrier that they work for, whoever invites them too, until they ask for another', async () => {
    const other = await aCarrier(server, 'Other Parcels');
    const { memberId, carrierId } = await other.call(routes.inviteOperatorMember, { body: { role: 'administrator', subject: 'lea' } }); // prettier-ignore
    expect(await aBrowser().signIn('lea')).toMatchObject({ said: { carrierId: pax.carrierId } });
    const lea = aBrowser();
    const choices = choicesOf(await lea.signIn('lea', { choose: true }));
    expect(choices.map(({ name, taken }) => [name, taken])).toEqual([['Pax Parcels', true], ['Other Parcels', false]]); // prettier-ignore
    expect(await lea.choose(memberId)).toMatchObject({ status: 201, said: { carrierId } });
    // Two by now: they are asked each time, but where a link says for whom.
    expect(choicesOf(await aBrowser().signIn('lea'))).toHaveLength(2);
    expect(await aBrowser().signIn('lea', { carrierId: pax.carrierId })).toMatchObject({ said: { carrierId: pax.carrierId } }); // prettier-ignore
  });

  it('acts for nobody whose invitation they did not take, however early and however often strangers invited them', async () => {
    provider.people.set('tia', { email: 'tia@example.com', email_verified: true });
    const invited = { body: { role: 'administrator', email: 'tia@example.com' } } as const;
    const squatter = await aCarrier(server, 'Pax Parcels');
    await squatter.call(routes.inviteOperatorMember, invited);
    const { memberId } = await pax.call(routes.inviteOperatorMember, { body: { ...invited.body, role: 'dispatcher' } });
    for (let n = 0; n < 20; n++) await (await aCarrier(server)).call(routes.inviteOperatorMember, invited);
    const tia = aBrowser();
    const choices = choicesOf(await tia.signIn('tia'));
    expect(choices).toHaveLength(20);
    expect(await tia.send('GET', '/api/carrier/self')).toMatchObject({ status: 401 });
    const byLink = choicesOf(await tia.signIn('tia', { carrierId: pax.carrierId }));
    expect(byLink).toMatchObject([{ memberId, taken: false }]);
    expect(await tia.choose(memberId)).toMatchObject({ status: 201, said: { carrierId: pax.carrierId } });
    expect(await aBrowser().signIn('tia')).toMatchObject({ said: { carrierId: pax.carrierId } });
    const [stranger] = (await squatter.call(routes.listOperatorMembers, {})).members;
    expect(stranger).not.toHaveProperty('lastSignInMs');
    expect(stranger).not.toHaveProperty('subject');
  });

  it('takes one of their own choices, once, in the browser that was asked', async () => {
    provider.people.set('uli', { email: 'uli@example.com', email_verified: true });
    const invite = (subject: object) => pax.call(routes.inviteOperatorMember, { body: { role: 'dispatcher', ...subject } }); // prettier-ignore
    const own = await invite({ email: 'uli@example.com' });
    const others = await invite({ subject: 'somebody-else' });
    const [uli, mallory] = [aBrowser(), aBrowser()];
    await uli.signIn('uli');
    expect(await mallory.choose(own.memberId)).toMatchObject(notThisBrowser);
    expect(await uli.choose(others.memberId)).toMatchObject(notAMember);
    expect(await uli.choose(own.memberId)).toMatchObject(notThisBrowser);
    const asked = await uli.signIn('uli');
    expect(choicesOf(asked)).toHaveLength(1);
    const kept = { ...uli.cookies };
    expect(await uli.choose(own.memberId)).toMatchObject({ status: 201 });
    Object.assign(uli.cookies, kept);
    expect(await uli.choose(own.memberId)).toMatchObject(notThisBrowser);
  });

  it('gets a new session with each sign-in, and a sign-out ends it here and leads to the provider’s', async () => {
    const kim = aBrowser();
    await kim.signIn('kim');
    const first = kim.cookies['lk_carrier'];
    await kim.signIn('kim');
    expect(kim.cookies['lk_carrier']).not.toBe(first);
    const out = await kim.send('POST', '/api/carrier/sign-out', {});
    expect(out.said['location']).toContain(`${provider.issuer}/session/end?`);
    expect(new URL(out.said['location'] ?? '').searchParams.get('post_logout_redirect_uri')).toBe(BACK);
    const again = await server.app.inject({ url: '/api/carrier/self', headers: { host: 'localhost:8400' }, cookies: { lk_carrier: kim.cookies['lk_carrier'] ?? '' } }); // prettier-ignore
    expect(again.statusCode).toBe(401);
  });

  it('P11: is cut off at once when removed, and does not come back', async () => {
    provider.people.set('gus', { email: 'gus@example.com', email_verified: true });
    const { memberId } = await pax.call(routes.inviteOperatorMember, { body: { role: 'dispatcher', email: 'gus@example.com' } }); // prettier-ignore
    const gus = aBrowser();
    await gus.join('gus');
    expect(await gus.send('GET', '/api/carrier/shipments')).toMatchObject({ status: 200 });
    const under = aBrowser();
    const back = await signInAtProvider(await under.begin(), 'gus', BACK);
    await pax.call(routes.removeOperatorMember, { params: { memberId }, body: {} });
    expect(await gus.send('GET', '/api/carrier/shipments')).toMatchObject({ status: 401 });
    expect(await under.finish(back.search)).toMatchObject(notAMember);
    expect(await gus.signIn('gus')).toMatchObject(notAMember);
  });
});

describe('an answer of the provider', () => {
  it('counts once', async () => {
    const kim = aBrowser();
    const back = await signInAtProvider(await kim.begin(), 'kim', BACK);
    const kept = { ...kim.cookies };
    expect(await kim.finish(back.search)).toMatchObject({ status: 201 });
    Object.assign(kim.cookies, kept);
    expect(await kim.finish(back.search)).toMatchObject(notThisBrowser);
  });

  it('counts in the browser that began, with its own state and its own code', async () => {
    const [kim, mallory] = [aBrowser(), aBrowser()];
    const back = await signInAtProvider(await kim.begin(), 'kim', BACK);
    expect(await mallory.finish(back.search)).toMatchObject(notThisBrowser);
    await mallory.begin();
    expect(await mallory.finish(back.search)).toMatchObject(notProven);
    const own = new URL(await mallory.begin()).searchParams.get('state') ?? '';
    const stolen = new URLSearchParams(back.search);
    stolen.set('state', own);
    expect(await mallory.finish(stolen.toString())).toMatchObject(notProven);
  });

  it('has this sign-in’s nonce', async () => {
    const kim = aBrowser();
    const location = new URL(await kim.begin());
    location.searchParams.set('nonce', 'of-another-sign-in');
    const back = await signInAtProvider(location.href, 'kim', BACK);
    expect(await kim.finish(back.search)).toMatchObject(notProven);
  });

  it('names the issuer that was asked', async () => {
    const kim = aBrowser();
    const back = await signInAtProvider(await kim.begin(), 'kim', BACK);
    back.searchParams.set('iss', 'https://honest.example.com');
    expect(await kim.finish(back.search)).toMatchObject(notProven);
    const silent = await signInAtProvider(await kim.begin(), 'kim', BACK);
    silent.searchParams.delete('iss');
    expect(await kim.finish(silent.search)).toMatchObject(notProven);
  });

  it('brings a token for this client, signed by the provider', async () => {
    const kim = aBrowser();
    const location = new URL(await kim.begin());
    const forOther = await tokenOfOther(location.searchParams.get('nonce') ?? '');
    const back = await signInAtProvider(location.href, 'kim', BACK);
    provider.changes.token = (body) => ({ ...body, id_token: forOther });
    const before = server.logged().length;
    expect(await kim.finish(back.search)).toMatchObject(notProven);
    expect(server.logged().slice(before)).toContain('CLAIM_COMPARISON');

    const forged = await signInAtProvider(await kim.begin(), 'mallory', BACK);
    provider.changes.token = (body) => ({ ...body, id_token: claiming(String(body['id_token']), { sub: 'lea' }) });
    expect(await kim.finish(forged.search)).toMatchObject(notProven);

    const without = await signInAtProvider(await kim.begin(), 'kim', BACK);
    provider.changes.token = (body) => Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'id_token'));
    expect(await kim.finish(without.search)).toMatchObject(notProven);
  });

  it('says when the clocks differ, that it was cancelled, and that the group is another', async () => {
    const kim = aBrowser();
    const back = await signInAtProvider(await kim.begin(), 'kim', BACK);
    const aheadMs = Date.now() + 2 * 60 * 60 * 1000;
    provider.changes.token = (body) => {
      vi.useFakeTimers({ toFake: ['Date'], now: aheadMs });
      return body;
    };
    expect(await kim.finish(back.search)).toMatchObject({ status: 503, said: { detail: expect.stringContaining('clock') as string } }); // prettier-ignore
    vi.useRealTimers();
    provider.changes.token = (body) => body;
    const location = new URL(await kim.begin());
    const cancelled = new URLSearchParams({ error: 'access_denied', state: location.searchParams.get('state') ?? '', iss: provider.issuer }); // prettier-ignore
    expect(await kim.finish(cancelled.toString())).toMatchObject({ ...notAMember, said: { detail: expect.stringContaining('cancelled') as string } }); // prettier-ignore
    const grouped = await serverWith({ issuer: provider.issuer, group: 'dispatch' });
    const carrier = await aCarrier(grouped);
    for (const subject of ['kim', 'ona'])
      await carrier.call(routes.inviteOperatorMember, { body: { role: 'dispatcher', subject } });
    expect(await aBrowser(grouped).signIn('kim')).toMatchObject({ ...notAMember, said: { detail: expect.stringContaining('group') as string } }); // prettier-ignore
    expect(await aBrowser(grouped).join('ona')).toMatchObject({ status: 201 });
    await grouped.close();
  });

  it('leads nowhere but to the console of this server', async () => {
    const kim = aBrowser();
    const location = new URL(await kim.begin());
    expect(location.origin).toBe(provider.issuer);
    expect(location.searchParams.get('redirect_uri')).toBe(BACK);
    expect(location.searchParams.get('code_challenge_method')).toBe('S256');
    location.searchParams.set('redirect_uri', `${AUDIENCE}/console/?next=https://evil.example.com`);
    await expect(signInAtProvider(location.href, 'kim', BACK)).rejects.toThrow('400');
    expect(await kim.send('POST', '/api/sign-in', { next: 'https://evil.example.com' })).toMatchObject({ status: 400 });
    expect(await kim.send('POST', '/api/sign-in', {}, 'https://evil.example.com')).toMatchObject({ status: 403 });
    expect(await kim.send('POST', '/api/sign-in', {}, 'http://127.0.0.1:8400')).toMatchObject({ status: 403 });
  });

  it('leaves no code and no token in the log', async () => {
    const kim = aBrowser();
    const back = await signInAtProvider(await kim.begin(), 'kim', BACK);
    await kim.finish(back.search);
    const log = server.logged();
    for (const secret of [
      back.searchParams.get('code'),
      back.searchParams.get('state'),
      kim.cookies['lk_carrier'],
      CLIENT.clientSecret,
      'kim@example.com',
    ])
      // prettier-ignore
      expect(log).not.toContain(secret);
  });
});

describe('a provider', () => {
  it('that is away keeps nobody out who has a session or the carrier’s key, and is asked again', async () => {
    const away = await startIdentityProvider(BACK);
    const lonely = await serverWith(away);
    const carrier = await aCarrier(lonely);
    await carrier.call(routes.inviteOperatorMember, { body: { role: 'dispatcher', subject: 'kim' } });
    const kim = aBrowser(lonely);
    await kim.join('kim');
    const back = await signInAtProvider(await kim.begin(), 'kim', BACK);
    await away.stop();
    expect(await kim.finish(back.search)).toMatchObject({ status: 503, said: { code: 'unavailable', detail: expect.stringContaining('does not answer') as string } }); // prettier-ignore
    expect(await kim.send('GET', '/api/carrier/self')).toMatchObject({ status: 200 });
    await lonely.close();
    const never = await serverWith({ issuer: `http://127.0.0.1:${String(await freePort())}` });
    expect(await aBrowser(never).send('POST', '/api/sign-in', {})).toMatchObject({ status: 503, said: { detail: expect.stringContaining('does not answer') as string } }); // prettier-ignore
    await never.close();
  });

  it('whose discovery names another issuer is not asked for anything', async () => {
    const port = await freePort();
    const issuer = `http://127.0.0.1:${String(port)}`;
    const asked: (string | undefined)[] = [];
    const honest = await (await fetch(`${provider.issuer}/.well-known/openid-configuration`)).text();
    const liar = createServer((request, response) => {
      asked.push(request.url);
      response.setHeader('content-type', 'application/json');
      response.end(honest);
    });
    await new Promise<void>((resolve) => liar.listen(port, '127.0.0.1', resolve));
    const misled = await serverWith({ issuer });
    expect(await aBrowser(misled).send('POST', '/api/sign-in', {})).toMatchObject({ status: 503, said: { detail: expect.stringContaining('issuer') as string } }); // prettier-ignore
    expect(asked).toEqual(['/.well-known/openid-configuration']);
    await misled.close();
    await new Promise((resolve) => liar.close(resolve));
  });

  it('that nobody named is not offered', async () => {
    const without = await startTestServer();
    expect((await aBrowser(without).send('GET', '/api/sign-in')).said).toEqual({});
    expect(await aBrowser(without).send('POST', '/api/sign-in', {})).toMatchObject({ status: 404 });
    await without.close();
  });
});

/** A token of the provider's own, with this nonce, for another client of its. */
const tokenOfOther = async (nonce: string): Promise<string> => {
  const verifier = randomBytes(32).toString('base64url');
  const asked = new URLSearchParams({
    client_id: OTHER.clientId,
    redirect_uri: BACK,
    response_type: 'code',
    scope: 'openid email',
    nonce,
    state: 'x',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const back = await signInAtProvider(`${provider.issuer}/auth?${asked.toString()}`, 'lea', BACK);
  const code = back.searchParams.get('code') ?? '';
  const basic = Buffer.from(`${OTHER.clientId}:${OTHER.clientSecret}`).toString('base64');
  const body = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: BACK, code_verifier: verifier }); // prettier-ignore
  const answer = await fetch(`${provider.issuer}/token`, { method: 'POST', body, headers: { authorization: `Basic ${basic}` } }); // prettier-ignore
  const { id_token: token } = (await answer.json()) as { id_token: string };
  return token;
};

/** The same token with other claims, and the signature of before. */
const claiming = (token: string, change: object): string => {
  const [head = '', body = '', signature = ''] = token.split('.');
  const claims = { ...(JSON.parse(Buffer.from(body, 'base64url').toString()) as object), ...change };
  return [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
};
