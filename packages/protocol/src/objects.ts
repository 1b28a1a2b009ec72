import { NO_BYTES } from './bytes/bytes.ts';
import {
  ASK,
  APPROVAL,
  ASSIGNMENT,
  GRANT,
  KNOCK,
  type Approval,
  type Ask,
  type Assignment,
  type Grant,
  type Knock,
} from './claims/grant.ts';
import { ACCESS, type Access } from './claims/access.ts';
import {
  BLOCK,
  DECLARATION,
  DIVERT,
  LOOK,
  QUESTION,
  RESUME,
  ROSTER,
  TIME,
  VETO,
  type Block,
  type Declaration,
  type Divert,
  type Look,
  type MemberTime,
  type Question,
  type Resume,
  type Roster,
  type Veto,
} from './claims/household.ts';
import { INQUIRY, READINESS, type Inquiry, type Readiness } from './claims/readiness.ts';
import { BESIDE, CALL, REPLY, type RecoveryBeside, type RecoveryCall, type RecoveryReply } from './claims/recovery.ts'; // prettier-ignore
import { MOVE, type Move } from './claims/move.ts';
import { OWN_PAGE, type OwnPage } from './claims/own-page.ts';
import { RECEIPT, type Receipt } from './claims/receipt.ts';
import { STATE, type State } from './claims/report.ts';
import { DEPARTURE, type Departure } from './claims/departure.ts';
import { SET_BACK, type SetBack } from './claims/set-back.ts';
import { SUSPENSION, type Suspension } from './claims/suspension.ts';
import { TALLY, type Tally } from './claims/tally.ts';
import type { Assertion } from './cose/envelope.ts';
import { assertedLink, readLink, signLink, type Link, type Read } from './link.ts';
import type { Primitives, Signer } from './primitives.ts';

/** Making and reading each kind. The table of who signs what over which parent is docs/protocol/README.md. */

type Making<C> = Promise<Link<C>>;

/** `previous` is the hash of the roster before, absent for the first. */
export const signRoster = (
  p: Primitives,
  signer: Signer,
  claims: Roster,
  previous: Uint8Array = NO_BYTES,
): Making<Roster> => signLink(p, ROSTER, signer, claims, { parent: previous, asMember: true });
export const readRoster = (p: Primitives, bytes: Uint8Array, previous: Uint8Array = NO_BYTES): Read<Roster> =>
  readLink(p, ROSTER, bytes, previous);

/** The same roster with what the signer's passkey asserts about it; `assertionChallenge` says over what. */
export const assertedRoster = (roster: Link<Roster>, assertion: Assertion): Link<Roster> =>
  assertedLink(ROSTER, roster, assertion);

export const signGrant = (p: Primitives, signer: Signer, claims: Grant): Making<Grant> =>
  signLink(p, GRANT, signer, claims, { asMember: true });
export const readGrant = (p: Primitives, bytes: Uint8Array): Read<Grant> => readLink(p, GRANT, bytes);

/** `above` is the hash of the grant or assignment directly above. */
export const signAssignment = (
  p: Primitives,
  signer: Signer,
  claims: Assignment,
  above: Uint8Array,
): Making<Assignment> => signLink(p, ASSIGNMENT, signer, claims, { parent: above, asMember: false });
export const readAssignment = (p: Primitives, bytes: Uint8Array, above: Uint8Array): Read<Assignment> =>
  readLink(p, ASSIGNMENT, bytes, above);

/** A courier's: `leaf` is the hash of the last link. */
export const signKnock = (p: Primitives, signer: Signer, claims: Knock, leaf: Uint8Array): Making<Knock> =>
  signLink(p, KNOCK, signer, claims, { parent: leaf, asMember: false });
/** A member's at their own door: `rosterHead` is the hash of the newest roster. */
export const signMemberKnock = (p: Primitives, signer: Signer, claims: Knock, rosterHead: Uint8Array): Making<Knock> =>
  signLink(p, KNOCK, signer, claims, { parent: rosterHead, asMember: true });
export const readKnock = (p: Primitives, bytes: Uint8Array, parent: Uint8Array): Read<Knock> =>
  readLink(p, KNOCK, bytes, parent);

export const signAsk = (p: Primitives, signer: Signer, claims: Ask, leaf: Uint8Array): Making<Ask> =>
  signLink(p, ASK, signer, claims, { parent: leaf, asMember: false });
export const signMemberAsk = (p: Primitives, signer: Signer, claims: Ask, rosterHead: Uint8Array): Making<Ask> =>
  signLink(p, ASK, signer, claims, { parent: rosterHead, asMember: true });
export const readAsk = (p: Primitives, bytes: Uint8Array, parent: Uint8Array): Read<Ask> =>
  readLink(p, ASK, bytes, parent);

/** `knock` is the hash of the knock that is approved. */
export const signApproval = (p: Primitives, signer: Signer, claims: Approval, knock: Uint8Array): Making<Approval> =>
  signLink(p, APPROVAL, signer, claims, { parent: knock, asMember: true });
export const readApproval = (p: Primitives, bytes: Uint8Array, knock: Uint8Array): Read<Approval> =>
  readLink(p, APPROVAL, bytes, knock);

export const signBlock = (p: Primitives, signer: Signer, claims: Omit<Block, 'carrierKey'>): Making<Block> =>
  signLink(p, BLOCK, signer, claims, { asMember: true });
/** A carrier names its own key inside, because no roster does. */
export const signCarrierBlock = (p: Primitives, signer: Signer, claims: Omit<Block, 'carrierKey'>): Making<Block> =>
  signLink(p, BLOCK, signer, { ...claims, carrierKey: signer.key }, { asMember: false });
export const readBlock = (p: Primitives, bytes: Uint8Array): Read<Block> => readLink(p, BLOCK, bytes);

/** `grant` is the hash of the grant whose parcel goes elsewhere. */
export const signDivert = (p: Primitives, signer: Signer, claims: Divert, grant: Uint8Array): Making<Divert> =>
  signLink(p, DIVERT, signer, claims, { parent: grant, asMember: true });
export const readDivert = (p: Primitives, bytes: Uint8Array, grant: Uint8Array): Read<Divert> =>
  readLink(p, DIVERT, bytes, grant);

export const signLook = (p: Primitives, signer: Signer, claims: Look): Making<Look> =>
  signLink(p, LOOK, signer, claims, { asMember: true });
export const readLook = (p: Primitives, bytes: Uint8Array): Read<Look> => readLink(p, LOOK, bytes);

export const signResume = (p: Primitives, signer: Signer, claims: Resume): Making<Resume> =>
  signLink(p, RESUME, signer, claims, { asMember: true });
export const readResume = (p: Primitives, bytes: Uint8Array): Read<Resume> => readLink(p, RESUME, bytes);

export const signTime = (p: Primitives, signer: Signer, claims: MemberTime): Making<MemberTime> =>
  signLink(p, TIME, signer, claims, { asMember: true });
export const readTime = (p: Primitives, bytes: Uint8Array): Read<MemberTime> => readLink(p, TIME, bytes);

/** `previous` is the hash of the receipt before, absent for the first. */
export const signReceipt = (
  p: Primitives,
  signer: Signer,
  claims: Receipt,
  previous: Uint8Array = NO_BYTES,
): Making<Receipt> => signLink(p, RECEIPT, signer, claims, { parent: previous, asMember: false });
export const readReceipt = (p: Primitives, bytes: Uint8Array, previous: Uint8Array = NO_BYTES): Read<Receipt> =>
  readLink(p, RECEIPT, bytes, previous);

export const signState = (p: Primitives, signer: Signer, claims: State): Making<State> =>
  signLink(p, STATE, signer, claims, { asMember: false });
export const readState = (p: Primitives, bytes: Uint8Array): Read<State> => readLink(p, STATE, bytes);

export const signDeclaration = (p: Primitives, signer: Signer, claims: Declaration): Making<Declaration> =>
  signLink(p, DECLARATION, signer, claims, { asMember: true });
export const readDeclaration = (p: Primitives, bytes: Uint8Array): Read<Declaration> => readLink(p, DECLARATION, bytes);

export const signQuestion = (p: Primitives, signer: Signer, claims: Question): Making<Question> =>
  signLink(p, QUESTION, signer, claims, { asMember: true });
export const readQuestion = (p: Primitives, bytes: Uint8Array): Read<Question> => readLink(p, QUESTION, bytes);

export const signAccess = (p: Primitives, signer: Signer, claims: Access): Making<Access> =>
  signLink(p, ACCESS, signer, claims, { asMember: false });
export const readAccess = (p: Primitives, bytes: Uint8Array): Read<Access> => readLink(p, ACCESS, bytes);

/** `above` is the hash of the grant or assignment that names the asker's key. */
export const signInquiry = (p: Primitives, signer: Signer, claims: Inquiry, above: Uint8Array): Making<Inquiry> =>
  signLink(p, INQUIRY, signer, claims, { parent: above, asMember: false });
export const readInquiry = (p: Primitives, bytes: Uint8Array, above: Uint8Array): Read<Inquiry> =>
  readLink(p, INQUIRY, bytes, above);

export const signReadiness = (p: Primitives, signer: Signer, claims: Readiness): Making<Readiness> =>
  signLink(p, READINESS, signer, claims, { asMember: false });
export const readReadiness = (p: Primitives, bytes: Uint8Array): Read<Readiness> => readLink(p, READINESS, bytes);

export const signOwnPage = (p: Primitives, signer: Signer, claims: OwnPage): Making<OwnPage> =>
  signLink(p, OWN_PAGE, signer, claims, { asMember: false });
export const readOwnPage = (p: Primitives, bytes: Uint8Array): Read<OwnPage> => readLink(p, OWN_PAGE, bytes);

/** `previous` is the hash of the move before, absent for the first. */
export const signMove = (p: Primitives, signer: Signer, claims: Move, previous: Uint8Array = NO_BYTES): Making<Move> =>
  signLink(p, MOVE, signer, claims, { parent: previous, asMember: true });
export const readMove = (p: Primitives, bytes: Uint8Array, previous: Uint8Array = NO_BYTES): Read<Move> =>
  readLink(p, MOVE, bytes, previous);

/** `recovery` is the hash of the recovery that waits. */
export const signVeto = (p: Primitives, signer: Signer, claims: Veto, recovery: Uint8Array): Making<Veto> =>
  signLink(p, VETO, signer, claims, { parent: recovery, asMember: true });
export const readVeto = (p: Primitives, bytes: Uint8Array, recovery: Uint8Array): Read<Veto> =>
  readLink(p, VETO, bytes, recovery);

/** `signer` holds the recovery key. */
export const signRecoveryCall = (p: Primitives, signer: Signer, claims: RecoveryCall): Making<RecoveryCall> =>
  signLink(p, CALL, signer, claims, { asMember: false });
export const readRecoveryCall = (p: Primitives, bytes: Uint8Array): Read<RecoveryCall> => readLink(p, CALL, bytes);

/** `signer` holds the recovery key, `recovery` is the hash of what it signed with it. */
export const signRecoveryBeside = (
  p: Primitives,
  signer: Signer,
  claims: RecoveryBeside,
  recovery: Uint8Array,
): Making<RecoveryBeside> => signLink(p, BESIDE, signer, claims, { parent: recovery, asMember: false });
export const readRecoveryBeside = (p: Primitives, bytes: Uint8Array, recovery: Uint8Array): Read<RecoveryBeside> =>
  readLink(p, BESIDE, bytes, recovery);

/** `call` is the hash of the call that it answers. */
export const signRecoveryReply = (
  p: Primitives,
  signer: Signer,
  claims: RecoveryReply,
  call: Uint8Array,
): Making<RecoveryReply> => signLink(p, REPLY, signer, claims, { parent: call, asMember: false });
export const readRecoveryReply = (p: Primitives, bytes: Uint8Array, call: Uint8Array): Read<RecoveryReply> =>
  readLink(p, REPLY, bytes, call);

export const signSuspension = (p: Primitives, signer: Signer, claims: Suspension): Making<Suspension> =>
  signLink(p, SUSPENSION, signer, claims, { asMember: true });
export const readSuspension = (p: Primitives, bytes: Uint8Array): Read<Suspension> => readLink(p, SUSPENSION, bytes);

export const signTally = (p: Primitives, signer: Signer, claims: Tally): Making<Tally> =>
  signLink(p, TALLY, signer, claims, { asMember: false });
export const readTally = (p: Primitives, bytes: Uint8Array): Read<Tally> => readLink(p, TALLY, bytes);

export const signDeparture = (p: Primitives, signer: Signer, claims: Departure): Making<Departure> =>
  signLink(p, DEPARTURE, signer, claims, { asMember: true });
export const readDeparture = (p: Primitives, bytes: Uint8Array): Read<Departure> => readLink(p, DEPARTURE, bytes);

export const signSetBack = (p: Primitives, signer: Signer, claims: SetBack): Making<SetBack> =>
  signLink(p, SET_BACK, signer, claims, { asMember: true });
export const readSetBack = (p: Primitives, bytes: Uint8Array): Read<SetBack> => readLink(p, SET_BACK, bytes);
