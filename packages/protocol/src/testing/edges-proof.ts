import { FLAG, keyName, kidOf, signAsk, signAssignment, TARGET, toHex } from '../index.ts';
import { encodePresentation } from '../index.ts';
import { anna, ben, depot, kim, mallory, p, seeded, signAnything } from './people.ts';
import {
  ASK,
  asked,
  askedByAnna,
  askAt,
  ASSIGNMENT,
  delivery,
  doorState,
  GRANT,
  handed,
  household,
  knockAt,
  KNOCK,
  memberAsk,
  memberKnock,
  NONCE,
  NOON,
  NOW,
  without,
} from './story.ts';
import type { Case } from './case.ts';
import { crowd } from './cases-accept.ts';

/** Where steps 12 and 13, asking and arming end. */

const FREE = without(KNOCK, 'trackingNumbers');
const waiting = (size: number, change: Parameters<typeof asked>[1]) =>
  doorState({ nonces: new Map(crowd(size).map((nonce) => [nonce, asked(kim, { holder: nonce, ...change })])) });
const forgedBy = async (kind: 'knock' | 'ask'): Promise<Uint8Array> => {
  const { head } = (await household()).state;
  const claims = kind === 'knock'
    ? new Map<number, never>([[10, NONCE as never], [-65537, new Map([[2, 1], [8, 1]]) as never]])
    : new Map<number, never>([[10, ASK.random as never], [-65537, new Map([[2, 1]]) as never]]); // prettier-ignore
  const knock = await signAnything(mallory, kind === 'knock' ? 3 : 12, claims, {
    parent: head,
    kid: kidOf(p, anna.key),
  });
  return encodePresentation({ kind: 'member', knock });
};
const REPEATED = { occurrences: [[0, 30], [60, 30], [110, 10]] as const, parcels: undefined } as never; // prettier-ignore

export const PROOF_EDGES_ACCEPTED: readonly Case[] = [
  {
    name: 'fresh-by-a-member',
    comment: 'a member’s time is as good as the server’s answer, and better than none',
    door: () => doorState({ freshness: { memberMs: NOW.uptimeMs - 10_000 } }),
  },
  {
    name: 'fresh-by-a-member-though-the-server-is-silent',
    comment: 'the youngest of two answers counts: here the member’s',
    door: () => doorState({ freshness: { memberMs: NOW.uptimeMs - 10_000, serverMs: NOW.uptimeMs - 100_000 } }),
  },
  {
    name: 'fresh-by-the-server-though-no-member-speaks',
    comment: 'the youngest of two answers counts: here the server’s',
    door: () => doorState({ freshness: { memberMs: NOW.uptimeMs - 100_000, serverMs: NOW.uptimeMs - 10_000 } }),
  },
  {
    name: 'fresh-this-very-moment',
    comment: 'an answer of this very millisecond is no answer from the future',
    door: () => doorState({ freshness: { serverMs: NOW.uptimeMs } }),
  },
  {
    name: 'nonce-of-this-very-moment',
    comment: 'a nonce may be answered in the millisecond that it was given',
    door: () => doorState({ nonces: new Map([[toHex(NONCE), asked(kim, { issuedMs: NOW.uptimeMs })]]) }),
  },
  {
    name: 'ask-after-a-crowd-that-is-gone',
    call: 'ask',
    comment: 'asks whose thirty seconds are over hold nobody up',
    presentation: async () => askAt(await delivery()),
    door: () => waiting(9, { issuedMs: NOW.uptimeMs - 30_001 }),
  },
  {
    name: 'ask-beside-what-the-door-shows',
    call: 'ask',
    comment: 'what a door shows or its tag made is nobody’s turn in the queue',
    presentation: async () => askAt(await delivery()),
    door: () => waiting(9, { origin: 'displayed' }),
  },
  {
    name: 'ask-answered-before',
    call: 'ask',
    comment: 'the same ask again hears the same nonce, and an older one of this courier goes',
    presentation: async () => askAt(await delivery()),
    door: async () => {
      const { leaf } = await delivery();
      const { name } = await signAsk(p, kim, ASK, leaf);
      return doorState({
        nonces: new Map([
          [toHex(NONCE), asked(kim)],
          [toHex(seeded('the answer')), asked(kim, { ask: name })],
          [toHex(seeded('another’s')), asked(mallory)],
        ]),
      });
    },
  },
  {
    name: 'arm-grant-alone',
    call: 'arm',
    comment: 'a person whom a member invited is armed by the grant alone',
    presentation: async () => {
      const { grant } = await delivery({ holder: kim.key, depth: [0, 0] });
      return [grant.bytes];
    },
  },
  {
    name: 'arm-four-links',
    call: 'arm',
    comment: 'a chain has at most four links',
    presentation: async () => {
      const { links, leaf } = await handed({ depth: [1, 3] }, { depth: [0, 2] }, { holder: depot.key, depth: [0, 1] });
      const last = await signAssignment(p, depot, ASSIGNMENT, leaf);
      return [...links, last.bytes];
    },
  },
  {
    name: 'arm-occurrences',
    call: 'arm',
    comment: 'a recurring visit is armed in its occurrences, cut to what the assignment still permits',
    presentation: async () =>
      (await delivery({ ...(REPEATED as object), exp: NOON + 7200 }, { nbf: NOON + 1800, exp: NOON + 5000 })).links,
  },
];

export const PROOF_EDGES_REFUSED: readonly Case[] = [
  {
    name: 'member-brings-a-parcel',
    comment: 'a member’s own knock names no parcel',
    presentation: async () => memberKnock(KNOCK, anna, (await household()).state.head),
    door: () => askedByAnna(),
    refusal: { reason: 'parcel-not-granted', trackingNumber: KNOCK.trackingNumbers?.[0] ?? '' },
    told: 'full',
  },
  {
    name: 'member-too-late',
    comment: 'a member’s nonce is as short-lived as anybody’s',
    presentation: async () => memberKnock(FREE, anna, (await household()).state.head),
    door: () => doorState({ nonces: new Map([[toHex(NONCE), asked(anna, { issuedMs: NOW.uptimeMs - 30_001 })]]) }),
    refusal: { reason: 'nonce-expired' },
    told: 'full',
  },
  {
    name: 'member-forged-too-often',
    comment: 'forgeries under a member’s kid are not searched for ever among earlier rosters',
    presentation: () => forgedBy('knock'),
    door: () => doorState({ limited: new Map([[keyName(anna.key), 8]]) }),
    refusal: { reason: 'too-many-attempts', retryAfterS: 8 },
    told: 'flat',
  },
  {
    name: 'member-forged-beside-earlier-rosters',
    comment: 'a forgery fits no earlier roster either',
    presentation: () => forgedBy('knock'),
    door: async () => {
      const { state } = await household();
      return doorState({ roster: { ...state, earlier: [seeded('earlier head', 32)] } });
    },
    refusal: { reason: 'knock-signature-wrong' },
    told: 'flat',
  },
  {
    name: 'ask-forged',
    call: 'ask',
    comment: 'another device than the assigned one asks for nothing',
    presentation: async () => askAt(await delivery(), ASK, mallory),
    refusal: { reason: 'knock-signature-wrong' },
    told: 'flat',
  },
  {
    name: 'ask-blocked-and-forged',
    call: 'ask',
    comment: 'a copied chain without its key hears nothing about blocks when asking',
    presentation: async () => askAt(await delivery(), ASK, mallory),
    door: () => doorState({ blocks: [{ seq: 3, target: { type: TARGET.visit, id: GRANT.visitId } }] }),
    refusal: { reason: 'blocked', covers: 'visit', blockSeq: 3 },
    told: 'flat',
  },
  {
    name: 'ask-by-a-removed-member',
    call: 'ask',
    comment: 'a removed member asks for nothing',
    presentation: async () => memberAsk(without(ASK, 'slot'), mallory, (await household()).state.head),
    refusal: { reason: 'signer-unknown', kid: toHex(kidOf(p, mallory.key)) },
    told: 'flat',
  },
  {
    name: 'ask-forged-as-a-member',
    call: 'ask',
    comment: 'a member’s kid without the member’s key asks for nothing',
    presentation: () => forgedBy('ask'),
    refusal: { reason: 'knock-signature-wrong' },
    told: 'flat',
  },
  {
    name: 'too-many-asks-of-thirty-seconds',
    call: 'ask',
    comment: 'an ask holds its place for its thirty seconds',
    presentation: async () => askAt(await delivery()),
    door: () => waiting(8, { issuedMs: NOW.uptimeMs - 30_000 }),
    refusal: { reason: 'too-many-asks', outstanding: 8 },
    told: 'full',
  },
  {
    name: 'verified-under-another-signature',
    comment: 'a link that was verified does not vouch for another signature under the same words',
    presentation: async () => {
      const { grant, assignment, leaf } = await delivery();
      const changed = grant.bytes.slice();
      changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
      return knockAt({ links: [changed, assignment.bytes], leaf });
    },
    door: async () => {
      const { grant } = await delivery();
      return doorState({ verified: new Map([[grant.name, grant.signature]]) });
    },
    refusal: { reason: 'signature-wrong', link: 0 },
    told: 'flat',
  },
  {
    name: 'member-not-fresh-any-more',
    comment: 'flag 8 is not met by what a member said too long ago, whatever the server says',
    presentation: async () => knockAt(await delivery({ flags: FLAG.memberFresh })),
    door: () => doorState({ freshness: { memberMs: NOW.uptimeMs - 61_000, serverMs: NOW.uptimeMs } }),
    refusal: { reason: 'member-not-fresh', ageS: 61, limitS: 60 },
    told: 'full',
  },
  {
    name: 'arm-nothing',
    call: 'arm',
    comment: 'no link is no chain',
    presentation: () => Promise.resolve([]),
    refusal: { reason: 'unreadable', problem: { at: 'presentation', problem: 'not one to four links' } },
  },
  {
    name: 'arm-five-links',
    call: 'arm',
    comment: 'five links are no chain',
    presentation: async () => {
      const { links } = await delivery();
      return [...links, ...links, ...links.slice(0, 1)];
    },
    refusal: { reason: 'unreadable', problem: { at: 'presentation', problem: 'not one to four links' } },
  },
  {
    name: 'arm-malformed',
    call: 'arm',
    comment: 'a link that cannot be read arms nothing',
    presentation: async () => [(await delivery()).links[0] ?? new Uint8Array(0), Uint8Array.of(0)],
    refusal: {
      reason: 'link-malformed',
      link: 1,
      problem: { at: 'envelope', problem: 'not an untagged array of four' },
    },
  },
  {
    name: 'arm-door-unknown',
    call: 'arm',
    comment: 'a chain for a door that this hub does not have is not kept',
    presentation: async () => (await delivery({ doors: [1, 9] })).links,
    refusal: { reason: 'door-unknown', door: 9 },
  },
  {
    name: 'resident-removed',
    comment: 'what a resident granted goes with the resident',
    presentation: async () => knockAt(await delivery({}, {}, { issuer: ben, carrier: depot })),
    door: async () => {
      const { state } = await household();
      const members = new Map([...state.members].filter(([kid]) => kid !== toHex(kidOf(p, ben.key))));
      return doorState({ roster: { ...state, members } });
    },
    refusal: { reason: 'signer-unknown', kid: toHex(kidOf(p, ben.key)) },
    told: 'flat',
  },
];
