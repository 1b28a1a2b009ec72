import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileSpool } from '@latchkey/hub/recorder';
import { FileBlobs } from '@latchkey/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filmsToDrop, listFilms, type KeptFilm } from './kept-films.ts';

const DAY_MS = 86_400_000;
const limits = { filmBytes: 100, filmMs: 30 * DAY_MS };
const film = (name: string, change: Partial<KeptFilm> = {}): KeptFilm => ({
  recordingId: name,
  visitId: 'v',
  door: 1,
  bytes: 40,
  startedMs: 40 * DAY_MS,
  closed: true,
  spooled: false,
  ...change,
});
const dropped = (films: readonly KeptFilm[]) =>
  filmsToDrop(films, limits, 50 * DAY_MS).map(({ recordingId }) => recordingId);

describe('the films that the hub keeps for its own page', () => {
  it('stay while they are young and have room', () => {
    expect(dropped([film('a'), film('b')])).toEqual([]);
  });

  it('P14: end after their time, also those that a server that is gone never got', () => {
    expect(dropped([film('a', { startedMs: 19 * DAY_MS }), film('b', { startedMs: 19 * DAY_MS, spooled: true })])).toEqual(['a', 'b']); // prettier-ignore
    expect(dropped([film('a', { startedMs: 20 * DAY_MS })])).toEqual([]);
  });

  it('give way to newer ones, the oldest first, unless they are on their way to the server', () => {
    expect(dropped([film('a'), film('b'), film('c'), film('d')])).toEqual(['a', 'b']);
    expect(dropped([film('a', { spooled: true }), film('b'), film('c')])).toEqual(['b']);
  });
});

describe('what lies in the folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kept-films-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('and is no film is swept away, and nothing there is nothing', async () => {
    const films = join(folder, 'films');
    const [blobs, spool] = [new FileBlobs(films), new FileSpool({ folder: join(folder, 'spool') })];
    expect(await listFilms(films, blobs, spool)).toEqual([]);
    const torn = 'AAAAAAAAAAAAAAAAAAAAAA';
    await mkdir(join(films, 'AA'), { recursive: true });
    await writeFile(join(films, 'AA', torn), Buffer.from([0, 0, 1, 0, 7]));
    expect(await listFilms(films, blobs, spool)).toEqual([]);
    expect(await blobs.read(torn, 0, 10)).toHaveLength(0);
  });
});
