/** The clock that the demo camera burns into every picture, read from the pixels that a person sees. */
import { readStampRgba, stampAgeMs } from '@latchkey/media';
import type { Page } from 'playwright-core';
import { until } from '../world/until.ts';

const stripHeight = 32;

interface Strip {
  readonly width: number;
  readonly base64: string;
}

/** Runs in the page: the upper rows of the canvas that carries this label. */
const readStrip = (label: string): string => `(() => {
  const canvas = document.querySelector('canvas[aria-label="${label}"]');
  if (canvas === null || canvas.width < 320) return undefined;
  const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, ${String(stripHeight)}).data ?? [];
  let text = '';
  for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192));
  return { width: canvas.width, base64: btoa(text) };
})()`;

/** Unix milliseconds, low 32 bits; undefined while there is no picture with a clock. */
const clockOn = async (page: Page, label: string): Promise<number | undefined> => {
  const strip = await page.evaluate<Strip | undefined>(readStrip(label));
  if (strip === undefined) return undefined;
  const rgba = Uint8Array.from(Buffer.from(strip.base64, 'base64'));
  return readStampRgba({ rgba, width: strip.width, height: stripHeight });
};

/** A clock later than that one; `after` 0 takes any. */
export const clockAfter = (page: Page, label: string, after = 0): Promise<number> =>
  until(`a picture in “${label}” later than ${String(after)}`, async () => {
    const clock = await clockOn(page, label);
    return clock !== undefined && clock > after && clock;
  });

/** How old the picture is that stands there now. */
export const pictureAgeMs = async (page: Page, label: string): Promise<number> => {
  const clock = await clockAfter(page, label);
  return stampAgeMs(clock, Date.now());
};
