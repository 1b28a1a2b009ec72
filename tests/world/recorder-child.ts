import { createPrivateKey, randomBytes, sign } from 'node:crypto';
import { ffmpegCamera } from '@latchkey/hub/cameras';
import { DoorRecorder, FileSpool, nodeSeal, nodeSha256 } from '@latchkey/hub/recorder';
import { wallClock } from './wall-clock.ts';

/**
 * A hub's recorder as a process of its own, to be killed. Says on standard output, a line each: the recording's key, each
 * frame's capture time as it arrives, and how many bytes it has told others of.
 */
const [folder = '', url = '', path = '', option = '', privateKey = '', recording = ''] = process.argv.slice(2);
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
const ffmpeg = { path, rtspTimeoutOption: option === '-stimeout' ? '-stimeout' : '-timeout' } as const;
const camera = ffmpegCamera({ source: { kind: 'rtsp', url }, ffmpeg, clock: wallClock });

const recorder = new DoorRecorder({
  door: 1,
  hubId: new Uint8Array(16),
  spool: new FileSpool({ folder }),
  clock: wallClock,
  camera: {
    open: (sink) =>
      camera.open({
        health: (health) => sink.health(health),
        frame: (frame) => {
          say({ frameMs: frame.captureMs });
          sink.frame(frame);
        },
      }),
  },
  crypto: {
    sha256: nodeSha256,
    seal: nodeSeal,
    sign: (message) => new Uint8Array(sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' })),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
  },
  wrapKey: (recordingKey) => {
    say({ recordingKey: Buffer.from(recordingKey).toString('base64') });
    return Promise.resolve([]);
  },
  receiptHead: () => ({ seq: 0, head: new Uint8Array(32) }),
  events: {
    records: ({ offset, bytes }) => say({ toldBytes: offset + bytes.length }),
    gap: () => undefined,
    picture: () => undefined,
    failed: ({ why }) => say({ failed: why }),
  },
});

recorder.arm();
const cancel = wallClock.every(20, () => {
  if (recorder.coverage().ringMs < 500) return;
  cancel();
  const recordingId = new Uint8Array(Buffer.from(recording, 'base64'));
  void recorder.start({ recordingId, visitId: new Uint8Array(16) }).then((answer) => say({ started: answer.ok }));
});
