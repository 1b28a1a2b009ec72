import {
  ACTION,
  APPROVAL,
  ASK,
  ASSIGNMENT as ASSIGNMENT_RULES,
  BLOCK,
  DIVERT,
  GRANT as GRANT_RULES,
  KNOCK as KNOCK_RULES,
  RECEIPT,
  signApproval,
  signAsk,
  signAssignment,
  signBlock,
  signCarrierBlock,
  signGrant,
  signKnock,
  signMemberAsk,
  signMemberKnock,
  signReceipt,
  TARGET,
} from '../index.ts';
import { rulesOf, type ObjectCase } from './object-case.ts';
import { NONE, PARENT, block, receipt, divert, unlocked } from './object-claims.ts';
import { anna, ben, hub, kim, p, post } from './people.ts';
import { ASK as ASKED, ASSIGNMENT, GRANT, HUB_ID, KNOCK, NOON, without } from './story.ts';

/** One good object of each kind that a visit takes: grant, assignment, ask, knock, approval, block, divert, receipt. */
export const VISIT_OBJECTS: readonly ObjectCase[] = [
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
  { name: '12-ask', rules: rulesOf(ASK), key: kim.key, parent: PARENT, make: () => signAsk(p, kim, ASKED, PARENT) },
  {
    name: '12-ask-member',
    rules: rulesOf(ASK),
    key: anna.key,
    parent: PARENT,
    make: () => signMemberAsk(p, anna, without(ASKED, 'slot'), PARENT),
  },
];
