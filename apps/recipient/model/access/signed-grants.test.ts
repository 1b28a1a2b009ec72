import { generateSigner, portablePrimitives as p, randomBytes } from '@latchkey/keys';
import { FLAG, kidOf, signGrant, toBase64url, toHex, type PublicKey } from '@latchkey/protocol';
import { createCell, type Client } from '@latchkey/web-kit/model';
import { expect, test } from 'vitest';
import { loosestOf } from '../parcels/grant-reading.ts';
import { createLists } from '../lists.ts';
import { createSignedGrants } from './signed-grants.ts';
import type { VisitSummary } from '../visits/stage.ts';

const nowS = 1_790_000_000;
const hubId = new Uint8Array(16).fill(4);
const window = { fromS: nowS, toS: nowS + 3600 };

/** A household with one member, and visits that this member and a stranger signed. */
const scene = async () => {
  const [member, stranger] = [await generateSigner(), await generateSigner()];
  const roster = new Map<string, PublicKey>([[toHex(kidOf(p, member.key)), member.key]]);
  const grants = createSignedGrants({ primitives: p, hubId, memberKey: (kid) => roster.get(kid) });
  const visitOf = async (
    signer = member,
    change: object = {},
    fromServer = { fromS: nowS - 86_400, toS: nowS - 82_800 },
  ) => {
    const visitId = randomBytes(16);
    const { bytes } = await signGrant(p, signer, {
      iat: nowS, nbf: window.fromS, exp: window.toS, cti: randomBytes(16), holder: stranger.key, hubId, doors: [1], uses: 1,
      flags: FLAG.mustRelock, maxOpenSeconds: 120, depth: [1, 1], visitId, ...change,
    }); // prettier-ignore
    return { visitId: toBase64url(visitId), grant: toBase64url(bytes), window: fromServer } as unknown as VisitSummary;
  };
  return { member, stranger, roster, grants, visitOf };
};

test('a grant counts by a current member’s signature for this hub and this visit, and by nothing else', async () => {
  const { stranger, roster, grants, visitOf, member } = await scene();
  const visit = await visitOf();
  expect(grants(visit)?.claims.exp).toBe(window.toS);
  expect(grants(await visitOf(stranger))).toBeUndefined();
  expect(grants(await visitOf(member, { hubId: new Uint8Array(16).fill(5) }))).toBeUndefined();
  expect(grants({ ...visit, visitId: toBase64url(randomBytes(16)) })).toBeUndefined();
  expect(grants({ ...visit, grant: 'AAAA' })).toBeUndefined();
  roster.clear();
  expect(grants(visit)).toBeUndefined();
});

test('a visit’s window is the one that a member signed, whatever the server writes beside it', async () => {
  const { member, stranger, roster, grants, visitOf } = await scene();
  const own = await visitOf(member);
  const forged = await visitOf(stranger);
  const answers = { visits: [own, forged], shipments: [], hubs: [] };
  const changed = createCell(0);
  const client = (() => Promise.resolve(answers)) as unknown as Client;
  const known = [...roster];
  roster.clear();
  const lists = createLists({ client, hubId: '', wallMs: () => nowS * 1000, grants, roster: changed });
  const windows = () => {
    const now = lists.state.get();
    return now.kind === 'ready' ? now.content.visits.map((visit) => visit.window) : [];
  };
  await lists.reload();
  expect(windows()).toEqual([own.window, forged.window]);
  // The roster may be read after the lists.
  for (const [kid, key] of known) roster.set(kid, key);
  changed.set(1);
  expect(windows()).toEqual([window, forged.window]);
});

test('P3: of several grants the one that the hub honours longest bounds a block', async () => {
  const { member, grants, visitOf } = await scene();
  const signed = async (change: object) => {
    const link = grants(await visitOf(member, change));
    if (link === undefined) throw new Error('not signed');
    return link;
  };
  const usual = await signed({});
  const long = await signed({ maxStaleSeconds: 3600 });
  const asking = await signed({ flags: FLAG.mustRelock | FLAG.memberFresh });
  const alone = { alone: true, whole: true };
  const withOthers = { alone: false, whole: true };
  expect(loosestOf([], alone)).toBeUndefined();
  expect(loosestOf([usual, long], alone)).toEqual({ maxStaleSeconds: 3600, memberFresh: false });
  expect(loosestOf([asking], alone)).toEqual({ maxStaleSeconds: 60, memberFresh: true });
  expect(loosestOf([asking, usual], alone)?.memberFresh).toBe(false);
  expect(loosestOf([asking, usual], withOthers)?.memberFresh).toBe(true);
  // A list of the server's may have left one out.
  expect(loosestOf([asking], { alone: true, whole: false })?.memberFresh).toBe(false);
});
