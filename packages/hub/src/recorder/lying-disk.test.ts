/** The museum of broken locks, recorders: what is called written before it is, and an error of the disk that nobody hears, leave no film when the power goes. */
import { inspectRecording } from '@latchkey/media';
import { expect, test } from 'vitest';
import type { Spool, SpoolFile } from './spool.ts';
import type { MemorySpool } from './testing/memory-spool.ts';
import { RECORDING, VISIT, settled, stage } from './testing/stage.ts';

const FRAME_MS = 100;

const withFiles = (disk: MemorySpool, broken: (file: SpoolFile) => Partial<SpoolFile>): Spool =>
  new Proxy<Spool>(disk, {
    get: (whole, name) =>
      name === 'create'
        ? async (id: Uint8Array) => {
            const file = await whole.create(id);
            return { ...file, ...broken(file) };
          }
        : (Reflect.get(whole, name) as (...given: unknown[]) => unknown).bind(whole),
  });

const answersAtOnce = (disk: MemorySpool) => withFiles(disk, () => ({ sync: () => Promise.resolve() }));
const hearsNoError = (disk: MemorySpool) =>
  withFiles(disk, (file) => ({
    append: (bytes) => file.append(bytes).catch(() => undefined),
    sync: () => file.sync().catch(() => undefined),
  }));

type Happens = 'nothing' | 'the disk is full' | 'the disk takes bytes and syncs none';

/** The most film, in milliseconds, that the recorder called on the disk in a moment at which a power cut would have left none of it. */
async function claimedAndLost(through: (disk: MemorySpool) => Spool, happens: Happens): Promise<number> {
  const { recorder, film, spool, hub } = stage(through);
  recorder.arm();
  film(6);
  expect(await recorder.start({ visitId: VISIT, recordingId: RECORDING })).toMatchObject({ ok: true });
  let most = 0;
  for (let moment = 0; moment < 12; moment++) {
    if (moment === 4 && happens !== 'nothing') spool.failing = happens === 'the disk is full' ? 'write' : 'sync';
    film(0.3);
    await recorder.confirm().catch(() => undefined);
    await settled();
    const { recording, onDiskFromMs, onDiskToMs } = recorder.coverage();
    const { bytes, synced } = spool.of(RECORDING);
    const left = inspectRecording(bytes.slice(0, synced), hub).frames * FRAME_MS;
    if (recording) most = Math.max(most, onDiskToMs - onDiskFromMs + FRAME_MS - left);
  }
  return most;
}

test.each<Happens>(['nothing', 'the disk is full', 'the disk takes bytes and syncs none'])(
  'P6: %s, and whatever the recorder calls on the disk is there after a power cut',
  async (happens) => {
    expect(await claimedAndLost((disk) => disk, happens)).toBeLessThanOrEqual(0);
  },
);

test('P6: a recorder that calls film written before it is, is noticed', async () => {
  expect(await claimedAndLost(answersAtOnce, 'nothing')).toBeGreaterThan(5000);
});

test.each<Happens>(['the disk is full', 'the disk takes bytes and syncs none'])(
  'P6: a recorder that hears no error of its disk is noticed: %s',
  async (happens) => {
    expect(await claimedAndLost(hearsNoError, 'nothing')).toBeLessThanOrEqual(0);
    expect(await claimedAndLost(hearsNoError, happens)).toBeGreaterThan(1000);
  },
);
