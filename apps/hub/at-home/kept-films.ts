import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeSha256, type FileSpool } from '@latchkey/hub/recorder';
import { announcedSize, findRemains, type InitClaims } from '@latchkey/media';
import { toBase64url } from '@latchkey/protocol';
import type { Blobs } from '@latchkey/server';

export interface KeptFilm {
  readonly recordingId: string;
  readonly visitId: string;
  readonly door: number;
  readonly bytes: number;
  readonly startedMs: number;
  /** All of it is here. */
  readonly closed: boolean;
  /** The hub's spool has it as well: somebody is still to get it. */
  readonly spooled: boolean;
}

export interface FilmLimits {
  readonly filmBytes: number;
  readonly filmMs: number;
}

/** What lies in the page's folder of films, oldest first. To be asked once the spool is in order: a film that has less here than there goes on. */
export const listFilms = async (folder: string, blobs: Blobs, spool: FileSpool): Promise<readonly KeptFilm[]> => {
  const spooled = new Map((await spool.list()).map(({ recordingId, bytes }) => [toBase64url(recordingId), bytes]));
  const files = (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])).filter((entry) =>
    entry.isFile(),
  );
  const films: KeptFilm[] = [];
  for (const { name, parentPath } of files) {
    const init = await readInit(blobs, name).catch(() => undefined);
    // Not one record is whole: whatever it was, it comes again or never was.
    if (init === undefined) {
      if (!spooled.has(name)) await rm(join(parentPath, name), { force: true });
      continue;
    }
    const { size: bytes } = await stat(join(parentPath, name));
    const { visitId, door, startedMs } = init;
    const there = spooled.get(name);
    const film = { recordingId: name, visitId: toBase64url(visitId), door, bytes, startedMs };
    films.push({ ...film, closed: there === undefined || there === bytes, spooled: there !== undefined });
  }
  return films.sort((a, b) => a.startedMs - b.startedMs);
};

/**
 * Which of them have to go: those past their time, wherever they are, and of the rest the oldest until what is left has room. What the
 * server has not got yet does not go for room.
 */
export const filmsToDrop = (
  films: readonly KeptFilm[],
  { filmBytes, filmMs }: FilmLimits,
  nowMs: number,
): readonly KeptFilm[] => {
  let left = films.reduce((sum, { bytes }) => sum + bytes, 0);
  return films.filter(({ startedMs, bytes, spooled }) => {
    const goes = nowMs - startedMs > filmMs || (left > filmBytes && !spooled);
    if (goes) left -= bytes;
    return goes;
  });
};

const readInit = async (blobs: Blobs, recordingId: string): Promise<InitClaims | undefined> => {
  const head = await blobs.read(recordingId, 0, 4);
  if (head.length < 4) return undefined;
  return findRemains(await blobs.read(recordingId, 0, announcedSize(head)), nodeSha256).init;
};
