import {
  againstBytes,
  encodePublicKey,
  READINESS_AHEAD_S,
  signAssignment,
  signGrant,
  signInquiry,
  signReadiness,
  toHex,
  type DoorState,
  type Grant,
  type Inquiry,
  type Readiness,
  type Signer,
} from '../../index.ts';
import { doorToJson } from '../door-json.ts';
import { anna, ben, hub, kim, mallory, p, person, post, seeded } from '../people.ts';
import { ASSIGNMENT, doorState, GRANT, handedOn, HUB_ID, NOON, seeded65, without } from '../story.ts';
import { bent, half, type JudgedCase } from './case.ts';

/** Whether a visit's doors are ready: who may ask, and whether an answer is one. docs/protocol/17-inquiry.md, 18-readiness.md */

const van = person('a van’s driver');
const said: Inquiry = { nonce: seeded('nonce of dispatch'), hubId: HUB_ID, sealingKey: seeded65('post') };
const elsewhere = seeded('another hub');

interface Asking {
  readonly grant?: Partial<Grant>;
  readonly issuer?: Signer;
  /** With the assignment to Kim below the grant. */
  readonly assigned?: true;
  readonly links?: (links: readonly Uint8Array[]) => readonly Uint8Array[];
  readonly by?: Signer;
  readonly says?: Partial<Inquiry>;
  readonly over?: Uint8Array;
  readonly sent?: (bytes: Uint8Array) => Uint8Array;
  readonly door?: Partial<DoorState>;
  readonly unixS?: number | null;
}

async function asking(ask: Asking) {
  const usual = ask.grant?.occurrences === undefined ? GRANT : without(GRANT, 'parcels');
  const grant = await signGrant(p, ask.issuer ?? anna, { ...usual, ...ask.grant });
  const assignment = ask.assigned === true ? await signAssignment(p, post, ASSIGNMENT, grant.hash) : undefined;
  const links = [grant, ...(assignment === undefined ? [] : [assignment])];
  const leaf = links.at(-1)?.hash ?? grant.hash;
  const inquiry = await signInquiry(p, ask.by ?? post, { ...said, ...ask.says }, ask.over ?? leaf);
  const bytes = links.map((link) => link.bytes);
  return { inquiry: (ask.sent ?? ((same) => same))(inquiry.bytes), links: (ask.links ?? ((same) => same))(bytes) };
}

const inquiry = (comment: string, ask: Asking = {}, problem?: string): JudgedCase => ({
  comment,
  ask: async () => {
    const { inquiry: message, links } = await asking(ask);
    const door = doorToJson(await doorState(ask.door));
    const unixS = ask.unixS === undefined ? NOON : ask.unixS;
    return { call: 'inquiry', message: toHex(message), links: links.map(toHex), door, unixS };
  },
  ...(problem === undefined ? {} : { problem }),
});

const recurring = { occurrences: [[0, 30], [2880, 30]], exp: NOON + 4 * 86_400 } satisfies Partial<Grant>; // prettier-ignore

export const INQUIRIES: readonly JudgedCase[] = [
  inquiry('of the carrier, with the grant alone'),
  inquiry('of the courier, with the assignment', { assigned: true, by: kim }),
  inquiry('of another member’s visit', { issuer: ben }),
  inquiry('a day before the window', { unixS: GRANT.nbf - READINESS_AHEAD_S }),
  inquiry('in its last second', { unixS: GRANT.exp - 1 }),
  inquiry('where the time is unknown', { unixS: null }),
  inquiry('between two dates, a day before the second', { grant: recurring, unixS: NOON + 86_400 }),
  inquiry('of a grant that is younger than a rollback', { door: { voidUntilS: GRANT.iat - 1 } }),
  {
    comment: 'of whoever the fourth link names',
    ask: async () => {
      const { links, leaf } = await handedOn(van);
      const { bytes } = await signInquiry(p, van, said, leaf);
      const door = doorToJson(await doorState());
      return { call: 'inquiry', message: toHex(bytes), links: links.map(toHex), door, unixS: NOON };
    },
  },
  inquiry('without a link', { links: () => [] }, 'proof-missing'),
  inquiry('with five', { links: ([grant = new Uint8Array(0)]) => [grant, ...Array.from({ length: 4 }, () => new Uint8Array(90))] }, 'proof-missing'), // prettier-ignore
  inquiry('with something that is no link', { links: () => [seeded('no link', 90)] }, 'proof-wrong'),
  inquiry('of a grant for another hub', { grant: { hubId: elsewhere } }, 'other-hub'),
  inquiry('of a grant by somebody who is no member', { issuer: mallory }, 'proof-wrong'),
  inquiry('of a grant that a rollback made void', { door: { voidUntilS: GRANT.iat } }, 'proof-wrong'),
  inquiry('of a grant that was changed', { links: (links) => links.map(bent) }, 'proof-wrong'),
  inquiry('half of one', { sent: half }, 'malformed'),
  inquiry('of the courier, with the grant alone', { by: kim }, 'signature-wrong'),
  inquiry('of the carrier, with the assignment to its courier', { assigned: true }, 'signature-wrong'),
  inquiry('over another grant', { over: seeded('another grant', 32) }, 'signature-wrong'),
  inquiry('that names another hub', { says: { hubId: elsewhere } }, 'other-hub'),
  inquiry('of a visit to a door that there is not', { door: { doors: new Set([2]) } }, 'door-unknown'),
  inquiry('of two doors, of which there is one', { grant: { doors: [1, 3] } }, 'door-unknown'),
  inquiry('more than a day before the window', { unixS: GRANT.nbf - READINESS_AHEAD_S - 1 }, 'not-yet'),
  inquiry('between two dates, more than a day before the second', { grant: recurring, unixS: NOON + 86_399 }, 'not-yet'), // prettier-ignore
  inquiry('at its end', { unixS: GRANT.exp }, 'over'),
];

const ready: Readiness = {
  iat: NOON,
  nonce: said.nonce,
  hubId: HUB_ID,
  visitId: GRANT.visitId,
  doors: [{ door: 1, against: againstBytes([]) }],
};

interface Answering {
  readonly says?: Partial<Readiness>;
  readonly by?: Signer;
  readonly sent?: (bytes: Uint8Array) => Uint8Array;
  readonly hub?: Signer;
  readonly grant?: Partial<Grant>;
  readonly claims?: Readiness;
}

const readiness = (comment: string, answer: Answering = {}, problem?: string): JudgedCase => ({
  comment,
  ask: async () => {
    const { inquiry: asked, links } = await asking(answer.grant === undefined ? {} : { grant: answer.grant });
    const { bytes } = await signReadiness(p, answer.by ?? hub, answer.claims ?? { ...ready, ...answer.says });
    return {
      call: 'readiness',
      message: toHex((answer.sent ?? ((same) => same))(bytes)),
      hubKey: toHex(encodePublicKey((answer.hub ?? hub).key)),
      inquiry: toHex(asked),
      links: links.map(toHex),
    };
  },
  ...(problem === undefined ? {} : { problem }),
});

const against = (door: number, ...why: Parameters<typeof againstBytes>[0]) => ({ door, against: againstBytes(why) });

export const READINESSES: readonly JudgedCase[] = [
  readiness('of the hub, to this very inquiry'),
  readiness('with something against it', { says: { doors: [against(1, 'battery-low')] } }),
  readiness('of two doors', { grant: { doors: [1, 2] }, says: { doors: [against(1), against(2)] } }),
  readiness('of a hub that does not know the time', { claims: without(ready, 'iat') }),
  readiness('half of one', { sent: half }, 'malformed'),
  readiness('by another hub’s key', { hub: mallory, by: mallory }, 'other-hub'),
  readiness('by somebody else than the hub', { by: mallory }, 'signature-wrong'),
  readiness('changed on the way', { sent: bent }, 'signature-wrong'),
  readiness('that names another hub', { says: { hubId: elsewhere } }, 'other-hub'),
  readiness('of another visit', { says: { visitId: seeded('another visit') } }, 'other-visit'),
  readiness('to an earlier inquiry', { says: { nonce: seeded('an earlier nonce') } }, 'old'),
  readiness('of another door', { says: { doors: [against(2)] } }, 'doors-wrong'),
  readiness('of one door where the visit has two', { grant: { doors: [1, 2] } }, 'doors-wrong'),
];
