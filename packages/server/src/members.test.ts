import { routes } from '@latchkey/contract';
import { ROLE, signRoster, type Roster } from '@latchkey/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from './ids.ts';
import { clientOf, newSigner, proofFor, sealingKey } from './testing/caller.ts';
import { startTestServer, type TestServer } from './testing/server.ts';
import { aPairedHome, type PairedHome } from './testing/story.ts';

let server: TestServer;
let ada: PairedHome;
beforeEach(async () => {
  server = await startTestServer();
  ada = await aPairedHome(server, await server.listen(0));
});
afterEach(async () => {
  ada.hub.end();
  await server.close();
});

const bytes = (text: string) => Buffer.from(text, 'base64url');
const ben = newSigner();
const memberRow = (key: Roster['members'][number]['key'], name: string) => ({ role: ROLE.admin, key, sealingKey: bytes(sealingKey()), name }); // prettier-ignore

const change = async (members: Roster['members'], epoch: number) => {
  const claims = { iat: 1, homeId: bytes(ada.homeId), epoch, members };
  const roster = await signRoster(server.effects.primitives, ada.signer, claims, ada.roster.hash);
  const body = { method: 'roster' as const, message: textOf(roster.bytes) };
  return ada.call(routes.tellHub, { params: { hubId: ada.hub.hubId }, body });
};

const signIn = async () => {
  const guest = clientOf(server);
  const session = await guest(routes.newSession, { body: { ...(await proofFor(guest, ben, 'member')), role: 'member' } }); // prettier-ignore
  return clientOf(server, session.token);
};

describe('a roster that the hub accepted', () => {
  it('lets a new member sign in', async () => {
    await expect(signIn()).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await change([memberRow(ada.signer.key, 'Ada'), memberRow(ben.key, 'Ben')], 2);
    const call = await signIn();
    expect((await call(routes.readHome, {})).homeId).toBe(ada.homeId);
  });

  it('P11: cuts off at once who is not in it any more, and nobody else', async () => {
    await change([memberRow(ada.signer.key, 'Ada'), memberRow(ben.key, 'Ben')], 2);
    const call = await signIn();
    await call(routes.readHome, {});
    await change([memberRow(ada.signer.key, 'Ada')], 3);
    await expect(call(routes.readHome, {})).rejects.toMatchObject({ problem: { code: 'not-signed-in' } });
    await expect(signIn()).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await expect(ada.call(routes.readHome, {})).resolves.toBeDefined();
  });

  it('is nothing where the hub refused it', async () => {
    ada.hub.answer = () => ({ ok: false, refusal: { reason: 'signer-not-admin' } });
    await change([memberRow(ben.key, 'Ben')], 2);
    await expect(ada.call(routes.readHome, {})).resolves.toBeDefined();
    await expect(signIn()).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });
});
