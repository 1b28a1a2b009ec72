import { createPrivateKey, randomBytes, sign } from 'node:crypto';
import { FilmClock, type Core, type FilmPort } from '@latchkey/hub';
import { ffmpegCamera, type CameraClock, type FfmpegProgram } from '@latchkey/hub/cameras';
import { DoorRecorder, nodeSeal, nodeSha256, type FileSpool } from '@latchkey/hub/recorder';
import type { ServerLine } from '@latchkey/hub/channel';
import { sealToOnNode } from '@latchkey/keys/node';
import { fromHex } from '@latchkey/protocol';
import { eyeOf } from './eye.ts';

const RECORDING_INFO = new TextEncoder().encode('lk1-recording');
const NO_HEAD = new Uint8Array(32);

/** ES256 without waiting: records are signed in the order of their frames. */
export function syncSigner(pkcs8: Uint8Array): (message: Uint8Array) => Uint8Array {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  return (message) => new Uint8Array(sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' }));
}

interface Recipient {
  readonly kid: Uint8Array;
  readonly sealingKey: Uint8Array;
}

/** Seals a recording's key to every member's device, a look's to the one key that asked for it. A member whose key cannot be sealed to does not stop the film. */
function wrapKey(core: Core, recordingKey: Uint8Array, recordingId: Uint8Array, only?: Recipient) {
  const members = [...core.memory.roster.members].map(([kid, { sealingKey }]): Recipient => ({
    kid: fromHex(kid) ?? new Uint8Array(8),
    sealingKey,
  }));
  return (only === undefined ? members : [only]).flatMap(({ kid, sealingKey }) => {
    try {
      return [{ suite: 1, kid, ...sealToOnNode(sealingKey, recordingKey, RECORDING_INFO, recordingId) }];
    } catch {
      return [];
    }
  });
}

export interface FilmSetup {
  readonly ffmpeg: FfmpegProgram | undefined;
  readonly cameraUrl: (door: number) => string | undefined;
  readonly spool: FileSpool;
  /** Runs a task again and again; the result ends that. */
  readonly every: CameraClock['every'];
  readonly sign: (message: Uint8Array) => Uint8Array;
  readonly lines: readonly ServerLine[];
  /** A text that the camera of a door read. */
  readonly seen: (door: number, text: string) => void;
}

const nothing = {
  recording: false,
  onDiskFromMs: 0,
  onDiskToMs: 0,
  nextSeq: 0,
  head: NO_HEAD,
  picture: 'lost',
  lastFrameAgeMs: Number.POSITIVE_INFINITY,
} as const;

/** A door without camera or ffmpeg never has a picture; visits that must be recorded are refused there. */
const blind: FilmPort = {
  absent: true,
  arm: () => undefined,
  disarm: () => Promise.resolve(),
  start: () => Promise.resolve({ ok: false, why: 'camera-silent' }),
  confirm: () => Promise.resolve(nothing),
  coverage: () => nothing,
  stop: () => Promise.resolve(undefined),
  viewerNonce: () => undefined,
  nowMs: () => 0,
};

export function filmOf(setup: FilmSetup, core: Core, door: number): FilmPort {
  const url = setup.cameraUrl(door);
  if (url === undefined || setup.ffmpeg === undefined) return blind;
  const film = () => core.doors.get(door)?.film;
  const filmClock = new FilmClock(core);
  const clock: CameraClock = { nowMs: () => filmClock.nowMs(), every: setup.every };
  const camera = ffmpegCamera({
    source: { kind: 'rtsp', url },
    ffmpeg: setup.ffmpeg,
    clock,
    look: (picture) => eye.look(picture),
  });
  const eye = eyeOf({
    clock: { nowMs: () => core.clock.monotonicMs() },
    seen: (text) => setup.seen(door, text),
    report: (line) => core.log.warn({ door }, line),
  });
  return new DoorRecorder({
    door,
    hubId: core.hubId,
    camera: {
      open: (sink) => {
        filmClock.begin();
        return camera.open(sink);
      },
    },
    spool: setup.spool,
    clock,
    crypto: { sha256: nodeSha256, seal: nodeSeal, sign: setup.sign, random: (n) => new Uint8Array(randomBytes(n)) },
    wrapKey: (recordingKey, recordingId, only) => Promise.resolve(wrapKey(core, recordingKey, recordingId, only)),
    receiptHead: () => headOf(core),
    events: {
      records: ({ recordingId, offset, bytes }) => {
        for (const line of setup.lines) line.outbox.grown(recordingId, offset, bytes);
      },
      gap: ({ recordingId, fromMs, toMs }) => film()?.gap(recordingId, fromMs, toMs),
      picture: ({ picture }) => film()?.picture(picture),
      failed: ({ why }) => {
        core.log.error({ door, why }, 'the recording cannot go on');
        film()?.picture('lost');
      },
    },
  });
}

/** The newest receipt, as records and checkpoints name it. */
export const headOf = ({ memory: { seq, head } }: Core) => ({ seq, head: head.length === 32 ? head : NO_HEAD });
