import { generateSigner, portablePrimitives } from '@latchkey/keys';
import { FLAG, signGrant, toBase64url } from '@latchkey/protocol';
import { expect, test } from 'vitest';
import { someHousehold } from '../../testing/household.ts';
import { nowMs, shipment, told, visit, visitId } from '../../testing/parcels.ts';
import type { Person } from '../people/person.ts';
import type { Stage } from '../visits/stage.ts';
import { ownDates, type FileWords, type OwnVisits } from './own-file.ts';

const nowS = nowMs / 1000;
const stages: readonly Stage[] = ['planned', 'finished', 'blocked', 'expired'];
const words: FileWords = {
  parcelOf: (carrier, doors) => `Parcel from ${carrier}, ${doors}`,
  personAt: (name, doors) => `${name}, ${doors}`,
  announcedFrom: (carrier) => `Perhaps from ${carrier}`,
  announced: 'Waits.',
  declined: 'Declined.',
  undecided: 'Undecided.',
  elsewhere: 'Somebody',
  person: 'Comes.',
  withdrawn: 'Withdrawn.',
  stage: Object.fromEntries(stages.map((stage) => [stage, stage])) as Record<Stage, string>,
};

/** Two hours tomorrow and two hours in a week, through both doors. */
const grantTo = async () => {
  const { key } = await generateSigner();
  const signer = await generateSigner();
  const household = await someHousehold();
  const grant = await signGrant(portablePrimitives, signer, {
    exp: nowS + 14 * 86_400,
    nbf: nowS,
    iat: nowS,
    cti: new Uint8Array(16).fill(1),
    holder: key,
    hubId: household.hubId,
    doors: [1, 2],
    uses: 1,
    flags: FLAG.mustRelock,
    maxOpenSeconds: 120,
    depth: [0, 0],
    visitId: new Uint8Array(16).fill(7),
    occurrences: [
      [1440, 120],
      [10_080, 120],
    ],
  });
  return { household, grant: toBase64url(grant.bytes) };
};

const scene = async (change: Partial<OwnVisits> = {}) => {
  const { household, grant } = await grantTo();
  const series = { visitId, personId: 'p', keyId: 'k', hubId: 'h', grant, window: visit().window, createdMs: nowMs };
  const own: OwnVisits = {
    primitives: portablePrimitives,
    doors: household.doors,
    shipments: [],
    visits: [],
    people: [{ personId: 'p', name: 'Inês' } as Person],
    series: [series],
    receipts: [],
    nowMs,
    ...change,
  };
  return { own, series, grant };
};

test('a person stands in the file by name and doors, once for each date', async () => {
  const { own } = await scene();
  expect(ownDates(own, words)).toMatchObject([
    { id: visitId, occurrence: 0, fromS: nowS + 86_400, title: 'Inês, Flat door, Garage', words: 'Comes.' },
    { id: visitId, occurrence: 1, fromS: nowS + 7 * 86_400, withdrawn: false },
  ]);
});

test('somebody from another device has no name here, and is not left out', async () => {
  const { own } = await scene({ people: [] });
  expect(ownDates(own, words)[0]?.title).toBe('Somebody, Flat door, Garage');
});

test('dates that were still to come when a person was withdrawn are cancelled', async () => {
  const { own, series } = await scene();
  const endedMs = nowMs + 3 * 86_400_000;
  expect(ownDates({ ...own, series: [{ ...series, endedMs }] }, words).map(({ withdrawn }) => withdrawn)).toEqual([
    false,
    true,
  ]);
});

test('a parcel’s stage is what the receipts prove, and a later file is the newer word', async () => {
  const { grant, own } = await scene();
  const visits = [visit({ grant, createdMs: nowMs - 120_000 })];
  const receipts = await told('blocked');
  expect(ownDates({ ...own, series: [], visits, receipts }, words)).toMatchObject([
    { title: 'Parcel from Swift Parcels, Flat door, Garage', words: 'blocked', withdrawn: true, revision: 2 },
  ]);
});

test('a parcel that nobody allowed yet is marked as that; once it is allowed its visit is the same entry, newer', async () => {
  const { grant, own } = await scene();
  const before = { ...own, series: [], shipments: [shipment()] };
  expect(ownDates(before, words)).toMatchObject([
    { id: 's', title: 'Perhaps from Swift Parcels', words: 'Waits.', tentative: true, revision: 0 },
  ]);
  const visits = [visit({ grant, createdMs: nowMs + 30_000 })];
  const after = { ...before, shipments: [shipment({ visitId })], visits, nowMs: nowMs + 120_000 };
  expect(ownDates(after, words)).toMatchObject([
    { id: 's', title: 'Parcel from Swift Parcels, Flat door, Garage', withdrawn: false, revision: 2 },
  ]);
});
