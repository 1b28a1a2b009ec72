import { GLYPH_HEIGHT, GLYPH_WIDTH, dot } from './font.ts';
import { stampBits, stampLayout } from './layout.ts';

/** The brightness plane of a picture: one byte a pixel, rows without padding. */
export interface LumaPlane {
  readonly luma: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const WHITE = 235;
const BLACK = 16;

/** Writes the time into the picture, for machines and for people. `localOffsetMs` shifts the readable digits only. */
export function paintStamp(plane: LumaPlane, unixMs: number, localOffsetMs = 0): void {
  const layout = stampLayout(plane.width);
  const side = layout.block;
  fill(plane, { x: 0, y: 0, width: layout.margin * 2 + side * layout.blocks, height: layout.margin * 2 + side }, BLACK);
  stampBits(unixMs).forEach((bit, index) => {
    const place = { x: layout.margin + index * side, y: layout.margin, width: side, height: side };
    fill(plane, place, bit === 1 ? WHITE : BLACK);
  });
  paintDigits(plane, clockText(unixMs + localOffsetMs), layout.margin * 2 + side);
}

/** HH:MM:SS.mmm of a unix time. */
export function clockText(unixMs: number): string {
  const ms = ((Math.floor(unixMs) % 86_400_000) + 86_400_000) % 86_400_000;
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes, seconds] = [
    Math.floor(ms / 3_600_000),
    Math.floor(ms / 60_000) % 60,
    Math.floor(ms / 1000) % 60,
  ];
  return `${two(hours)}:${two(minutes)}:${two(seconds)}.${String(ms % 1000).padStart(3, '0')}`;
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function fill(plane: LumaPlane, place: Rectangle, value: number): void {
  const right = Math.min(place.x + place.width, plane.width);
  const bottom = Math.min(place.y + place.height, plane.height);
  for (let y = place.y; y < bottom; y += 1) plane.luma.fill(value, y * plane.width + place.x, y * plane.width + right);
}

function paintDigits(plane: LumaPlane, text: string, top: number): void {
  const scale = Math.max(2, Math.round(plane.width / 320));
  const advance = (GLYPH_WIDTH + 1) * scale;
  fill(plane, { x: 0, y: top, width: advance * text.length + scale * 4, height: (GLYPH_HEIGHT + 2) * scale }, BLACK);
  Array.from(text).forEach((character, index) => {
    for (let y = 0; y < GLYPH_HEIGHT; y += 1) {
      for (let x = 0; x < GLYPH_WIDTH; x += 1) {
        if (!dot(character, x, y)) continue;
        fill(
          plane,
          { x: scale * 2 + index * advance + x * scale, y: top + (y + 1) * scale, width: scale, height: scale },
          WHITE,
        );
      }
    }
  });
}
