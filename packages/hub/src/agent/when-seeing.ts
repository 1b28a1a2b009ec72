import type { FilmPort, FilmStart, HubClockPort } from './ports.ts';

const CAMERA_POLL_MS = 200;
const CAMERA_WAIT_MS = 8000;

/**
 * Begins as soon as the camera has something to show: one that was opened a moment ago gets a few seconds. `wanted` is asked before each
 * try; undefined: it was wanted no more.
 */
export async function whenSeeing(
  clock: HubClockPort,
  port: FilmPort,
  begin: Parameters<FilmPort['start']>[0],
  wanted: () => boolean,
  waitMs = CAMERA_WAIT_MS,
): Promise<FilmStart | undefined> {
  const endMs = clock.monotonicMs() + waitMs;
  for (;;) {
    if (!wanted()) return undefined;
    const begun = await port.start(begin);
    if (begun.ok || begun.why !== 'camera-silent' || clock.monotonicMs() >= endMs) return begun;
    await new Promise<void>((resolve) => clock.after(CAMERA_POLL_MS, resolve));
  }
}
