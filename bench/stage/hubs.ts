/**
 * Several hubs in one process, for the bench: the real hub on a real disk, its real lines, its real recorder; only the camera is
 * pre-encoded frames. Arguments: server URL, hardware URL, folder, count, folder of the films.
 * Ends with its standard input.
 */
import { createPrivateKey, randomBytes, sign } from 'node:crypto';
import { join } from 'node:path';
import { Hub, type Core, type FilmPort, type Log } from '@latchkey/hub';
import type { Camera } from '@latchkey/hub/cameras';
import { HardwareLink, ServerLine } from '@latchkey/hub/channel';
import { openNodeDisk } from '@latchkey/hub/journal';
import { DoorRecorder, FileSpool, nodeSeal, nodeSha256 } from '@latchkey/hub/recorder';
import { generateSigningKey, nodePrimitives, nodeSigner, sealToOnNode } from '@latchkey/keys/node';
import { fromHex } from '@latchkey/protocol';

const [serverUrl = '', hardwareUrl = '', folder = '', count = '1', films = folder] = process.argv.slice(2);
const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
const framesPerSecond = 5;
const avcC = Uint8Array.from(
  Buffer.from('0142c016ffe100196742c016da0280bfe5c0440000030004000003007a3c58ba8001000468ce0fc8', 'hex'),
);

const say = (fields: Readonly<Record<string, unknown>>, message: string) =>
  process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
const log: Log = { info: () => undefined, warn: say, error: say };

const startedMs = Date.now() - performance.now();
const clock = {
  nowMs: () => Math.round(startedMs + performance.now()),
  every: (ms: number, task: () => void) => {
    const timer = setInterval(task, ms);
    return () => clearInterval(timer);
  },
};

/** A second of film, encoded beforehand. */
const pictures = Array.from({ length: framesPerSecond }, (_, index) => {
  const data = Buffer.alloc(2000, index + 1);
  data.writeUInt32BE(data.length - 4);
  data[4] = index === 0 ? 0x65 : 0x41;
  return { data, key: index === 0 };
});

/** A picture every 200 ms, a key frame a second, two kilobytes each. */
const camera: Camera = {
  open: (sink) => {
    sink.health({ link: 'live', picture: 'moving' });
    let index = 0;
    const cancel = clock.every(1000 / framesPerSecond, () => {
      const picture = pictures[index++ % framesPerSecond] ?? pictures[0];
      if (picture !== undefined) sink.frame({ ...picture, captureMs: clock.nowMs(), compositionMs: 0, avcC });
    });
    return {
      close: () => {
        cancel();
        return Promise.resolve();
      },
    };
  },
};

const startHub = async (index: number): Promise<void> => {
  const own = join(folder, `hub-${index}`);
  const der = generateSigningKey();
  const key = createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });
  const signer = nodeSigner(key);
  const disk = await openNodeDisk(own, process.platform);
  const spool = new FileSpool({ folder: join(films, `spool-${index}`) });
  const locks = new HardwareLink(hardwareUrl, undefined, log);
  const line: ServerLine = new ServerLine({
    leads: () => ({ url: serverUrl }),
    signer,
    bootId: () => hub.core.bootId,
    store: spool,
    chance: Math.random,
    log,
  });
  const recorder = (core: Core, door: number): FilmPort =>
    new DoorRecorder({
      door,
      hubId: core.hubId,
      camera,
      spool,
      clock,
      crypto: {
        sha256: nodeSha256,
        seal: nodeSeal,
        sign: (m) => new Uint8Array(sign('sha256', m, { key, dsaEncoding: 'ieee-p1363' })),
        random,
      },
      wrapKey: (recordingKey, recordingId) =>
        Promise.resolve(
          [...core.memory.roster.members].map(([kid, { sealingKey }]) => ({
            suite: 1,
            kid: fromHex(kid) ?? new Uint8Array(8),
            ...sealToOnNode(sealingKey, recordingKey, new TextEncoder().encode('lk1-recording'), recordingId),
          })),
        ),
      receiptHead: () => ({
        seq: core.memory.seq,
        head: core.memory.seq === 0 ? new Uint8Array(32) : core.memory.head,
      }),
      events: {
        records: ({ recordingId, offset, bytes }) => line.outbox.grown(recordingId, offset, bytes),
        gap: () => undefined,
        picture: ({ picture }) => core.doors.get(door)?.film.picture(picture),
        failed: ({ why }) => say({ door, why }, 'recording failed'),
      },
    });
  const after = (ms: number, task: () => void) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  };
  const hub: Hub = await Hub.start({
    p: nodePrimitives(), signer, random, clock: { monotonicMs: () => performance.now(), wallMs: () => Date.now(), after }, disk, locks, line, log,
    film: (core, { door }) => recorder(core, door),
  }); // prettier-ignore
  locks.start({ heard: (message) => hub.heard(message), lost: () => hub.hardware.lost() });
  line.start(hub);
};

const indices = Array.from({ length: Number(count) }, (_, index) => index).values();
const starting = async () => {
  for (const index of indices) await startHub(index);
};
await Promise.all(Array.from({ length: 16 }, starting));
process.stdout.write('ready\n');
process.stdin.on('end', () => process.exit(0)).resume();
