import { beforeEach, describe, expect, it } from 'vitest';
import {
  decide,
  decodePresentation,
  kidOf,
  readAsk,
  keyName,
  leafOf,
  NO_BYTES,
  ROLE,
  toHex,
  type DoorState,
} from '@latchkey/protocol';
import { bytesOfText, toBase64url } from './encoding.ts';
import { isBroken, type Stop } from './stops.ts';
import { newKeys, NOON, p } from './testing/people.ts';
import { silent } from './testing/relay.ts';
import { sealPosition } from './texts.ts';
import { assigned, grantedShipment, newScene, PARCEL, publicHalves, type Scene } from './testing/scene.ts';

const NONCE = new Uint8Array(16).fill(42);
let scene: Scene;
beforeEach(async () => {
  scene = await newScene();
});

const fault = (name: string) => expect.objectContaining({ fault: name }) as unknown;
const firstStop = async (): Promise<Stop> => {
  const [stop] = await scene.device.stops();
  if (stop === undefined || isBroken(stop)) throw new Error('no stop');
  return stop;
};

/** What Anna's hub knows after it was armed and has answered an ask by this stop's device with NONCE. */
const doorAfterAsk = (stop: Stop): DoorState => ({
  hubId: scene.home.hubId,
  roster: {
    head: new Uint8Array(32),
    epoch: 1,
    homeId: new Uint8Array(16),
    members: new Map([
      [
        toHex(kidOf(p, scene.home.anna.key)),
        { role: ROLE.admin, key: scene.home.anna.key, sealingKey: new Uint8Array(65) },
      ],
    ]),
    earlier: [],
  },
  doors: new Set([1]),
  resumed: true,
  blocks: [],
  ledger: { ctis: new Map(), uses: new Map() },
  armed: new Map(),
  verified: new Map(),
  nonces: new Map([
    [toHex(NONCE), { origin: 'asked', door: 1, holder: keyName(leafOf(stop.chain).claims.holder), issuedMs: 1000 }],
  ]),
  usedSlots: new Set(),
  approved: new Set(),
  freshness: { serverMs: 1000 },
  limited: new Map(),
  heardOver: 'line',
});

describe('a delivery through the library', () => {
  it('ends in a knock that the door allows', async () => {
    await assigned(scene);
    const stop = await firstStop();
    expect(stop.text).toEqual({
      name: 'Anna Ferrante',
      address: 'Lindenstraße 14',
      dropPlace: 'on the mat',
      note: 'The dog is friendly.',
      trackingNumbers: [PARCEL],
    });
    scene.relay.hub = { ask: () => ({ ok: true, message: toBase64url(NONCE) }), knock: () => ({ ok: true }) };
    expect(await scene.device.knock(stop, { door: 1, trackingNumbers: [PARCEL] })).toEqual({ outcome: 'allowed' });
    const [knock] = scene.relay.knocks;
    const now = { unixS: NOON, uptimeMs: 2000 };
    expect(decide(p, bytesOfText(knock ?? ''), doorAfterAsk(stop), now)).toMatchObject({ allow: true, door: 1 });
  });

  it('asks with the present slot, so that a recorded ask starts no camera tomorrow', async () => {
    await assigned(scene);
    const stop = await firstStop();
    let asked = '';
    scene.relay.hub.ask = (message) => {
      asked = message;
      return { ok: false, refusal: { reason: 'not-armed' } };
    };
    await scene.device.knock(stop, { door: 1, trackingNumbers: [PARCEL] });
    const read = decodePresentation(bytesOfText(asked));
    const ask = readAsk(p, read.ok ? read.value.knock : NO_BYTES, leafOf(stop.chain).hash);
    expect(ask.ok && ask.link.claims.slot).toBe(Math.floor(NOON / 30));
  });

  it.each([
    [-1, [0, -1]],
    [1, [0, 1]],
    [2, [0]],
    [2880, [0]],
  ])('asks once more in the slot of a door whose clock differs by %i, if that is a neighbour', async (ahead, slots) => {
    await assigned(scene);
    const stop = await firstStop();
    const own = Math.floor(NOON / 30);
    const asked: number[] = [];
    scene.relay.hub.ask = (message) => {
      const read = decodePresentation(bytesOfText(message));
      const ask = readAsk(p, read.ok ? read.value.knock : NO_BYTES, leafOf(stop.chain).hash);
      if (ask.ok) asked.push((ask.link.claims.slot ?? 0) - own);
      return { ok: false, refusal: { reason: 'slot-stale', nowSlot: own + ahead } };
    };
    const heard = await scene.device.knock(stop, { door: 1, trackingNumbers: [PARCEL] });
    expect(asked).toEqual(slots);
    expect(heard).toMatchObject({ outcome: 'refused', refusal: { reason: 'slot-stale' } });
  });

  it('knocks with the very same bytes while the household is asked', async () => {
    await assigned(scene);
    const stop = await firstStop();
    const says = [
      { ok: false, refusal: { reason: 'approval-missing', waitS: 60 } },
      { ok: false, refusal: { reason: 'approval-missing', waitS: 58 } },
      { ok: true },
    ] as const;
    let at = 0;
    scene.relay.hub = {
      ask: () => ({ ok: true, message: toBase64url(NONCE) }),
      knock: () => says[at++] ?? { ok: true },
    };
    const left: number[] = [];
    const heard = await scene.device.knock(stop, { door: 1, trackingNumbers: [PARCEL], waiting: (s) => left.push(s) });
    expect(heard).toEqual({ outcome: 'allowed' });
    expect(left).toEqual([60, 58]);
    expect(new Set(scene.relay.knocks).size).toBe(1);
  });

  it('hands the refusal of a door on as an answer', async () => {
    await assigned(scene);
    scene.relay.hub.ask = () => ({ ok: false, refusal: { reason: 'blocked' } });
    const heard = await scene.device.knock(await firstStop(), { door: 1, trackingNumbers: [PARCEL] });
    expect(heard).toEqual({ outcome: 'refused', refusal: { reason: 'blocked' } });
  });

  it('repeats the very same knock when no answer came, and says that nothing is known', async () => {
    await assigned(scene);
    scene.relay.hub = { ask: () => ({ ok: true, message: toBase64url(NONCE) }), knock: silent };
    const heard = await scene.device.knock(await firstStop(), { door: 1, trackingNumbers: [PARCEL] });
    expect(heard).toEqual({ outcome: 'not-reached', because: 'hub-silent' });
    expect(scene.relay.knocks).toHaveLength(2);
    expect(new Set(scene.relay.knocks).size).toBe(1);
  });

  it('signs in again by itself when the server has forgotten the session', async () => {
    await assigned(scene);
    scene.relay.forget();
    expect(await scene.device.stops()).toHaveLength(1);
    expect(scene.relay.signIns).toBe(1);
  });
});

describe('a server that lies', () => {
  it('cannot put its own key in a courier’s place before first contact', async () => {
    await scene.carrier.register({ name: 'Morgenpost', domain: 'http://127.0.0.1:8402' });
    const { code, keyId } = await scene.device.enrol('Kim');
    const swapped = publicHalves(await newKeys());
    for (const change of [
      { signingKey: swapped.signingKey },
      { sealingKey: swapped.sealingKey },
      swapped,
      { name: 'Mallory' },
    ]) {
      const honest = scene.relay.enrolments.get(keyId);
      if (honest === undefined) throw new Error('nothing was enrolled');
      scene.relay.enrolments.set(keyId, { ...honest, ...change });
      await expect(scene.carrier.takeOn(code)).rejects.toEqual(fault('enrolment-forged'));
      scene.relay.enrolments.set(keyId, honest);
    }
    await expect(scene.carrier.takeOn(code)).resolves.toMatchObject({ name: 'Kim', keyId });
  });

  it('cannot have a visit assigned to a courier that dispatch never checked', async () => {
    await assigned(scene);
    const shipment = await grantedShipment(scene);
    const stranger = toBase64url(new Uint8Array(16).fill(66));
    await expect(scene.carrier.assign(shipment, stranger)).rejects.toEqual(fault('courier-not-known-here'));
  });

  it('cannot pass another carrier’s grant, another visit’s or one for other parcels', async () => {
    const { courierId } = await assigned(scene);
    const assign = async (change: Parameters<typeof grantedShipment>[1]) =>
      scene.carrier.assign(await grantedShipment(scene, change), courierId);
    const other = await newKeys();
    await expect(assign({ holder: other.signer.key })).rejects.toEqual(fault('grant-not-ours'));
    await expect(assign({ visitId: new Uint8Array(16) })).rejects.toEqual(fault('grant-does-not-fit'));
    await expect(assign({ hubId: new Uint8Array(16) })).rejects.toEqual(fault('grant-does-not-fit'));
    await expect(assign({ parcels: [new Uint8Array(16)] })).rejects.toEqual(fault('grant-does-not-fit'));
    await expect(assign({ depth: [0, 0], parcels: undefined } as never)).rejects.toEqual(fault('grant-does-not-fit'));
  });

  it('cannot show a courier another hub than the one in the grant', async () => {
    await assigned(scene);
    const { relay } = scene;
    if (relay.stop !== undefined) relay.stop = { ...relay.stop, hubKey: publicHalves(await newKeys()).signingKey };
    expect(await scene.device.stops()).toEqual([expect.objectContaining({ fault: 'hub-key-wrong' })]);
  });

  it('cannot hand a courier somebody else’s stop', async () => {
    await assigned(scene);
    const other = await newScene();
    await assigned(other);
    scene.relay.stop = other.relay.stop;
    expect(await scene.device.stops()).toEqual([expect.objectContaining({ fault: 'chain-not-for-this-device' })]);
  });

  it('cannot splice an assignment under another grant', async () => {
    await assigned(scene);
    const { grant } = (await grantedShipment(scene, { doors: [1, 2] })).visit ?? { grant: '' };
    const { relay } = scene;
    if (relay.stop !== undefined) relay.stop = { ...relay.stop, links: [grant, relay.stop.links[1] ?? ''] };
    expect(await scene.device.stops()).toEqual([expect.objectContaining({ fault: 'chain-broken' })]);
  });

  it('cannot register a key that the carrier’s domain does not publish', async () => {
    const other = await newScene();
    scene.relay.stop = undefined;
    const mixed = { ...scene.world, fetch: other.relay.fetch };
    const { createCarrier, courierBook } = await import('./index.ts');
    const carrier = createCarrier({ world: mixed, keys: scene.carrierKeys, book: courierBook(), transport: 'bearer' });
    await expect(carrier.register({ name: 'M', domain: 'http://127.0.0.1:8402' })).rejects.toEqual(
      fault('key-not-published'),
    );
  });
});

describe('an enrolment code', () => {
  it.each([
    '',
    'abc',
    'a.b',
    'x'.repeat(64),
    `${'A'.repeat(22)}.${'A'.repeat(63)}`,
    `${'A'.repeat(22)}.${'A'.repeat(64)}.x`,
  ])('is refused before anything is fetched: %j', async (text) => {
    await expect(scene.carrier.takeOn(text)).rejects.toEqual(fault('enrolment-code-invalid'));
  });
});

describe('where a courier is', () => {
  it('can be read by the stop’s carrier alone, for that visit alone, and its length tells nothing', async () => {
    const { world, carrier, carrierKeys } = scene;
    const near = { at: { latE6: 1, lonE6: 2 }, accuracyM: 5, atS: NOON };
    const far = { at: { latE6: -52_500_123, lonE6: -113_400_456 }, accuracyM: 100_000, atS: NOON };
    const to = carrierKeys.sealing.publicKey;
    const [one, other] = await Promise.all([near, far].map((said) => sealPosition(world.seal, to, said, 'visit')));
    expect(one?.length).toBe(other?.length);
    expect(await carrier.position('visit', other ?? '')).toEqual(far);
    await expect(carrier.position('another visit', one ?? '')).rejects.toEqual(fault('sealed-text-unreadable'));
    const foreign = await sealPosition(world.seal, (await newKeys()).sealing.publicKey, near, 'visit');
    await expect(carrier.position('visit', foreign)).rejects.toEqual(fault('sealed-text-unreadable'));
  });
});
