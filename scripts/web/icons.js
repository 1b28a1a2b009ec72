// The apps' icons, drawn from the kit's mark. It is made of upright strokes only, so each pixel's share of ink is exact arithmetic.
import { crc32, deflateSync } from 'node:zlib';

/** packages/web-kit/src/parts/mark.tsx as filled rectangles [left, top, right, bottom] on its 22 × 26 grid. */
const mark = [
  [1.2, 1.2, 2.8, 25],
  [1.2, 1.2, 20.8, 2.8],
  [19.2, 1.2, 20.8, 25],
  [4.7, 4.7, 6.3, 25],
  [4.7, 4.7, 14.8, 6.3],
  [13.2, 4.7, 14.8, 25],
  [11.5, 13.4, 20, 16.6],
];
const grid = { width: 22, height: 26 };

/** Each app's own colours, from the kit's tokens: paper and ink at home, blue for who is on the way, ink for the desk. */
export const looks = {
  home: { ground: '#f5f4ef', ink: '#1a1c19' },
  courier: { ground: '#175796', ink: '#fdfcf8' },
  console: { ground: '#1a1c19', ink: '#fdfcf8' },
};

/** `fill` is the mark's height as a part of the icon's; a maskable icon may lose everything outside the middle 80 %. */
const fills = { any: 0.66, maskable: 0.5 };

const placed = (size, fill) => {
  const scale = (size * fill) / grid.height;
  const left = (size - grid.width * scale) / 2;
  const top = (size - grid.height * scale) / 2;
  return mark.map(([l, t, r, b]) => [left + l * scale, top + t * scale, left + r * scale, top + b * scale]);
};

/** How much of the pixel at (x, y) the rectangles cover; where two overlap it is inked already. */
const covered = (rectangles, x, y) =>
  Math.min(
    1,
    rectangles.reduce((most, [l, t, r, b]) => {
      const wide = Math.max(0, Math.min(r, x + 1) - Math.max(l, x));
      const high = Math.max(0, Math.min(b, y + 1) - Math.max(t, y));
      return Math.max(most, wide * high);
    }, 0),
  );

const channels = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), framed.length - 4);
  return framed;
};

/** Colour types of PNG by their number of channels. */
const colourTypes = { 3: 2, 4: 6 };

const png = (size, pixel, pixelAt) => {
  const line = size * pixel + 1;
  const rows = Buffer.alloc(size * line);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) rows.set(pixelAt(x, y), y * line + 1 + x * pixel);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, colourTypes[pixel], 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
};

/** Without an alpha channel: an icon's ground reaches its edges, and each system cuts its own shape out. */
export const iconPng = ({ ground, ink }, size, purpose) => {
  const rectangles = placed(size, fills[purpose]);
  const [from, to] = [channels(ground), channels(ink)];
  return png(size, 3, (x, y) => {
    const share = covered(rectangles, x, y);
    return from.map((channel, at) => Math.round(channel + (to[at] - channel) * share));
  });
};

/** White on nothing: what a phone shows in its status bar beside a notification. */
export const badgePng = (size) => {
  const rectangles = placed(size, 0.9);
  return png(size, 4, (x, y) => [255, 255, 255, Math.round(covered(rectangles, x, y) * 255)]);
};

export const iconSvg = ({ ground, ink }) => {
  const strokes = placed(64, fills.any).map(([l, t, r, b]) => `M${[l, t].map((n) => n.toFixed(2)).join(' ')}H${r.toFixed(2)}V${b.toFixed(2)}H${l.toFixed(2)}Z`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12" fill="${ground}"/><path fill="${ink}" d="${strokes.join('')}"/></svg>\n`;
};
