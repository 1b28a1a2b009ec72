import { openChromium } from '../tests/world/chromium.ts';
import { openFilmStand } from '../tests/world/film-stand.ts';
import { until } from '../tests/world/until.ts';
import { figure, quantile, type Bench } from './figure.ts';

/**
 * From the light to the eye: the camera burns its clock into each picture, the browser reads it from the decoded pixels.
 * Ours: recorder, seal, spool, relay, verification, opening, WebCodecs. The floor: the same frames at the same time over the
 * same kind of socket, unsealed, into a bare decoder in the same page. Both include camera, encoder and RTSP.
 */
const SAMPLES = 300;
/** The cached group of pictures that a newcomer is given first is old by design. */
const WARM_UP = 45;

export const liveGlassToGlass: Bench = {
  names: ['live.glass-to-glass.p50', 'live.glass-to-glass.p95'],
  run: async () => {
    const stand = await openFilmStand((what, look) => until(what, look));
    const browser = await openChromium();
    try {
      const page = await browser.newPage();
      await page.goto(`${stand.origin}/?sealed=canvas&plain`);
      const { sealed, plain } = await until('enough pictures', async () => {
        const seen = await page.evaluate(() => (globalThis as unknown as { glass: Ages }).glass);
        return Math.min(seen.sealed.length, seen.plain.length) >= SAMPLES + WARM_UP ? seen : undefined;
      });
      const [ours, floor] = [sealed.slice(WARM_UP), plain.slice(WARM_UP)];
      return [
        figure('live.glass-to-glass.p50', 'ms', quantile(ours, 0.5), quantile(floor, 0.5), ours.length),
        figure('live.glass-to-glass.p95', 'ms', quantile(ours, 0.95), quantile(floor, 0.95), ours.length),
      ];
    } finally {
      await browser.close();
      await stand.stop();
    }
  },
};

interface Ages {
  readonly sealed: readonly number[];
  readonly plain: readonly number[];
}
