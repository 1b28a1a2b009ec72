import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openChromium, person } from '../world/chromium.ts';
import { openFilmStand, type FilmStand } from '../world/film-stand.ts';
import { until } from '../world/until.ts';

/** What the measuring page leaves on `globalThis`. */
interface Seen {
  readonly sealed: number[];
  readonly plain: number[];
  readonly unreadable: number;
  readonly phases: string[];
  readonly state?: { readonly phase: string; readonly ageMs?: number; readonly missing: number };
}

interface StoredGlass {
  stored(seekMs: number, kind: string): Promise<{ stamp?: number; state: { captureMs: number; verdict: string } }>;
}

let browser: Browser;
let stand: FilmStand;

beforeAll(async () => {
  stand = await openFilmStand((what, look) => until(what, look));
  browser = await openChromium();
});

afterAll(async () => {
  await browser.close();
  await stand.stop();
});

async function watch(query: string): Promise<{
  page: Page;
  seen: () => Promise<Seen>;
  foreign: readonly string[];
  errors: readonly string[];
  leave: () => Promise<void>;
}> {
  const { page, context, foreign, errors } = await person(browser, { size: 'phone', theme: 'light', language: 'en' });
  await page.goto(`${stand.origin}/?${query}`);
  const seen = (): Promise<Seen> => page.evaluate(() => (globalThis as unknown as { glass: Seen }).glass);
  return { page, seen, foreign, errors, leave: () => context.close() };
}

const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN;

describe('sealed film in a real browser', () => {
  test('P7: moving pictures, each with its clock, and live once the hub has echoed our nonce', async () => {
    const { seen, leave, foreign, errors } = await watch('sealed=canvas');
    const live = await until('forty pictures', async () => {
      const now = await seen();
      return now.sealed.length > 40 && now.state?.phase === 'live' ? now : undefined;
    });
    expect(live.unreadable).toBe(0);
    expect(live.phases.slice(-1)).toEqual(['live']);
    expect(live.phases).toContain('checking');
    // The player's bound may only lie above the age that the picture itself shows.
    expect(live.state?.ageMs ?? NaN).toBeGreaterThanOrEqual(0);
    expect(median(live.sealed.slice(20))).toBeLessThan(500);
    expect([foreign, errors]).toEqual([[], []]);
    await leave();
  });

  test('the fallback without WebCodecs shows the same film', async () => {
    const { seen, leave } = await watch('sealed=video');
    const shown = await until('twenty pictures', async () => {
      const now = await seen();
      return now.sealed.length > 20 && now.state?.phase === 'live' ? now : undefined;
    });
    expect(median(shown.sealed.slice(10))).toBeLessThan(1500);
    await leave();
  });

  test('a frozen camera is not live although its frames keep coming; thawed, it is', async () => {
    const { seen, leave } = await watch('sealed=canvas');
    const phase = (wanted: string) => async (): Promise<boolean> => (await seen()).state?.phase === wanted;
    await until('live', phase('live'));
    stand.camera.setFault('freeze');
    await until('frozen', phase('frozen'));
    stand.camera.setFault('none');
    await until('live again', phase('live'));
    stand.camera.setFault('cut');
    await until('lost', phase('lost'));
    stand.camera.setFault('none');
    await until('back', phase('live'));
    await leave();
  });

  test.each(['canvas', 'video'])('the stored film on a %s: a seek shows the picture of that moment', async (kind) => {
    const { page, leave } = await watch('');
    await page.waitForFunction(() => 'stored' in (globalThis as unknown as { glass: object }).glass);
    const found = await page.evaluate(
      (wanted) => (globalThis as unknown as { glass: StoredGlass }).glass.stored(3000, wanted),
      kind,
    );
    // The recording is still running, so its copy has no end yet.
    expect(found.state.verdict).toBe('truncated');
    expect(found.stamp).toBeDefined();
    const behind = (Math.floor(found.state.captureMs) % 2 ** 32) - (found.stamp ?? NaN);
    expect(behind).toBeGreaterThanOrEqual(-5);
    expect(behind).toBeLessThan(300);
    await leave();
  });

  test('what was sent and stored holds no picture in the clear', async () => {
    const bytes = Buffer.from(await stand.spool.readAll(stand.recordingId));
    for (const word of ['moov', 'moof', 'mdat', 'avcC', 'x264']) expect(bytes.includes(word), word).toBe(false);
  });
});
