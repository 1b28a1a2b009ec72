/** What a phone's camera sees when it is held before a code: a film file for Chromium's fake camera. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { encode } from 'uqr';

const run = promisify(execFile);
const [width, height] = [640, 480];

/** The code's picture, grey on grey as paper is, in the middle of the frame. */
const greyOf = (text: string): Buffer => {
  const { data, size } = encode(text, { ecc: 'M', border: 3 });
  const dot = Math.floor((height - 60) / size);
  const [left, top] = [Math.floor((width - size * dot) / 2), Math.floor((height - size * dot) / 2)];
  const pixels = Buffer.alloc(width * height, 150);
  for (let y = 0; y < size * dot; y++)
    for (let x = 0; x < size * dot; x++) {
      const dark = data[Math.floor(y / dot)]?.[Math.floor(x / dot)] === true;
      pixels[(top + y) * width + left + x] = dark ? 40 : 220;
    }
  return Buffer.concat([Buffer.from(`P5 ${width} ${height} 255\n`), pixels]);
};

/** Resolves with Chromium's flags for a camera that sees this code. */
export const cameraSeeing = async (text: string, folder: string): Promise<readonly string[]> => {
  const [picture, film] = [join(folder, 'code.pgm'), join(folder, 'code.y4m')];
  await writeFile(picture, greyOf(text));
  const program = process.env['FFMPEG'] ?? 'ffmpeg';
  await run(program, ['-y', '-loglevel', 'error', '-loop', '1', '-i', picture, '-t', '1', '-r', '10', '-pix_fmt', 'yuv420p', film]); // prettier-ignore
  return ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`];
};
