import { generateSigner, portablePrimitives as p } from '@latchkey/keys';
import {
  encodePresentation,
  FLAG,
  hubIdOf,
  kidOf,
  readApproval,
  signAssignment,
  signGrant,
  signKnock,
  toBase64url,
  toHex,
  verifyLink,
  type Grant,
  type Signer,
} from '@latchkey/protocol';
import { expect, test } from 'vitest';
import { createApprovals, stillWaits, type ApprovalParts } from './approvals.ts';
import type { HubAnswer } from '../doors/member-knock.ts';

const nowMs = 1_800_000_000_000;
const nowS = nowMs / 1000;
const id = (fill: number, length = 16) => new Uint8Array(length).fill(fill);

/** Anna's household, a carrier, Kim at the door, and a server that brings what it likes. */
const scene = async () => {
  const [anna, carrier, kim, hub, mallory] = await Promise.all([1, 2, 3, 4, 5].map(() => generateSigner()));
  if (!anna || !carrier || !kim || !hub || !mallory) throw new Error('nobody');
  const hubId = hubIdOf(p, hub.key);
  const said: Uint8Array[] = [];
  let answer: () => Promise<HubAnswer> = () => Promise.resolve({ ok: true });
  const parts: ApprovalParts = {
    primitives: p,
    signer: anna,
    hubId,
    memberKey: (kid) => (kid === toHex(kidOf(p, anna.key)) ? anna.key : undefined),
    wallMs: () => nowMs,
    tell: (message) => {
      said.push(message);
      return answer();
    },
  };
  const approvals = createApprovals(parts);
  const knocked = async (change: Partial<Grant> = {}, by: { issuer?: Signer; courier?: Signer } = {}) => {
    const grant = await signGrant(p, by.issuer ?? anna, {
      iat: nowS,
      nbf: nowS - 60,
      exp: nowS + 3600,
      cti: id(1),
      holder: carrier.key,
      hubId,
      doors: [1],
      uses: 1,
      flags: FLAG.mustRecord | FLAG.mustRelock | FLAG.memberApproves,
      maxOpenSeconds: 120,
      depth: [1, 2],
      visitId: id(7),
      ...change,
    });
    const claims = {
      iat: nowS,
      nbf: nowS - 60,
      exp: nowS + 3600,
      cti: id(2, 8),
      holder: kim.key,
      depth: [0, 0],
    } as const;
    const assignment = await signAssignment(p, carrier, claims, grant.hash);
    const knock = await signKnock(p, by.courier ?? kim, { nonce: id(9), door: 1, action: 1 }, assignment.hash);
    const message = encodePresentation({ kind: 'chain', links: [grant.bytes, assignment.bytes], knock: knock.bytes });
    const event = {
      type: 'approval-wanted' as const,
      hubId: toBase64url(hubId),
      visitId: toBase64url(id(7)),
      knock: toBase64url(knock.hash),
      message: toBase64url(message),
      waitS: 58,
    };
    return { event, knock };
  };
  const only = () => approvals.all.get()[0];
  return { approvals, knocked, only, said, anna, mallory, answers: (next: typeof answer) => (answer = next) };
};

test('P1: a yes is signed over the hash of the knock that this phone verified itself', async () => {
  const { approvals, knocked, only, said, anna } = await scene();
  const { event, knock } = await knocked();
  approvals.wanted(event);
  expect(only()).toMatchObject({
    state: 'waits',
    knock: { visitKey: event.visitId, door: 1, untilMs: nowMs + 58_000 },
  });
  await approvals.say(event.knock, 'yes');
  expect(only()?.state).toBe('said-yes');
  const read = readApproval(p, said[0] ?? id(0), knock.hash);
  expect(read.ok && verifyLink(p, read.link, anna.key) && read.link.claims.no).toBe(undefined);
  expect(read.ok).toBe(true);
});

test('what a server made up, turned round or exchanged is not even shown', async () => {
  const { approvals, knocked, mallory } = await scene();
  const other = await knocked({ cti: id(3) });
  const lies = [
    (await knocked({}, { issuer: mallory })).event,
    (await knocked({}, { courier: mallory })).event,
    (await knocked({ hubId: id(5) })).event,
    (await knocked({ flags: FLAG.mustRecord })).event,
    { ...(await knocked()).event, knock: other.event.knock },
    { ...other.event, message: 'AAAA' },
  ];
  for (const lie of lies) approvals.wanted(lie);
  expect(approvals.all.get()).toEqual([]);
});

test('an answer is given once, and told again only when it did not get through', async () => {
  const { approvals, knocked, only, said, answers } = await scene();
  const { event } = await knocked();
  approvals.wanted(event);
  answers(() => Promise.reject(new TypeError('no network')));
  await approvals.say(event.knock, 'no');
  expect(only()?.state).toBe('not-reached');
  answers(() => Promise.resolve({ ok: true }));
  await Promise.all([approvals.say(event.knock, 'no'), approvals.say(event.knock, 'yes')]);
  expect(only()?.state).toBe('said-no');
  await approvals.say(event.knock, 'yes');
  expect(said).toHaveLength(2);
});

test('when another member was faster, or the time is over, nobody is told a tale', async () => {
  const { approvals, knocked, only, answers } = await scene();
  const { event } = await knocked();
  approvals.wanted(event);
  answers(() => Promise.resolve({ ok: false, refusal: { reason: 'nobody-waits' } }));
  await approvals.say(event.knock, 'yes');
  expect(only()?.state).toBe('over');
  const newer = (await knocked({ cti: id(4) })).event;
  approvals.wanted(newer);
  approvals.over(newer.knock);
  expect(approvals.all.get().map(({ state }) => state)).toEqual(['over', 'over']);
  expect(approvals.all.get().some((one) => stillWaits(one, nowMs))).toBe(false);
});
