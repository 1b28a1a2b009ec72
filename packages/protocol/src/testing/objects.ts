import {
  ACCESS,
  ACTION,
  againstBytes,
  APPROVAL,
  ASK,
  ASSIGNMENT as ASSIGNMENT_RULES,
  BLOCK,
  DECLARATION,
  DIVERT,
  GRANT as GRANT_RULES,
  INQUIRY,
  KNOCK as KNOCK_RULES,
  LOOK,
  OWN_PAGE,
  PAIRING,
  PLACE,
  QUESTION,
  READINESS,
  RECEIPT,
  RESUME,
  DEPARTURE,
  SUSPENSION,
  ROSTER,
  signAccess,
  signApproval,
  signAsk,
  signAssignment,
  signBlock,
  signCarrierBlock,
  signDeclaration,
  signDivert,
  signGrant,
  signInquiry,
  signKnock,
  signLook,
  signMemberAsk,
  signMemberKnock,
  signOwnPage,
  signQuestion,
  signRecoveryCall,
  signRecoveryReply,
  signReadiness,
  signReceipt,
  signResume,
  signDeparture,
  signSuspension,
  signRoster,
  signState,
  signTime,
  signVeto,
  STATE,
  TARGET,
  TIME,
  VETO,
  ROLE,
  type Link,
  type PublicKey,
} from '../index.ts';
import { CALL, REPLY } from '../claims/recovery.ts';
import { signLink, type KindRules } from '../link.ts';
import { anna, ben, hub, kim, p, paper, post, seeded } from './people.ts';
import { ASK as ASKED, ASSIGNMENT, GRANT, HUB_ID, KNOCK, NOON, seeded65, without } from './story.ts'; // prettier-ignore

/** One good object of each kind and signer, for vectors/objects and for the tests of every kind's schema. */
export interface ObjectCase {
  readonly name: string;
  readonly rules: KindRules<unknown>;
  readonly key: PublicKey;
  readonly parent: Uint8Array;
  readonly make: () => Promise<Link<unknown>>;
}

const NONE = new Uint8Array(0);
const PARENT = seeded('parent', 32);
const member = (role: number, key: PublicKey, name: string) => ({ role, key, sealingKey: seeded65(name), name });
const roster = {
  iat: NOON,
  homeId: seeded('home'),
  epoch: 1,
  members: [member(ROLE.admin, anna.key, 'Anna'), member(ROLE.resident, ben.key, 'Ben')],
};
const passkey = { key: kim.key, page: seeded('page of the passkey', 32) };
const withPasskey = roster.members.map((one) => (one.role === ROLE.admin ? { ...one, passkey } : one));
const block = { iat: NOON, cti: seeded('block'), hubId: HUB_ID, target: { type: TARGET.visit, id: GRANT.visitId } };
const receipt = {
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
const unlocked = {
  event: 'unlocked',
  detail: { leaf: seeded('leaf'), recordingId: seeded('recording'), filmHead: seeded('film', 32), filmSeq: 151 },
} as const;
const state = {
  iat: NOON, nonce: seeded('nonce of the app'), hubId: HUB_ID, bootId: seeded('boot'), seq: 2, head: seeded('head', 32), blockSeq: 0, epoch: 1, timeSource: 3, resumed: true, capability: 1,
  doors: [{ door: 1, bolt: 1, contact: 1, jammed: false, phase: 'idle', camera: 1, sensorAgeMs: 120 }],
} as const; // prettier-ignore
const pairing = {
  hubKey: hub.key,
  nonce: seeded('nonce B'),
  doors: [{ id: 1, name: 'Wohnungstür', kind: 1 }],
  capability: 1,
  bootId: seeded('boot'),
  hello: seeded('hello', 32),
};
const look = {
  nonce: seeded('nonce for a look'),
  hubId: HUB_ID,
  door: 1,
  seconds: 600,
  sealingKey: seeded65('one look'),
};
const resume = {
  iat: NOON,
  hubId: HUB_ID,
  bootId: seeded('boot'),
  seq: 2,
  head: seeded('head', 32),
  epoch: 1,
  blockSeq: 0,
};

const declaration = { iat: NOON, hubId: HUB_ID, door: 1, number: 1, facts: 3 };
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
const access = {
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
};

const inquiry = { nonce: seeded('nonce of dispatch'), hubId: HUB_ID, sealingKey: seeded65('post') };
const ownPage = {
  nonce: seeded('nonce of the app'),
  hubId: HUB_ID,
  origin: 'https://192.168.1.20:8443',
  certificate: seeded('certificate', 32),
};
const readiness = {
  iat: NOON,
  nonce: seeded('nonce of dispatch'),
  hubId: HUB_ID,
  visitId: GRANT.visitId,
  doors: [
    { door: 1, against: againstBytes([]) },
    { door: 2, against: againstBytes(['battery-low', 'takes-no-visitor']) },
  ],
};

const departure = { hubId: HUB_ID, of: seeded('announcement'), proof: seeded('proof') };
const suspension = { hubId: HUB_ID, member: seeded('kid', 8), proof: seeded('proof') };

const reply = {
  hubKey: hub.key,
  previous: NONE,
  doors: [{ id: 1, name: 'Wohnungstür', kind: 1 }],
  capability: 3,
  pending: { hash: seeded('recovery', 32), leftS: 172_800 },
};

async function divert(day: { readonly dayS?: number }): Promise<Link<unknown>> {
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

/** Sound: the rules only decode what their own kind encodes; the cases never mix them. */
const rulesOf = (rules: unknown): KindRules<unknown> => rules as KindRules<unknown>;

export const OBJECTS: readonly ObjectCase[] = [
  {
    name: '00-roster-first',
    rules: rulesOf(ROSTER),
    key: anna.key,
    parent: NONE,
    make: () => signRoster(p, anna, roster),
  },
  {
    name: '00-roster-next',
    rules: rulesOf(ROSTER),
    key: anna.key,
    parent: PARENT,
    make: () => signRoster(p, anna, { ...roster, epoch: 2 }, PARENT),
  },
  {
    name: '00-roster-recovery-key',
    rules: rulesOf(ROSTER),
    key: anna.key,
    parent: PARENT,
    make: () => signRoster(p, anna, { ...roster, epoch: 2, recoveryKey: paper.key }, PARENT),
  },
  {
    name: '00-roster-passkey',
    rules: rulesOf(ROSTER),
    key: anna.key,
    parent: PARENT,
    make: () => signRoster(p, anna, { ...roster, epoch: 2, members: withPasskey }, PARENT),
  },
  { name: '01-grant', rules: rulesOf(GRANT_RULES), key: anna.key, parent: NONE, make: () => signGrant(p, anna, GRANT) },
  {
    name: '01-grant-recurring',
    rules: rulesOf(GRANT_RULES),
    key: anna.key,
    parent: NONE,
    make: () =>
      signGrant(p, anna, {
        ...without(GRANT, 'parcels'),
        occurrences: [
          [0, 30],
          [60, 30],
        ],
        maxStaleSeconds: 600,
      }),
  },
  {
    name: '02-assignment',
    rules: rulesOf(ASSIGNMENT_RULES),
    key: post.key,
    parent: PARENT,
    make: () => signAssignment(p, post, ASSIGNMENT, PARENT),
  },
  {
    name: '02-assignment-narrowing',
    rules: rulesOf(ASSIGNMENT_RULES),
    key: post.key,
    parent: PARENT,
    make: () =>
      signAssignment(
        p,
        post,
        { ...ASSIGNMENT, doors: [1], uses: 1, flags: 7, maxOpenSeconds: 60, maxStaleSeconds: 30 },
        PARENT,
      ),
  },
  {
    name: '03-knock',
    rules: rulesOf(KNOCK_RULES),
    key: kim.key,
    parent: PARENT,
    make: () => signKnock(p, kim, KNOCK, PARENT),
  },
  {
    name: '03-knock-slot',
    rules: rulesOf(KNOCK_RULES),
    key: kim.key,
    parent: PARENT,
    make: () => signKnock(p, kim, { door: 1, action: ACTION.unlock, slot: 59_870_880 }, PARENT),
  },
  {
    name: '03-knock-member',
    rules: rulesOf(KNOCK_RULES),
    key: ben.key,
    parent: PARENT,
    make: () => signMemberKnock(p, ben, without(KNOCK, 'trackingNumbers'), PARENT),
  },
  { name: '04-block', rules: rulesOf(BLOCK), key: anna.key, parent: NONE, make: () => signBlock(p, anna, block) },
  {
    name: '04-block-carrier',
    rules: rulesOf(BLOCK),
    key: post.key,
    parent: NONE,
    make: () => signCarrierBlock(p, post, block),
  },
  {
    name: '04-block-everything',
    rules: rulesOf(BLOCK),
    key: anna.key,
    parent: NONE,
    make: () => signBlock(p, anna, { ...block, exp: NOON + 86_400, target: { type: TARGET.everything, id: NONE } }),
  },
  {
    name: '05-receipt',
    rules: rulesOf(RECEIPT),
    key: hub.key,
    parent: PARENT,
    make: () => signReceipt(p, hub, { ...receipt, ...unlocked }, PARENT),
  },
  {
    name: '06-approval',
    rules: rulesOf(APPROVAL),
    key: anna.key,
    parent: PARENT,
    make: () => signApproval(p, anna, { iat: NOON, hubId: HUB_ID }, PARENT),
  },
  {
    name: '06-approval-no',
    rules: rulesOf(APPROVAL),
    key: anna.key,
    parent: PARENT,
    make: () => signApproval(p, anna, { iat: NOON, hubId: HUB_ID, no: 1 }, PARENT),
  },
  {
    name: '07-divert',
    rules: rulesOf(DIVERT),
    key: anna.key,
    parent: PARENT,
    make: () => divert({ dayS: NOON + 86_400 }),
  },
  {
    name: '07-divert-sealed-day',
    rules: rulesOf(DIVERT),
    key: anna.key,
    parent: PARENT,
    make: () => divert({}),
  },
  {
    name: '08-pairing',
    rules: rulesOf(PAIRING),
    key: hub.key,
    parent: NONE,
    make: () => signLink(p, PAIRING, hub, pairing, { asMember: false }),
  },
  { name: '09-look', rules: rulesOf(LOOK), key: ben.key, parent: NONE, make: () => signLook(p, ben, look) },
  {
    name: '09-look-end',
    rules: rulesOf(LOOK),
    key: anna.key,
    parent: NONE,
    make: () => signLook(p, anna, { hubId: HUB_ID, door: 1, ends: seeded('look', 32) }),
  },
  { name: '10-resume', rules: rulesOf(RESUME), key: anna.key, parent: NONE, make: () => signResume(p, anna, resume) },
  {
    name: '11-time',
    rules: rulesOf(TIME),
    key: anna.key,
    parent: NONE,
    make: () => signTime(p, anna, { iat: NOON, nonce: seeded('time nonce'), hubId: HUB_ID, blockSeq: 0 }),
  },
  { name: '12-ask', rules: rulesOf(ASK), key: kim.key, parent: PARENT, make: () => signAsk(p, kim, ASKED, PARENT) },
  {
    name: '12-ask-member',
    rules: rulesOf(ASK),
    key: anna.key,
    parent: PARENT,
    make: () => signMemberAsk(p, anna, without(ASKED, 'slot'), PARENT),
  },
  { name: '13-state', rules: rulesOf(STATE), key: hub.key, parent: NONE, make: () => signState(p, hub, state) },
  {
    name: '13-state-recovery',
    rules: rulesOf(STATE),
    key: hub.key,
    parent: NONE,
    make: () => signState(p, hub, { ...state, recovery: { hash: seeded('recovery', 32), leftS: 172_800 } }),
  },
  {
    name: '13-state-suspended',
    rules: rulesOf(STATE),
    key: hub.key,
    parent: NONE,
    make: () => signState(p, hub, { ...state, suspended: [{ kid: seeded('kid', 8), leftS: 259_200 }] }),
  },
  {
    name: '13-state-leaving',
    rules: rulesOf(STATE),
    key: hub.key,
    parent: NONE,
    make: () => signState(p, hub, { ...state, leaving: { id: seeded('announcement'), leftS: 86_400, longer: false } }),
  },
  {
    name: '14-declaration',
    rules: rulesOf(DECLARATION),
    key: anna.key,
    parent: NONE,
    make: () => signDeclaration(p, anna, declaration),
  },
  {
    name: '15-question',
    rules: rulesOf(QUESTION),
    key: anna.key,
    parent: NONE,
    make: () => signQuestion(p, anna, { nonce: seeded('nonce of the app'), hubId: HUB_ID, door: 1 }),
  },
  { name: '16-access', rules: rulesOf(ACCESS), key: hub.key, parent: NONE, make: () => signAccess(p, hub, access) },
  {
    name: '17-inquiry',
    rules: rulesOf(INQUIRY),
    key: post.key,
    parent: PARENT,
    make: () => signInquiry(p, post, inquiry, PARENT),
  },
  {
    name: '18-readiness',
    rules: rulesOf(READINESS),
    key: hub.key,
    parent: NONE,
    make: () => signReadiness(p, hub, readiness),
  },
  {
    name: '19-veto',
    rules: rulesOf(VETO),
    key: ben.key,
    parent: PARENT,
    make: () => signVeto(p, ben, { iat: NOON, hubId: HUB_ID }, PARENT),
  },
  {
    name: '20-recovery-call',
    rules: rulesOf(CALL),
    key: paper.key,
    parent: NONE,
    make: () => signRecoveryCall(p, paper, { nonce: seeded('nonce of the new device'), hubId: HUB_ID }),
  },
  {
    name: '21-recovery-reply',
    rules: rulesOf(REPLY),
    key: hub.key,
    parent: PARENT,
    make: async () =>
      signRecoveryReply(p, hub, { ...reply, roster: (await signRoster(p, anna, roster)).bytes }, PARENT),
  },
  {
    name: '22-suspension',
    rules: rulesOf(SUSPENSION),
    key: ben.key,
    parent: NONE,
    make: () => signSuspension(p, ben, suspension),
  },
  {
    name: '22-suspension-end',
    rules: rulesOf(SUSPENSION),
    key: ben.key,
    parent: NONE,
    make: () => signSuspension(p, ben, { ...suspension, ends: true }),
  },
  {
    name: '23-departure-hand-over',
    rules: rulesOf(DEPARTURE),
    key: anna.key,
    parent: NONE,
    make: () => signDeparture(p, anna, { ...departure, says: 'hand-over' }),
  },
  {
    name: '23-departure-stay',
    rules: rulesOf(DEPARTURE),
    key: ben.key,
    parent: NONE,
    make: () => signDeparture(p, ben, { ...departure, says: 'stay' }),
  },
  {
    name: '23-departure-longer',
    rules: rulesOf(DEPARTURE),
    key: ben.key,
    parent: NONE,
    make: () => signDeparture(p, ben, { hubId: HUB_ID, says: 'longer', of: departure.of }),
  },
  {
    name: '28-own-page',
    rules: rulesOf(OWN_PAGE),
    key: hub.key,
    parent: NONE,
    make: () => signOwnPage(p, hub, ownPage),
  },
  {
    name: '28-own-page-loopback',
    rules: rulesOf(OWN_PAGE),
    key: hub.key,
    parent: NONE,
    make: () => signOwnPage(p, hub, { nonce: ownPage.nonce, hubId: HUB_ID, origin: 'http://127.0.0.1:8404' }),
  },
];
