import type { GreyPicture } from '@latchkey/hub/cameras';
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { codesIn } from './codes-in.ts';

/** What a door camera needs of each module (docs/protocol/door-code.md). */
const PIXELS = 3.5;
const [DARK, LIGHT] = [45, 200];
const QUIET = 4;
/** Points of a pixel in each direction: an edge that runs through it is grey, as in a lens. */
const POINTS = 3;

/** Letters that the version holds with error correction M in alphanumeric mode (ISO/IEC 18004, table 7). */
const versions = [[6, 154], [8, 221], [10, 311], [13, 483], [17, 734]] as const; // prettier-ignore

const textOf = (letters: number) => `LK1:1/1:0F1E:${'K3 7B$%*+-./:9ZQ'.repeat(46)}`.slice(0, letters);

/** As a camera sees a screen; `turn` in radians. */
const seen = (text: string, turn = 0): GreyPicture => {
  const { data: modules, size } = encode(text, { ecc: 'M', border: QUIET });
  const width = Math.ceil(size * PIXELS * 1.4);
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
  const inkAt = (x: number, y: number) => {
    const [dx, dy] = [(x - width / 2) / PIXELS, (y - width / 2) / PIXELS];
    return modules[Math.floor(size / 2 + dy * cos - dx * sin)]?.[Math.floor(size / 2 + dx * cos + dy * sin)] === true;
  };
  const pixel = (x: number, y: number) => {
    let ink = 0;
    for (let i = 0; i < POINTS ** 2; i++)
      if (inkAt(x + ((i % POINTS) + 0.5) / POINTS, y + (Math.floor(i / POINTS) + 0.5) / POINTS)) ink++;
    return LIGHT + ((DARK - LIGHT) * ink) / POINTS ** 2;
  };
  return { data: Uint8Array.from({ length: width ** 2 }, (_, at) => pixel(at % width, Math.floor(at / width))), width, height: width };
}; // prettier-ignore

describe('a full code, at 3.5 pixels a module', () => {
  it.each(versions)('is found in a picture, straight and turned: version %i', async (version, letters) => {
    const text = textOf(letters);
    expect(encode(text, { ecc: 'M', border: 0 }).size).toBe(17 + 4 * version);
    expect(await codesIn(seen(text))).toEqual([text]);
    expect(await codesIn(seen(text, 0.2))).toEqual([text]);
  });
});

it('a picture without a code has none', async () => {
  expect(await codesIn({ data: new Uint8Array(400).fill(LIGHT), width: 20, height: 20 })).toEqual([]);
});
