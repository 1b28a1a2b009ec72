/** Film: a ring in memory from *armed*, sealed and on disk before the bolt moves, recovered after a kill. */
export { DoorRecorder, type RecordingEnd, type StartAnswer } from './door-recorder.ts';
export {
  nodeSeal,
  nodeSha256,
  type Coverage,
  type ReceiptHead,
  type RecorderEffects,
  type RecorderEvents,
} from './effects.ts';
export { FileSpool } from './file-spool.ts';
export { recoverSpool, type RecoveredRecording, type RecoveryEffects } from './recover-spool.ts';
export type { Spool, SpoolFile, SpooledRecording } from './spool.ts';
