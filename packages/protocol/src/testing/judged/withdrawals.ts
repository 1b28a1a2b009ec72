import {
  BLOCK,
  keyIdOf,
  kidOf,
  PLACE,
  signBlock,
  signCarrierBlock,
  signDivert,
  TARGET,
  toHex,
  type Block,
  type Divert,
  type Signer,
} from '../../index.ts';
import { signLink } from '../../link.ts';
import { doorToJson } from '../door-json.ts';
import { anna, ben, depot, kim, mallory, p, person, post, seeded } from '../people.ts';
import { delivery, doorState, GRANT, handed, handedOn, HUB_ID, NOON } from '../story.ts';
import { bent, half, type JudgedCase } from './case.ts';

/** What takes a visit back, and where its parcel goes instead: docs/protocol/04-block.md, 07-divert.md. */

/** Below the courier. */
const van = person('a van’s driver');
const ofVisit = { type: TARGET.visit, id: GRANT.visitId };
const ofKim = { type: TARGET.courierKey, id: keyIdOf(p, kim.key) };
const claims = (change: Partial<Block> = {}): Block => ({ iat: NOON, cti: seeded('block'), hubId: HUB_ID, target: ofVisit, ...change }); // prettier-ignore

type Made = () => Promise<Uint8Array>;
const members =
  (signer: Signer, change: Partial<Block> = {}): Made =>
  async () =>
    (await signBlock(p, signer, claims(change))).bytes;
const carriers =
  (signer: Signer, change: Partial<Block> = {}): Made =>
  async () =>
    (await signCarrierBlock(p, signer, claims(change))).bytes;

const block = (
  comment: string,
  made: Made,
  problem?: string,
  proof: () => Promise<readonly Uint8Array[]> = () => Promise.resolve([]),
): JudgedCase => ({
  comment,
  ask: async () => ({
    call: 'block',
    message: toHex(await made()),
    proof: (await proof()).map(toHex),
    door: doorToJson(await doorState()),
  }),
  ...(problem === undefined ? {} : { problem }),
});

/** The grant alone: it hands the visit to the carrier. */
const granted = async () => (await delivery()).links.slice(0, 1);
const withBoth: Made = async () => (await signLink(p, BLOCK, post, { ...claims(), carrierKey: post.key }, { asMember: true })).bytes; // prettier-ignore
const withNeither: Made = async () => (await signLink(p, BLOCK, anna, claims(), { asMember: false })).bytes;
const five = async () => [...(await granted()), ...Array.from({ length: 4 }, () => new Uint8Array(90))];

export const BLOCKS: readonly JudgedCase[] = [
  block('of a visit, by the member who granted it', members(anna)),
  block('of a visit, by another member', members(ben)),
  block('of a courier, until an hour', members(anna, { target: ofKim, exp: NOON + 3600 })),
  block('of a carrier', members(anna, { target: { type: TARGET.carrierKey, id: keyIdOf(p, post.key) } })),
  block('of what a member granted', members(ben, { target: { type: TARGET.issuer, id: kidOf(p, anna.key) } })),
  block('of everything, until an hour', members(anna, { target: { type: TARGET.everything, id: new Uint8Array(0) }, exp: NOON + 3600 })), // prettier-ignore
  block('half of one', async () => half(await members(anna)()), 'malformed'),
  block('with a member’s kid and a carrier’s key', withBoth, 'malformed', granted),
  block('with neither', withNeither, 'malformed'),
  block('another hub’s', members(anna, { hubId: seeded('another hub') }), 'other-hub'),
  block('by somebody who is no member', members(mallory), 'signer-unknown'),
  block('changed on the way', async () => bent(await members(anna)()), 'signature-wrong'),
  block('by a carrier, of its visit', carriers(post), undefined, granted),
  block('by a carrier, of its courier', carriers(post, { target: ofKim }), undefined, granted),
  block('by a depot below the carrier, with the links down to its key', carriers(depot), undefined, async () => (await handed()).links.slice(0, 2)), // prettier-ignore
  block('by whoever the fourth link names', carriers(van), undefined, async () => (await handedOn(van)).links),
  block('by a carrier, changed on the way', async () => bent(await carriers(post)()), 'signature-wrong', granted),
  block('by a carrier, without a proof', carriers(post), 'proof-missing'),
  block('by a carrier, with five links', carriers(post), 'proof-missing', five), // prettier-ignore
  block('by a carrier, with something that is no link', carriers(post), 'proof-wrong', () => Promise.resolve([seeded('no link', 90)])), // prettier-ignore
  block('by a carrier, with links that go on below its key', carriers(post), 'proof-wrong', async () => (await delivery()).links), // prettier-ignore
  block('by a carrier, of a grant by somebody who is no member', carriers(post), 'proof-wrong', async () => (await delivery({}, {}, { issuer: mallory, carrier: post })).links.slice(0, 1)), // prettier-ignore
  block('by a carrier, of a grant for another hub', carriers(post), 'proof-wrong', async () => (await delivery({ hubId: seeded('another hub') })).links.slice(0, 1)), // prettier-ignore
  block('by a carrier, of a grant that was changed', carriers(post), 'proof-wrong', async () => (await granted()).map(bent)), // prettier-ignore
  block('by a carrier, of somebody else’s visit', carriers(post, { target: { type: TARGET.visit, id: seeded('visit of another carrier') } }), 'other-visit', granted), // prettier-ignore
];

const inner = (signer: Signer, change: Partial<Block> = {}) => members(signer, change)();
interface DivertChange {
  readonly by?: Signer;
  readonly says?: Partial<Divert>;
  readonly block?: Made;
  readonly over?: Uint8Array;
}

const diverted =
  ({ by = anna, says = {}, block: made = members(by), over }: DivertChange = {}): Made =>
  async () => {
    const { grant } = await delivery();
    const claims = { iat: NOON, cti: seeded('divert'), hubId: HUB_ID, visitId: GRANT.visitId, place: PLACE.neighbour, block: await made(), ...says }; // prettier-ignore
    return (await signDivert(p, by, claims, over ?? grant.hash)).bytes;
  };

const divert = (comment: string, made: Made, problem?: string): JudgedCase => ({
  comment,
  ask: async () => ({
    call: 'divert',
    message: toHex(await made()),
    grant: toHex((await delivery()).grant.bytes),
    door: doorToJson(await doorState()),
  }),
  ...(problem === undefined ? {} : { problem }),
});

const elsewhere = seeded('another hub');
const otherVisit = seeded('another visit');

export const DIVERTS: readonly JudgedCase[] = [
  divert('to a neighbour, by the member who granted it', diverted()),
  divert('by another member', diverted({ by: ben })),
  divert('half of one', async () => half(await diverted()()), 'malformed'),
  divert('by somebody who is no member', diverted({ by: mallory }), 'signer-unknown'),
  divert('changed on the way', async () => bent(await diverted()()), 'signature-wrong'),
  divert('over another grant', diverted({ over: seeded('another grant', 32) }), 'signature-wrong'),
  divert('for another hub than the grant’s', diverted({ says: { hubId: elsewhere } }), 'other-hub'),
  divert('of another visit than the grant’s', diverted({ says: { visitId: otherVisit } }), 'other-visit'),
  divert('with something that is no block inside', diverted({ block: () => Promise.resolve(seeded('no block', 90)) }), 'malformed'), // prettier-ignore
  divert('with another member’s block inside', diverted({ block: members(ben) }), 'malformed'),
  divert('with a carrier’s block inside', diverted({ block: carriers(post) }), 'malformed'),
  divert('with a block inside that was changed', diverted({ block: async () => bent(await inner(anna)) }), 'signature-wrong'), // prettier-ignore
  divert('with a block of another hub inside', diverted({ block: members(anna, { hubId: elsewhere }) }), 'other-hub'),
  divert('with a block of another visit inside', diverted({ block: members(anna, { target: { type: TARGET.visit, id: otherVisit } }) }), 'other-visit'), // prettier-ignore
  divert('with a block of a courier inside', diverted({ block: members(anna, { target: { ...ofKim, id: GRANT.visitId } }) }), 'other-visit'), // prettier-ignore
];
