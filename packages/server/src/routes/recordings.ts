import { Readable } from 'node:stream';
import { routes } from '@latchkey/contract';
import { fail, found } from '../http/problems.ts';
import type { World } from '../world.ts';
import { homeOf } from './home-reading.ts';

const CHUNK_BYTES = 256 * 1024;

/** Stored film, byte for byte as the hub sealed it. */
export const addRecordings = (world: World): void => {
  const { registrar, effects, sessions } = world;
  registrar.on(routes.readRecording, async ({ session, params, request, reply }) => {
    const recording = found(await effects.store.recording(homeOf(session), params.recordingId));
    const from = startOf(request.headers.range);
    const to = recording.bytes;
    if (from > to || (from === to && from > 0)) {
      return reply.status(416).header('content-range', `bytes */${to}`).send();
    }
    if (from > 0) reply.status(206).header('content-range', `bytes ${from}-${to - 1}/${to}`);
    reply
      .header('accept-ranges', 'bytes')
      .header('content-length', to - from)
      .type('application/octet-stream');
    if (!sessions.holds(session)) throw fail('not-signed-in');
    const stream = Readable.from(chunks(world, recording.recordingId, from, to));
    // Whoever is cut off while reading gets no more of it (P11).
    stream.once(
      'close',
      sessions.watch(session, () => stream.destroy()),
    );
    return reply.send(stream);
  });
};

/** Only `bytes=n-`, which is what going on after a break needs; anything else gets the whole. */
const startOf = (range: string | undefined): number => Number(/^bytes=(\d{1,15})-$/.exec(range ?? '')?.[1] ?? 0);

async function* chunks({ effects }: World, id: string, from: number, to: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to;) {
    const chunk = await effects.blobs.read(id, at, Math.min(at + CHUNK_BYTES, to));
    if (chunk.length === 0) return;
    yield chunk;
    at += chunk.length;
  }
}
