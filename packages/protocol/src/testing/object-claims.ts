import { againstBytes, PLACE, signBlock, signDivert, TARGET, ROLE, type Link, type PublicKey } from '../index.ts';
import { anna, ben, hub, kim, p, seeded } from './people.ts';
import { GRANT, HUB_ID, NOON, seeded65 } from './story.ts';

/** What the good objects of `objects.ts` say. */

export const NONE = new Uint8Array(0);
export const PARENT = seeded('parent', 32);
const member = (role: number, key: PublicKey, name: string) => ({ role, key, sealingKey: seeded65(name), name });
export const roster = {
  iat: NOON,
  homeId: seeded('home'),
  epoch: 1,
  members: [member(ROLE.admin, anna.key, 'Anna'), member(ROLE.resident, ben.key, 'Ben')],
};
const passkey = { key: kim.key, page: seeded('page of the passkey', 32) };
export const withPasskey = roster.members.map((one) => (one.role === ROLE.admin ? { ...one, passkey } : one));
export const block = {
  iat: NOON,
  cti: seeded('block'),
  hubId: HUB_ID,
  target: { type: TARGET.visit, id: GRANT.visitId },
};
export const receipt = {
  iat: NOON,
  hubId: HUB_ID,
  seq: 2,
  timeSource: 3,
  bootId: seeded('boot'),
  salt: seeded('salt'),
  door: 1,
  visitId: GRANT.visitId,
  answers: seeded('knock', 32),
};
export const unlocked = {
  event: 'unlocked',
  detail: { leaf: seeded('leaf'), recordingId: seeded('recording'), filmHead: seeded('film', 32), filmSeq: 151 },
} as const;
export const state = {
  iat: NOON, nonce: seeded('nonce of the app'), hubId: HUB_ID, bootId: seeded('boot'), seq: 2, head: seeded('head', 32), blockSeq: 0, epoch: 1, timeSource: 3, resumed: true, capability: 1,
  doors: [{ door: 1, bolt: 1, contact: 1, jammed: false, phase: 'idle', camera: 1, sensorAgeMs: 120 }],
} as const; // prettier-ignore
export const pairing = {
  hubKey: hub.key,
  nonce: seeded('nonce B'),
  doors: [{ id: 1, name: 'Wohnungstür', kind: 1 }],
  capability: 1,
  bootId: seeded('boot'),
  hello: seeded('hello', 32),
};
export const look = {
  nonce: seeded('nonce for a look'),
  hubId: HUB_ID,
  door: 1,
  seconds: 600,
  sealingKey: seeded65('one look'),
};
export const resume = {
  iat: NOON,
  hubId: HUB_ID,
  bootId: seeded('boot'),
  seq: 2,
  head: seeded('head', 32),
  epoch: 1,
  blockSeq: 0,
};

export const declaration = { iat: NOON, hubId: HUB_ID, door: 1, number: 1, facts: 3 };
const visitor = {
  visitId: GRANT.visitId,
  leaf: seeded('leaf'),
  issuer: seeded('kid', 8),
  holder: seeded('holder'),
  armed: true,
  fromS: NOON,
  toS: NOON + 7200,
  usesLeft: 1,
};
export const access = {
  iat: NOON,
  nonce: seeded('nonce of the app'),
  hubId: HUB_ID,
  door: 1,
  bootId: seeded('boot'),
  seq: 2,
  epoch: 1,
  facts: 3,
  driverFacts: 3,
  declared: 1,
  standing: [1, 3],
  members: [{ kid: seeded('kid', 8), role: ROLE.admin }],
  visitors: [visitor],
  leftOut: 0,
  resumed: true,
  blocks: [
    { seq: 1, target: { type: TARGET.carrierKey, id: seeded('carrier') } },
    { seq: 3, target: { type: TARGET.everything, id: new Uint8Array(0) }, exp: NOON + 7200 },
  ],
};

export const inquiry = { nonce: seeded('nonce of dispatch'), hubId: HUB_ID, sealingKey: seeded65('post') };
export const ownPage = {
  nonce: seeded('nonce of the app'),
  hubId: HUB_ID,
  origin: 'https://192.168.1.20:8443',
  certificate: seeded('certificate', 32),
};
export const tally = {
  iat: NOON,
  hubId: HUB_ID,
  visitId: seeded('visit'),
  from: 1,
  seq: 52,
  head: seeded('newest receipt', 32),
  receipts: [12, 38, 39],
};
export const move = { hubId: HUB_ID, server: 'https://doors.example.org', bootId: seeded('this start') };
export const readiness = {
  iat: NOON,
  nonce: seeded('nonce of dispatch'),
  hubId: HUB_ID,
  visitId: GRANT.visitId,
  doors: [
    { door: 1, against: againstBytes([]) },
    { door: 2, against: againstBytes(['battery-low', 'takes-no-visitor']) },
  ],
};

export const departure = { hubId: HUB_ID, of: seeded('announcement'), proof: seeded('proof') };
export const setBack = {
  iat: NOON,
  hubId: HUB_ID,
  bootId: seeded('this start'),
  floor: NOON + 150_000_000,
  proof: seeded('proof'),
};
export const suspension = { hubId: HUB_ID, member: seeded('kid', 8), proof: seeded('proof') };

export const reply = {
  hubKey: hub.key,
  previous: NONE,
  doors: [{ id: 1, name: 'Wohnungstür', kind: 1 }],
  capability: 3,
  pending: { hash: seeded('recovery', 32), leftS: 172_800 },
};

export async function divert(day: { readonly dayS?: number }): Promise<Link<unknown>> {
  const inner = await signBlock(p, anna, block);
  const claims = {
    iat: NOON,
    cti: seeded('divert'),
    hubId: HUB_ID,
    visitId: GRANT.visitId,
    place: PLACE.anotherDay,
    ...day,
    sealed: seeded('sealed', 32),
    block: inner.bytes,
  };
  return signDivert(p, anna, claims, PARENT);
}
