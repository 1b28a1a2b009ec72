import { spawn } from 'node:child_process';
import { createDecipheriv, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { probeFfmpeg } from '@latchkey/hub/cameras';
import { startSimulatedCamera, type SimulatedCamera } from '@latchkey/hub/cameras/simulated';
import { FileSpool, nodeSha256, recoverSpool } from '@latchkey/hub/recorder';
import { RecordVerifier, inspectRecording, nonceFor, openRecording, readFragment } from '@latchkey/media';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../world/until.ts';
import { wallClock } from '../world/wall-clock.ts';

const root = new URL('../../', import.meta.url).pathname;
const KILLS = Number(process.env['LATCHKEY_KILLS'] ?? 6);
/** For one kill; a guard against hanging, not a measure. */
const GUARD_MS = 30_000;
const ffmpeg = await probeFfmpeg(['ffmpeg', join(root, 'node_modules/@ffmpeg-installer/linux-x64/ffmpeg')]);

/** What the killed process had said. */
interface Said {
  recordingKey?: string;
  frames: number[];
  toldBytes: number;
  started: boolean;
}

describe.skipIf(ffmpeg === undefined)(`a recorder killed ${KILLS} times in the middle of a film`, () => {
  const program = ffmpeg ?? { path: 'ffmpeg', rtspTimeoutOption: '-timeout' as const };
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const hub = {
    sha256: nodeSha256,
    verify: (message: Uint8Array, signature: Uint8Array) =>
      verify('sha256', message, { key: pair.publicKey, dsaEncoding: 'ieee-p1363' }, signature),
  };
  let folder: string;
  let camera: SimulatedCamera;
  let child: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kill-'));
    child = join(folder, 'child.mjs');
    const bundle = await rolldown({
      cwd: root,
      input: 'tests/world/recorder-child.ts',
      platform: 'node',
      logLevel: 'silent',
    });
    await bundle.write({ file: child, format: 'esm' });
    await bundle.close();
    const clip = join(root, 'assets/clips/hallway.mp4');
    camera = await startSimulatedCamera({
      ffmpeg: program,
      clip,
      host: '127.0.0.1',
      port: 0,
      clock: wallClock,
      random: () => 0.5,
    });
  });

  afterAll(async () => {
    await camera.stop();
    await rm(folder, { recursive: true });
  });

  async function filmAndKill(
    spoolFolder: string,
    recordingId: Uint8Array,
    afterMs: number,
  ): Promise<Said & { killedMs: number }> {
    const privateKey = pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    const args = [
      child,
      spoolFolder,
      camera.url,
      program.path,
      program.rtspTimeoutOption,
      privateKey,
      Buffer.from(recordingId).toString('base64'),
    ];
    // A group of its own, so that its ffmpeg dies at the same instant, as when a plug is pulled.
    const hubProcess = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    const said: Said = { frames: [], toldBytes: 0, started: false };
    const lines = createInterface({ input: hubProcess.stdout });
    lines.on('line', (line) => hear(said, line));
    let failure: Error | undefined;
    hubProcess.once('error', (error) => (failure = error));
    await until('the recording runs', () => {
      if (failure !== undefined) throw failure;
      return said.started;
    });
    await pause(afterMs);
    const killedMs = wallClock.nowMs();
    if (hubProcess.pid !== undefined) process.kill(-hubProcess.pid, 'SIGKILL');
    await new Promise((resolve) => lines.once('close', resolve));
    return { ...said, killedMs };
  }

  test(
    '99 % of the frames older than 1.5 s are readable, the film ends signed, and nobody was told of bytes it lacks',
    async () => {
      for (let round = 0; round < KILLS; round += 1) {
        const spoolFolder = join(folder, String(round));
        const recordingId = new Uint8Array(randomBytes(16));
        const said = await filmAndKill(spoolFolder, recordingId, 1700 + ((round * 379) % 1500));
        const spool = new FileSpool({ folder: spoolFolder });
        const before = (await spool.list())[0]?.bytes ?? 0;
        expect(said.toldBytes).toBeLessThanOrEqual(before);
        await recoverSpool({
          ...{
            spool,
            sha256: nodeSha256,
            nowMs: () => Math.round(wallClock.nowMs()),
            receiptHead: () => ({ seq: 0, head: new Uint8Array(32) }),
          },
          sign: (message) =>
            new Uint8Array(sign('sha256', message, { key: pair.privateKey, dsaEncoding: 'ieee-p1363' })),
        });
        const bytes = await spool.readAll(recordingId);
        expect(inspectRecording(bytes, hub)).toMatchObject({ verdict: 'ok', close: { reason: 'hub-restarted' } });
        const readable = new Set(readFrames(bytes, Buffer.from(said.recordingKey ?? '', 'base64')));
        const due = said.frames.filter((captureMs) => captureMs < said.killedMs - 1500);
        expect(due.length).toBeGreaterThan(5);
        const share = due.filter((captureMs) => readable.has(captureMs)).length / due.length;
        expect(share).toBeGreaterThanOrEqual(0.99);
      }
    },
    KILLS * GUARD_MS,
  );

  function readFrames(bytes: Uint8Array, recordingKey: Uint8Array): number[] {
    const findings = new RecordVerifier(hub).push(bytes);
    const [first] = findings;
    if (first?.kind !== 'init') throw new TypeError('no init record');
    const keys = openRecording(nodeSha256, recordingKey, first.init);
    if (keys === undefined) throw new TypeError('the wrong key');
    return findings.flatMap((finding) => {
      if (finding.kind !== 'frame') return [];
      const { header, ciphertext } = finding.sealed;
      const decipher = createDecipheriv('aes-256-gcm', keys.seal, nonceFor(keys, finding.sealed)).setAAD(header);
      decipher.setAuthTag(ciphertext.subarray(-16));
      return [readFragment(Buffer.concat([decipher.update(ciphertext.subarray(0, -16)), decipher.final()])).captureMs];
    });
  }
});

function hear(said: Said, line: string): void {
  // The last line of a killed process may be cut.
  if (!line.endsWith('}')) return;
  const { recordingKey, frameMs, toldBytes, started } = JSON.parse(line) as {
    recordingKey?: string;
    frameMs?: number;
    toldBytes?: number;
    started?: boolean;
  };
  if (recordingKey !== undefined) said.recordingKey = recordingKey;
  if (frameMs !== undefined) said.frames.push(frameMs);
  if (toldBytes !== undefined) said.toldBytes = toldBytes;
  if (started === true) said.started = true;
}
