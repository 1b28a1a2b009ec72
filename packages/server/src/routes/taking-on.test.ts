/** Who can take a courier's device on: whoever was shown its code, and nobody who only met it. */
import { routes, type ApiProblem } from '@latchkey/contract';
import { keyIdOf, readAssignment } from '@latchkey/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesIn, textOf } from '../ids.ts';
import { aCarrier, aCourier, newKey, proofFor, clientOf, newSigner, random, sealingKey } from '../testing/caller.ts';
import { SERVER } from '../store/store.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { anAssignedVisit, aPairedHome, type PairedHome } from '../testing/story.ts';

let server: TestServer;
let home: PairedHome;
beforeAll(async () => {
  server = await startTestServer({ settings: { rateFactor: 1000 } });
  home = await aPairedHome(server, await server.listen(0));
});
afterAll(async () => {
  home.hub.end();
  await server.close();
});

type Carrier = Awaited<ReturnType<typeof aCarrier>>;
const takesOn = (carrier: Carrier, keyId: string, admission: string) =>
  carrier
    .call(routes.takeOnCourier, { body: { keyId, admission } })
    .catch((error: unknown) => (error as ApiProblem).problem);
const couriersOf = async (carrier: Carrier) => (await carrier.call(routes.listCouriers, {})).couriers;

describe('a courier’s device', () => {
  it('is not taken on by a household that reads its key in the visit, and registers as a carrier', async () => {
    const visit = await anAssignedVisit(server, home);
    const { visits } = await home.call(routes.listHomeVisits, {});
    const seen = visits.find((one) => one.visitId === visit.visitId);
    const { primitives: p } = server.effects;
    const read = readAssignment(p, bytesIn(seen?.assignments[0] ?? '') ?? new Uint8Array(), visit.grant.hash);
    if (!read.ok) throw new TypeError('no assignment');
    const keyId = textOf(keyIdOf(p, read.link.claims.holder));
    expect(keyId).toBe(visit.courier.keyId);
    const stalker = await aCarrier(server, 'Curious Parcels');
    // Nor is its record read by whoever knows the key, by a carrier or by a household, and nobody leaves anything for it.
    for (const boxId of [keyId, textOf(random(16))])
      for (const asked of [
        stalker.call(routes.readEnrolmentAsCarrier, { params: { boxId } }),
        home.call(routes.readEnrolmentAsMember, { params: { boxId } }),
        home.call(routes.welcomeDevice, { params: { boxId }, body: { welcome: 'AQID' } }),
      ])
        await expect(asked).rejects.toMatchObject({ problem: { status: 404, code: 'not-found' } });
    // What is public of the device is no admission: its record, its hash that the server keeps.
    const { mac } = await stalker.call(routes.readEnrolmentAsCarrier, { params: { boxId: visit.courier.boxId } });
    const admits = textOf(p.sha256(Buffer.from(visit.courier.admission, 'base64url')));
    const unknown = await takesOn(stalker, newKey(), textOf(random(32)));
    for (const admission of [textOf(random(32)), mac, admits])
      expect(await takesOn(stalker, keyId, admission)).toEqual(unknown);
    expect(unknown).toMatchObject({ status: 404, code: 'not-found' });
    expect(await couriersOf(stalker)).toEqual([]);
    expect(await takesOn(stalker, keyId, visit.courier.admission)).toMatchObject({
      courierId: expect.any(String) as string,
    });
  });

  it('is not taken on where it left nothing that admits: an invited person, a household’s new phone', async () => {
    const signer = newSigner();
    const guest = clientOf(server);
    const proof = await proofFor(guest, signer, 'courier');
    const record = { signingKey: proof.publicKey, sealingKey: sealingKey(), name: 'Mina', mac: textOf(random(32)) };
    const { keyId } = await guest(routes.newEnrolment, { body: { ...proof, record } });
    const carrier = await aCarrier(server);
    for (const admission of [textOf(random(32)), textOf(new Uint8Array(32))])
      expect(await takesOn(carrier, keyId, admission)).toMatchObject({ code: 'not-found' });
  });

  it('makes a fresh code by its own key, as one of before there was any admission has to: from then on the earlier one is nobody’s', async () => {
    const courier = await aCourier(server);
    const guest = clientOf(server);
    const anew = async (signer = courier.signer) => {
      const proof = await proofFor(guest, signer, 'courier');
      const [admission, boxId] = [random(32), textOf(random(16))];
      const record = { signingKey: proof.publicKey, sealingKey: sealingKey(), name: 'Kim', mac: textOf(random(32)) };
      const admits = textOf(server.effects.primitives.sha256(admission));
      await guest(routes.newEnrolment, { body: { ...proof, record, admits, boxId } });
      return { record, boxId, admission: textOf(admission) };
    };
    // Kept by a server that knew of no admissions and no boxes.
    const before = (await server.effects.store.enrolment(courier.keyId)) ?? expect.fail('not kept');
    const { keyId, publicKey, sealingKey: sealing, name, mac, createdMs } = before;
    const old = { keyId, publicKey, sealingKey: sealing, name, mac, createdMs };
    await server.effects.store.write(SERVER, [{ kind: 'enrolment', enrolment: old }]);
    const carrier = await aCarrier(server);
    expect(await takesOn(carrier, courier.keyId, courier.admission)).toMatchObject({ code: 'not-found' });
    const first = await anew();
    const second = await anew();
    expect(await takesOn(carrier, courier.keyId, first.admission)).toMatchObject({ code: 'not-found' });
    expect(await takesOn(carrier, courier.keyId, second.admission)).toMatchObject({ courierId: expect.any(String) as string }); // prettier-ignore
    const read = (boxId: string) => carrier.call(routes.readEnrolmentAsCarrier, { params: { boxId } });
    expect(await read(second.boxId)).toEqual(second.record);
    for (const { boxId } of [first, courier]) await expect(read(boxId)).rejects.toMatchObject({ problem: { status: 404 } }); // prettier-ignore
    // Another device's box is not to be had.
    const other = { ...(await aCourier(server)) };
    const proof = await proofFor(guest, other.signer, 'courier');
    const taken = guest(routes.newEnrolment, { body: { ...proof, record: { ...second.record, signingKey: proof.publicKey }, boxId: second.boxId } }); // prettier-ignore
    await expect(taken).rejects.toMatchObject({ problem: { code: 'conflict' } });
    expect(await read(second.boxId)).toEqual(second.record);
  });
});
