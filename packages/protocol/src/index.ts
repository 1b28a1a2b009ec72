export { ArmedChains } from './decision/armed-chains.ts';
export * from './alarm-ladder.ts';
export * from './bytes/base64url.ts';
export * from './bytes/bytes.ts';
export * from './cbor/decode.ts';
export * from './cbor/encode.ts';
export * from './cbor/utf8.ts';
export type { CborArray, CborMap, CborValue } from './cbor/value.ts';
export * from './claims/access.ts';
export * from './claims/grant.ts';
export * from './claims/household.ts';
export * from './claims/move.ts';
export * from './claims/own-page.ts';
export * from './claims/tally.ts';
export * from './claims/readiness.ts';
export * from './claims/receipt.ts';
export type { RecoveryCall, RecoveryReply } from './claims/recovery.ts';
export * from './claims/report.ts';
export * from './claims/departure.ts';
export * from './claims/set-back.ts';
export { SUSPENSION, type Suspension } from './claims/suspension.ts';
export type { Field, Shape } from './claims/schema.ts';
export * from './cose/key.ts';
export { verifyLink, type Link, type Read } from './link.ts';
export type { Assertion } from './cose/envelope.ts';
export type { Malformed } from './malformed.ts';
export * from './objects.ts';
export * from './presentation.ts';
export { CODE_BYTES, DoorCodeReader, doorCodes } from './door-code.ts';
export type { Primitives, PublicKey, Signer } from './primitives.ts';
export * from './decision/refusal.ts';
export * from './door-nonce.ts';
export * from './decision/doorstate.ts';
export {
  effective,
  hasFlag,
  leaf16Of,
  leafOf,
  linksOf,
  readChain,
  slotName,
  useName,
  type ReadChain,
} from './decision/chain.ts';
export { decide, type Consumes, type Decision, type VisitorAllowed } from './decision/decide.ts';
export type { MemberAllowed } from './decision/decide-member.ts';
export { coversBlock } from './decision/rules/blocks.ts';
export { provenBy } from './decision/rules/consent.ts';
export { issuerRefusal } from './decision/rules/issuer.ts';
export { canonicalTrackingNumber, parcelCommitment } from './decision/rules/parcels.ts';
export { occurrenceAt } from './decision/rules/uses.ts';
export { armChain, windowsOf, type Armed } from './decision/arm.ts';
export { judgeApproval, type ApprovalProblem } from './messages/approval.ts';
export { decideAsk, type AskAllowed } from './decision/ask.ts';
export { hardwareRefusal, lastLook, PREROLL_MS, recheck, type Hardware } from './decision/recheck.ts';
export * from './codes.ts';
export * from './messages/enrolment.ts';
export { hmacSha256 } from './bytes/hmac.ts';
export * from './messages/declaration.ts';
export * from './messages/departure.ts';
export * from './messages/invitation.ts';
export * from './messages/look.ts';
export * from './memory.ts';
export * from './messages/mailbox.ts';
export * from './messages/move.ts';
export { isServerAddress } from './messages/server-address.ts';
export * from './messages/standing.ts';
export * from './messages/pairing.ts';
export * from './passkey/assertion.ts';
export * from './passkey/authenticator.ts';
export { assertionChallenge } from './passkey/client-data.ts';
export * from './passkey/roster.ts';
export * from './messages/presence.ts';
export * from './messages/readiness.ts';
export * from './receipts.ts';
export * from './messages/recovery.ts';
export * from './messages/recovery-code.ts';
export * from './rosters.ts';
export * from './messages/set-back.ts';
export * from './messages/shown.ts';
export * from './messages/suspended.ts';
export * from './messages/suspension.ts';
export { aesCmac, doubledBlock, xorBlock, type AesBlock } from './tag/cmac.ts';
export * from './tag/sun.ts';
export * from './messages/withdrawal.ts';
export { REASONS, sentence, type Audience, type Language, type Saying, type Sentence } from './sentences/index.ts';
