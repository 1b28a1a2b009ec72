export { ArmedChains } from './armed-chains.ts';
export * from './alarm-ladder.ts';
export * from './base64url.ts';
export * from './bytes.ts';
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
export * from './refusal.ts';
export * from './door-nonce.ts';
export * from './doorstate.ts';
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
} from './chain.ts';
export { decide, type Consumes, type Decision, type VisitorAllowed } from './decide.ts';
export type { MemberAllowed } from './decide-member.ts';
export { coversBlock } from './rules/blocks.ts';
export { provenBy } from './rules/consent.ts';
export { issuerRefusal } from './rules/issuer.ts';
export { canonicalTrackingNumber, parcelCommitment } from './rules/parcels.ts';
export { occurrenceAt } from './rules/uses.ts';
export { armChain, windowsOf, type Armed } from './arm.ts';
export { judgeApproval, type ApprovalProblem } from './approval.ts';
export { decideAsk, type AskAllowed } from './ask.ts';
export { hardwareRefusal, lastLook, PREROLL_MS, recheck, type Hardware } from './recheck.ts';
export * from './codes.ts';
export * from './enrolment.ts';
export { hmacSha256 } from './hmac.ts';
export * from './declaration.ts';
export * from './departure.ts';
export * from './invitation.ts';
export * from './look.ts';
export * from './memory.ts';
export * from './mailbox.ts';
export * from './move.ts';
export { isServerAddress } from './server-address.ts';
export * from './standing.ts';
export * from './pairing.ts';
export * from './passkey/assertion.ts';
export * from './passkey/authenticator.ts';
export { assertionChallenge } from './passkey/client-data.ts';
export * from './passkey/roster.ts';
export * from './presence.ts';
export * from './readiness.ts';
export * from './receipts.ts';
export * from './recovery.ts';
export * from './recovery-code.ts';
export * from './rosters.ts';
export * from './set-back.ts';
export * from './shown.ts';
export * from './suspended.ts';
export * from './suspension.ts';
export { aesCmac, doubledBlock, xorBlock, type AesBlock } from './tag/cmac.ts';
export * from './tag/sun.ts';
export * from './withdrawal.ts';
export { REASONS, sentence, type Audience, type Language, type Saying, type Sentence } from './sentences/index.ts';
