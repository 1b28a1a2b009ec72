import { expect, it } from 'vitest';
import { assignTo } from '../../packages/carrier-sdk/src/assignment.ts';
import { codesForDoor } from '../../packages/carrier-sdk/src/door.ts';
import type { World } from '../../packages/carrier-sdk/src/world.ts';
import { person, unlike } from '../../packages/hub/src/agent/testing/powered-home.ts';
import { p, PARCEL, TestHome } from '../../packages/hub/src/agent/testing/test-home.ts';
import { generateSealingKeys, rawSealingKey } from '../../packages/keys/src/index.ts';
import {
  DOOR_KIND,
  keyIdOf,
  readChain,
  toBase64url,
  type Grant,
  type Link,
} from '../../packages/protocol/src/index.ts';

/**
 * The household's own code makes the permission, the carrier's hands it on and shows it, the hub decides: the protocol's 60 s of a line that is cut, and the
 * hour that a member may allow. The line is cut for good; the courier's screen is read by the door's camera.
 */
const sealing = await generateSealingKeys();

/** The household's code is compiled for browsers, and its types are no part of this project: what is used of it. */
interface Making {
  readonly signWish: (parts: object, household: object, carrier: object, wish: object) => Promise<{ readonly grant: Link<Grant>; readonly visitId: string }>; // prettier-ignore
}
interface Chosen {
  readonly freshTerms: (door: number, dropPlace: string) => object;
}
const app = async <T>(file: string): Promise<T> => (await import(new URL(`../../apps/recipient/model/parcels/${file}.ts`, import.meta.url).href)) as T; // prettier-ignore
const { signWish } = await app<Making>('grant-making');
const { freshTerms } = await app<Chosen>('terms');

/** What the app signs for *inside, please*, in the hands of one courier, and kept by the hub. */
const arrives = async (home: TestHome, line: 'hour' | undefined) => {
  const household = { hubId: home.hub.core.hubId, doors: [{ id: 1, name: 'Flat door', kind: DOOR_KIND.flat }] };
  const carrierKey = { signingKey: home.carrier.key, keyId: toBase64url(keyIdOf(p, home.carrier.key)), sealingKey: await rawSealingKey(sealing.publicKey) }; // prettier-ignore
  const terms = { ...freshTerms(1, 'In the hall'), ...(line === undefined ? {} : { line }) };
  const wish = { terms, fromS: home.unixS, toS: home.unixS + 3 * 3600, trackingNumbers: [PARCEL] };
  const parts = { primitives: p, signer: home.anna, randomBytes: unlike, nowS: home.unixS, fitted: () => 0 };
  const { grant, visitId } = await signWish(parts, household, carrierKey, wish);
  const world = { primitives: p, random: unlike, nowS: () => home.unixS } as Pick<World, 'primitives' | 'random' | 'nowS'> as World; // prettier-ignore
  const courier = person();
  const assignment = await assignTo(world, home.carrier, grant, courier.key);
  const links = [grant.bytes, assignment.bytes];
  expect(await home.hub.answer('chain', new Uint8Array(0), links)).toEqual({ ok: true });
  const chain = readChain(p, links);
  if (!chain.ok) throw new Error('the chain cannot be read');
  const keys = { signer: courier, sealing: { publicKey: new Uint8Array(65), open: () => Promise.reject(new Error('nothing is sealed to a courier here')) } }; // prettier-ignore
  const show = async () => {
    const at = { door: 1, trackingNumbers: [PARCEL] };
    const { codes } = await codesForDoor(world, keys, { visitId, chain: chain.chain }, at);
    const before = home.receipts().length;
    for (const code of codes) {
      const seen = home.hub.seen(1, code);
      await home.clock.pass(2000);
      await seen;
    }
    const said = home.receipts().slice(before);
    return said.find(({ event }) => event === 'refused')?.detail?.reason ?? (said.some(({ event }) => event === 'unlock-intended') ? 'opens' : 'nothing'); // prettier-ignore
  };
  return { show };
};

const MINUTE_MS = 60_000;
const cases: readonly (readonly ['hour' | undefined, number, string])[] = [
  [undefined, 0.5, 'opens'],
  [undefined, 1.5, 'not-fresh'],
  ['hour', 59, 'opens'],
  ['hour', 61, 'not-fresh'],
];

it.each(cases)(
  'P3: a permission made with *%s*, shown %d minutes after the line was cut: %s',
  async (line, minutes, hears) => {
    const home = await TestHome.paired();
    const visit = await arrives(home, line);
    await home.clock.pass(20_000);
    home.server.connected = false;
    await home.clock.pass(minutes * MINUTE_MS);
    expect(await visit.show()).toBe(hears);
    expect(home.locks.flat.openings).toBe(hears === 'opens' ? 1 : 0);
    // What opened is closed again behind whoever went in, line or none.
    await home.clock.pass(30_000);
    expect(home.locks.flat.truth.bolt).toBe(100);
  },
);
