import { inspectRecording } from '@latchkey/media';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { nodeSha256 } from './effects.ts';
import { FileSpool } from './file-spool.ts';
import { recoverSpool } from './recover-spool.ts';
import type { Spool } from './spool.ts';
import { MemorySpool } from './testing/memory-spool.ts';
import { RECORDING, VISIT, stage } from './testing/stage.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function filmed() {
  const made = stage();
  made.recorder.arm();
  made.film(6);
  await made.recorder.start({ visitId: VISIT, recordingId: RECORDING });
  made.film(2);
  await made.recorder.confirm();
  return { ...made, bytes: made.spool.of(RECORDING).bytes };
}

function recover(spool: Spool, sign: (message: Uint8Array) => Uint8Array) {
  return recoverSpool({
    spool,
    sign,
    sha256: nodeSha256,
    nowMs: () => 1_790_000_100_000.25,
    receiptHead: () => ({ seq: 9, head: new Uint8Array(32) }),
  });
}

describe('after a kill', () => {
  test('an open recording is cut to its last whole record and closed, wherever it was torn', async () => {
    const { bytes, hub, sign } = await filmed();
    const firstRecord = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) + 4;
    for (let length = firstRecord; length < bytes.length; length += 97) {
      const spool = new MemorySpool();
      await (await spool.create(RECORDING)).append(bytes.subarray(0, length));
      const [recovered] = await recover(spool, sign);
      expect(recovered).toMatchObject({
        recordingId: RECORDING,
        visitId: VISIT,
        door: 1,
        bytes: spool.of(RECORDING).bytes.length,
      });
      expect(inspectRecording(spool.of(RECORDING).bytes, hub)).toMatchObject({
        verdict: 'ok',
        close: { reason: 'hub-restarted', receiptSeq: 9 },
      });
      expect(spool.of(RECORDING).synced).toBe(spool.of(RECORDING).bytes.length);
    }
  });

  test('what had no whole first record is removed; what was closed is left alone', async () => {
    const { bytes, sign, spool, recorder } = await filmed();
    const torn = new MemorySpool();
    await (await torn.create(RECORDING)).append(bytes.subarray(0, 100));
    expect(await recover(torn, sign)).toEqual([]);
    expect(torn.files.size).toBe(0);
    await recorder.stop('finished');
    const before = spool.of(RECORDING).bytes;
    expect(await recover(spool, sign)).toEqual([]);
    expect(spool.of(RECORDING).bytes).toEqual(before);
  });

  test('on real files, and twice is the same as once', async () => {
    const { bytes, hub, sign } = await filmed();
    const folder = await mkdtemp(join(tmpdir(), 'spool-'));
    folders.push(folder);
    const spool = new FileSpool({ folder });
    const file = await spool.create(RECORDING);
    await file.append(bytes.subarray(0, bytes.length - 5));
    await file.close();
    expect(await recover(spool, sign)).toHaveLength(1);
    expect(await recover(spool, sign)).toHaveLength(0);
    expect(inspectRecording(await spool.readAll(RECORDING), hub).verdict).toBe('ok');
  });
});

describe('a spool of files', () => {
  test('gives whole records from any offset it gave before, for a second upload', async () => {
    const { bytes } = await filmed();
    const folder = await mkdtemp(join(tmpdir(), 'spool-'));
    folders.push(folder);
    const spool = new FileSpool({ folder });
    const file = await spool.create(RECORDING);
    await file.append(bytes);
    await file.append(bytes.subarray(0, 30));
    expect(await spool.list()).toEqual([{ recordingId: RECORDING, bytes: bytes.length + 30 }]);
    const parts: Uint8Array[] = [];
    for (let offset = 0; ;) {
      const part = await spool.readRecords(RECORDING, offset, 50);
      if (part.length === 0) break;
      parts.push(part);
      offset += part.length;
    }
    expect(Buffer.concat(parts)).toEqual(Buffer.from(bytes));
    await expect(spool.create(RECORDING)).rejects.toThrow();
    await file.close();
    await spool.remove(RECORDING);
    expect(await spool.list()).toEqual([]);
  });
});
