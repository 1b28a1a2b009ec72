import { generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { inspectRecording, type RecordingReport } from '@latchkey/media';
import type { CameraClock, CameraSink } from '../../drivers/cameras/camera.ts';
import { SAMPLE_AVCC } from '../../drivers/cameras/testing/flv.ts';
import { VirtualClock } from '../../drivers/cameras/testing/virtual-clock.ts';
import { DoorRecorder } from '../door-recorder.ts';
import { nodeSeal, nodeSha256, type RecorderEvents } from '../effects.ts';
import type { Spool } from '../spool.ts';
import { MemorySpool } from './memory-spool.ts';

export const RECORDING = new Uint8Array(16).fill(1);
export const VISIT = new Uint8Array(16).fill(2);

type Told = { [K in keyof RecorderEvents]: Parameters<RecorderEvents[K]>[0][] };

/**
 * A recorder with a camera that the test plays, virtual time, and a disk in memory. `through`: what the recorder has in place of that disk; `filmClock`: in place
 * of that time.
 */
export function stage(through: (disk: MemorySpool) => Spool = (disk) => disk, filmClock?: CameraClock) {
  const clock = new VirtualClock();
  const spool = new MemorySpool();
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const told: Told = { records: [], gap: [], picture: [], failed: [] };
  let sink: CameraSink | undefined;
  let frames = 0;
  const keys: Uint8Array[] = [];
  const sealedOnlyTo: (Uint8Array | undefined)[] = [];
  const signMessage = (message: Uint8Array): Uint8Array =>
    new Uint8Array(sign('sha256', message, { key: pair.privateKey, dsaEncoding: 'ieee-p1363' }));
  const recorder = new DoorRecorder({
    door: 1,
    hubId: new Uint8Array(16).fill(3),
    camera: {
      open: (to) => {
        sink = to;
        return { close: () => Promise.resolve(void (sink = undefined)) };
      },
    },
    spool: through(spool),
    clock: filmClock ?? clock,
    crypto: {
      sha256: nodeSha256,
      seal: nodeSeal,
      sign: signMessage,
      random: (bytes) => new Uint8Array(randomBytes(bytes)),
    },
    wrapKey: (key, _, only) => {
      keys.push(key.slice());
      sealedOnlyTo.push(only?.sealingKey);
      return Promise.resolve([{ suite: 1, kid: new Uint8Array(8), enc: new Uint8Array(65), ct: new Uint8Array(48) }]);
    },
    receiptHead: () => ({ seq: 7, head: new Uint8Array(32).fill(7) }),
    events: {
      records: (event) => told.records.push(event),
      gap: (event) => told.gap.push(event),
      picture: (event) => told.picture.push(event),
      failed: (event) => told.failed.push(event),
    },
  });
  /** One frame, now; every tenth is a key frame. */
  const frame = (): void => {
    const key = frames % 10 === 0;
    const data = Uint8Array.of(0, 0, 0, 3, key ? 0x65 : 0x41, frames >> 8, frames & 255);
    sink?.frame({
      data,
      key,
      captureMs: Math.round((filmClock ?? clock).nowMs()),
      compositionMs: 0,
      avcC: SAMPLE_AVCC,
    });
    frames += 1;
  };
  /** Ten frames a second, a key frame each second. */
  const film = (seconds: number): void => {
    sink?.health({ link: 'live', picture: 'moving' });
    for (let index = 0; index < seconds * 10; index += 1) {
      frame();
      clock.advance(100);
    }
  };
  const hub = {
    sha256: nodeSha256,
    verify: (message: Uint8Array, signature: Uint8Array) =>
      verify('sha256', message, { key: pair.publicKey, dsaEncoding: 'ieee-p1363' }, signature),
  };
  const report = (): RecordingReport => inspectRecording(spool.of(RECORDING).bytes, hub);
  return {
    clock,
    spool,
    told,
    recorder,
    film,
    frame,
    hub,
    report,
    sign: signMessage,
    keys,
    sealedOnlyTo,
    cameraOpen: () => sink !== undefined,
    camera: () => sink,
  };
}

/** Lets promises that are already due run; no time passes. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
