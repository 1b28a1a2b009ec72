import type { FilmPort } from '@latchkey/hub';
import { announced, ask, come, goThrough, knock } from '../actors/near-courier.ts';
import type { Camera } from '../film.ts';
import { happening, type Scene } from '../scene.ts';
import type { StagedExhibit } from './exhibit.ts';

/** A recorder that counts what it handed over as written: it reads no error and waits for no answer of its disk. */
const saysWritten = (film: FilmPort): FilmPort => ({
  arm: () => film.arm(),
  disarm: () => film.disarm(),
  start: async (visit) => {
    await film.start(visit);
    return { ok: true };
  },
  confirm: async () => hopeful(await film.confirm()),
  coverage: () => hopeful(film.coverage()),
  stop: (reason) => film.stop(reason),
  viewerNonce: (nonce) => film.viewerNonce(nonce),
  nowMs: () => film.nowMs(),
});

const hopeful = (told: ReturnType<FilmPort['coverage']>): ReturnType<FilmPort['coverage']> => ({
  ...told,
  recording: true,
  onDiskToMs: Number.MAX_SAFE_INTEGER,
});

/** One comes with the disk as it should be; the next finds it otherwise when they knock. */
const scene = (disk: Camera['disk']): Scene => [
  happening('a courier goes in and out', async ({ world, anna }) => {
    const visit = await anna.grant({});
    await announced(world, visit);
    await come(world, visit);
    await goThrough(world);
  }),
  happening(`the disk becomes ${disk} while the next one waits at the door`, async ({ world, anna }) => {
    const visit = await anna.grant({});
    await announced(world, visit);
    const nonce = await ask(world, visit);
    const camera = world.cameras.get(1);
    if (camera === undefined || nonce === undefined) throw new Error('nobody is filmed');
    camera.disk = disk;
    await world.clock.pass(6000);
    await knock(world, visit, nonce);
  }),
];

/** Frigate: *unable to keep up with recording segments, discarding the rest*; a full disk that nobody heard of. */
export const fullDisk: StagedExhibit = {
  incident: 'Recordings on a full disk',
  scene: () => scene('full'),
  opens: 1,
  broken: () => ({ name: 'the recorder hears no error of its disk', film: saysWritten }),
  noticedBy: ['P6'],
};

/** The same with a disk ten times too slow: what waits in memory counts as film. */
export const slowDisk: StagedExhibit = {
  incident: 'Recordings on a slow disk, damaged by a power cut',
  scene: () => scene('slow'),
  opens: 1,
  broken: () => ({ name: 'the recorder says written before it is', film: saysWritten }),
  noticedBy: ['P6'],
};
