import { routes } from '@latchkey/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../ids.ts';
import { Authenticator } from '../testing/authenticator.ts';
import { aMember, clientOf, proofFor } from '../testing/caller.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aBlockOf, aPairedHome, type PairedHome } from '../testing/story.ts';
import { random } from '../testing/caller.ts';

let server: TestServer;
let home: PairedHome;
let port: number;

beforeAll(async () => {
  server = await startTestServer({ settings: { rateFactor: 1000, passkeysRequired: true } });
  port = await server.listen(0);
});
beforeEach(async () => {
  home = await aPairedHome(server, port);
});
afterEach(() => home.hub.end());
afterAll(() => server.close());

/** The same device signs in anew, with its key alone. */
const anotherSession = async () => {
  const guest = clientOf(server);
  const proof = await proofFor(guest, home.signer, 'member');
  const { token } = await guest(routes.newSession, { body: { ...proof, role: 'member' } });
  return clientOf(server, token);
};
const show = async (call: Awaited<ReturnType<typeof anotherSession>>, authenticator: Authenticator, how = {}) => {
  const { challenge } = await call(routes.passkeyProofOptions, { body: {} });
  return call(routes.showPasskey, { body: authenticator.show(challenge, how) });
};

describe('where the server asks for a passkey', () => {
  it('a session that shows none reads no lists, no film and turns no pushes on', async () => {
    await new Authenticator().makeFor(home);
    const call = await anotherSession();
    await expect(call(routes.listHomeVisits, {})).rejects.toThrow('Passkey needed');
    await expect(call(routes.listHomeShipments, {})).rejects.toThrow('Passkey needed');
    await expect(call(routes.readPushKey, {})).rejects.toThrow('Passkey needed');
    await expect(call(routes.readRecording, { params: { recordingId: textOf(random(16)) } })).rejects.toThrow('Passkey needed'); // prettier-ignore
    await expect(call(routes.newPasskeyOptions, { body: {} })).rejects.toThrow('Passkey needed');
    const body = { tokenHash: textOf(random(32)), language: 'en' } as const;
    await expect(call(routes.newFeed, { body })).rejects.toThrow('Passkey needed');
    await expect(call(routes.readFeed, {})).rejects.toThrow('Passkey needed');
  });

  it('a session that shows none can still end the address of a calendar', async () => {
    await new Authenticator().makeFor(home);
    const call = await anotherSession();
    await call(routes.endFeed, {});
  });

  it('P3, P10: but the door hears it: a member blocks and opens with the device’s key alone', async () => {
    await new Authenticator().makeFor(home);
    const call = await anotherSession();
    const block = await aBlockOf(server, home, textOf(random(16)));
    const { hubId } = home.hub;
    expect(await call(routes.newBlock, { body: { hubId, block: textOf(block.bytes) } })).toEqual({ handedToHub: true });
    expect(await call(routes.tellHub, { params: { hubId }, body: { method: 'knock', message: 'AQID' } })).toEqual({ ok: true }); // prettier-ignore
    await call(routes.listHomeReceipts, { params: { hubId }, query: { after: 0 } });
  });

  it('shown once, it holds for that session and no other', async () => {
    const authenticator = new Authenticator();
    await authenticator.makeFor(home);
    const [call, other] = [await anotherSession(), await anotherSession()];
    await show(call, authenticator);
    expect(await call(routes.listHomeVisits, {})).toEqual({ visits: [] });
    await expect(other(routes.listHomeVisits, {})).rejects.toThrow('Passkey needed');
    expect((await call(routes.listPasskeys, {})).shownUntilMs).toBeGreaterThan(server.clock.nowMs());
    expect(await other(routes.listPasskeys, {})).not.toHaveProperty('shownUntilMs');
  });

  it('after 30 days the session is over, and the next one shows it again', async () => {
    const authenticator = new Authenticator();
    await authenticator.makeFor(home);
    const call = await anotherSession();
    await show(call, authenticator);
    server.clock.sleep(30 * 24 * 3_600_000);
    await expect(call(routes.listHomeVisits, {})).rejects.toThrow('Not signed in');
    await expect((await anotherSession())(routes.listHomeVisits, {})).rejects.toThrow('Passkey needed');
  });

  it('a household without one makes its first, and keeps its last', async () => {
    expect(await home.call(routes.listHomeVisits, {})).toEqual({ visits: [] });
    const first = await new Authenticator().makeFor(home, 'Phone');
    await expect(home.call(routes.removePasskey, { params: { passkeyId: first } })).rejects.toThrow('last passkey');
    const second = await new Authenticator().makeFor(home, 'Key');
    await home.call(routes.namePasskey, { params: { passkeyId: second }, body: { name: 'On the key ring' } });
    await home.call(routes.removePasskey, { params: { passkeyId: first } });
    const { passkeys, required } = await home.call(routes.listPasskeys, {});
    expect(required).toBe(true);
    expect(passkeys.map(({ name }) => name)).toEqual(['On the key ring']);
  });
});

describe('what is no proof', () => {
  it.each([
    ['nobody proved to be there', { verified: false }],
    ['a page of another origin asked', { origin: 'http://localhost:9999' }],
    ['it was made for another host', { rpId: 'example.org' }],
  ])('%s', async (_why, how) => {
    const authenticator = new Authenticator();
    await authenticator.makeFor(home);
    await expect(show(await anotherSession(), authenticator, how)).rejects.toThrow('does not verify');
    const { challenge } = await home.call(routes.newPasskeyOptions, { body: {} });
    const made = { name: 'Other', ...new Authenticator().make(challenge, how) };
    await expect(home.call(routes.newPasskey, { body: made })).rejects.toThrow('Signature does not verify');
  });

  it('a challenge that is old, was used, or was given to another household', async () => {
    const authenticator = new Authenticator();
    await authenticator.makeFor(home);
    const call = await anotherSession();
    const { challenge } = await call(routes.passkeyProofOptions, { body: {} });
    await call(routes.showPasskey, { body: authenticator.show(challenge) });
    await expect(call(routes.showPasskey, { body: authenticator.show(challenge) })).rejects.toThrow(
      'Challenge not good',
    );
    const old = await call(routes.passkeyProofOptions, { body: {} });
    server.clock.advance(61_000);
    await expect(call(routes.showPasskey, { body: authenticator.show(old.challenge) })).rejects.toThrow('Challenge not good'); // prettier-ignore
    const stranger = await aMember(server);
    const theirs = await stranger.call(routes.passkeyProofOptions, { body: {} });
    await expect(call(routes.showPasskey, { body: authenticator.show(theirs.challenge) })).rejects.toThrow('Challenge not good'); // prettier-ignore
  });

  it('a counter that did not grow: somebody copied the authenticator', async () => {
    const authenticator = new Authenticator();
    await authenticator.makeFor(home);
    const call = await anotherSession();
    await show(call, authenticator, { counter: 7 });
    await expect(show(call, authenticator, { counter: 7 })).rejects.toThrow('does not verify');
    await show(call, authenticator, { counter: 8 });
  });

  it('a passkey of another household', async () => {
    await new Authenticator().makeFor(home);
    const stranger = await aMember(server);
    const theirs = new Authenticator();
    await theirs.makeFor(stranger);
    await expect(show(await anotherSession(), theirs)).rejects.toThrow('does not verify');
  });
});
