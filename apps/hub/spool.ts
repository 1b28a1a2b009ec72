import type { Core } from '@latchkey/hub';
import type { FilmStore, ServerLine } from '@latchkey/hub/channel';
import { nodeSha256, recoverSpool, type FileSpool } from '@latchkey/hub/recorder';
import { findRemains } from '@latchkey/media';
import { toBase64url } from '@latchkey/protocol';
import { headOf } from './film.ts';

/** A film leaves the spool when everybody who is to have it has all of it; asked once for each of them. */
export const sharedSpool = (spool: FilmStore, readers: number): (() => FilmStore) => {
  const taken = new Map<string, number>();
  return () => ({
    readRecords: (recordingId, offset, maxBytes) => spool.readRecords(recordingId, offset, maxBytes),
    remove: async (recordingId) => {
      const name = toBase64url(recordingId);
      const by = (taken.get(name) ?? 0) + 1;
      taken.set(name, by);
      if (by < readers) return;
      taken.delete(name);
      await spool.remove(recordingId);
    },
  });
};

/** At a start: ends what a kill left open, tells it in receipts, and hands everything that is in the spool to the line. */
export async function recoverFilms(
  core: Core,
  spool: FileSpool,
  lines: readonly ServerLine[],
  sign: (message: Uint8Array) => Uint8Array,
  nowMs: () => number,
): Promise<void> {
  const ended = await recoverSpool({ spool, sha256: nodeSha256, sign, nowMs, receiptHead: () => headOf(core) });
  const names = new Set(ended.map(({ recordingId }) => toBase64url(recordingId)));
  for (const { recordingId, bytes } of await spool.list()) {
    const { init, frames, end } = findRemains(await spool.readAll(recordingId), nodeSha256);
    if (init === undefined) continue;
    const visitId = toBase64url(init.visitId);
    for (const line of lines) line.outbox.add({ recordingId, visitId, door: init.door }, bytes, true);
    if (!names.has(toBase64url(recordingId))) continue;
    const detail = { recordingId, records: frames, filmHead: end.head, cause: 'hub-restarted' };
    void core.receipts.add({ event: 'recording-closed', door: init.door, visit: visitId, detail });
  }
  for (const line of lines) line.outbox.foundAll();
}
