/** Frames, films and their seals: pure, with every effect passed in. docs/protocol/recording.md has the bytes. */
export { Malformed } from './bytes.ts';
export { FlvDemuxer, type FlvEvent } from './flv/demuxer.ts';
export { codecString, readAvcConfig, type AvcConfig } from './h264/avcc.ts';
export { NAL_IDR, NAL_PPS, NAL_SPS, nalType, splitNals } from './h264/nal.ts';
export { avcConfigWithoutReordering, readSps } from './h264/sps.ts';
export { fragment, readFragment, type Frame } from './fmp4/fragment.ts';
export { initSegment, readInitSegment, videoFormat, type VideoFormat } from './fmp4/init-segment.ts';
export type {
  CheckpointClaims,
  CloseClaims,
  CloseReason,
  Gap,
  InitClaims,
  KeyEnvelope,
  PictureState,
} from './record/claims.ts';
export { MAX_GAPS, MAX_NONCES, NONCE_BYTES } from './record/claims.ts';
export {
  HEADER_BYTES,
  MAX_RECORD_BYTES,
  TAG_BYTES,
  announcedSize,
  readRecord,
  type RawRecord,
  type RecordType,
} from './record/format.ts';
export { recordingKeys, type RecordingKeys, type Sha256 } from './record/keys.ts';
export { nonceFor, openRecording, type SealedPart } from './record/opener.ts';
export { findRemains, type Remains } from './record/recover.ts';
export { ReportBuilder, inspectRecording, type RecordingReport, type Verdict } from './record/report.ts';
export {
  CHAIN_START,
  RecordingSealer,
  closeRecord,
  type ChainEnd,
  type Seal,
  type SealerEffects,
  type SignBytes,
} from './record/sealer.ts';
export { RecordSplitter } from './record/splitter.ts';
export { RecordVerifier, type BrokenWhy, type Finding, type VerifierEffects } from './record/verifier.ts';
export { PictureWatch, type PictureLimits } from './picture.ts';
export { clockText, paintStamp, type LumaPlane } from './stamp/paint.ts';
export { readStamp, readStampRgba, stampAgeMs } from './stamp/read.ts';
export { Timeline } from './timeline.ts';
