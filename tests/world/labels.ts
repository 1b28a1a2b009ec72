/** Parcel labels as carriers print them, and what a camera makes of them in bad light, at an angle, by a hand that shakes. */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import bwip from 'bwip-js/node';
import type { Frame } from '@latchkey/web-kit/scan/decoder';

export type LabelCode = 'gs1-128' | 'code128' | 'code39' | 'interleaved2of5' | 'gs1datamatrix' | 'datamatrix' | 'qrcode' | 'azteccode' | 'pdf417'; // prettier-ignore

/** A bar code on white paper with a quiet zone, as PNG. */
export const drawLabel = (code: LabelCode, text: string): Promise<Buffer> =>
  bwip.toBuffer({
    bcid: code,
    text,
    scale: 3,
    padding: 14,
    backgroundcolor: 'FFFFFF',
    ...(code === 'pdf417' ? { columns: 4 } : {}),
  });

/** ffmpeg filters. The paper stays as bright as it is; what is printed on it does not stay as dark. */
export const spoilings = {
  'as printed': 'null',
  'turned by 9°': 'rotate=9*PI/180:ow=rotw(9*PI/180):oh=roth(9*PI/180):c=white',
  'turned by 17°': 'rotate=17*PI/180:ow=rotw(17*PI/180):oh=roth(17*PI/180):c=white',
  'upside down': 'rotate=PI:c=white',
  blurred: 'gblur=sigma=1.3',
  'pale on grey': 'eq=contrast=0.25:brightness=0.12',
  'in noise': 'noise=alls=28:allf=t',
} as const;
export type Spoiling = keyof typeof spoilings;

const program = process.env['FFMPEG'] ?? 'ffmpeg';

const ffmpeg = (args: readonly string[], input: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, ['-hide_banner', '-loglevel', 'error', ...args]);
    const parts: Buffer[] = [];
    const said: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.stderr.on('data', (part: Buffer) => said.push(part));
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve(Buffer.concat(parts));
      else reject(new Error(Buffer.concat(said).toString()));
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });

/** A picture of any kind as the pixels that the reader gets. Behind a Netpbm head stand its size and its bytes. */
export const pixelsOf = async (picture: Buffer, filter = 'null'): Promise<Frame> => {
  const pam = await ffmpeg(['-i', 'pipe:0', '-vf', `${filter},format=rgba`, '-frames:v', '1', '-c:v', 'pam', '-f', 'image2pipe', 'pipe:1'], picture); // prettier-ignore
  const end = pam.indexOf('ENDHDR\n') + 'ENDHDR\n'.length;
  const head = pam.subarray(0, end).toString('latin1');
  const figure = (name: string) => Number(new RegExp(`${name} (\\d+)`).exec(head)?.[1]);
  return { data: new Uint8ClampedArray(pam.subarray(end)), width: figure('WIDTH'), height: figure('HEIGHT') };
};

export const spoiled = async (code: LabelCode, text: string, how: Spoiling): Promise<Frame> =>
  pixelsOf(await drawLabel(code, text), spoilings[how]);

/** What lies on a grey table, a little turned, as frames of a camera's film. */
const onTable = 'scale=760:-2,rotate=4*PI/180:ow=rotw(4*PI/180):oh=roth(4*PI/180):c=white,pad=960:720:(ow-iw)/2:(oh-ih)/2:0x909090,eq=contrast=0.8'; // prettier-ignore
/** A display beside a door, at arm's length. */
const onWall = 'scale=-2:460,rotate=3*PI/180:ow=rotw(3*PI/180):oh=roth(3*PI/180):c=0x909090,pad=960:720:(ow-iw)/2:(oh-ih)/2:0x909090,eq=contrast=0.8'; // prettier-ignore

const filmFor = async (picture: Buffer, scene: string, folder: string): Promise<string> => {
  const film = join(folder, `label.y4m`);
  const y4m = await ffmpeg(['-loop', '1', '-f', 'image2pipe', '-i', 'pipe:0', '-vf', scene, '-r', '10', '-frames:v', '10', '-pix_fmt', 'yuv420p', '-f', 'yuv4mpegpipe', 'pipe:1'], picture); // prettier-ignore
  await writeFile(film, y4m);
  return film;
};

/** Chromium's flags for a camera that sees this label. It reads the film anew whenever a page opens it. */
export const cameraSeeingLabel = async (code: LabelCode, text: string, folder: string): Promise<readonly string[]> => {
  const film = await filmFor(await drawLabel(code, text), onTable, folder);
  return ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${film}`]; // prettier-ignore
};

/** The same camera before a display, of which this is a photograph. */
export const cameraSeesDisplay = async (photograph: Buffer, folder: string): Promise<void> => {
  await filmFor(photograph, onWall, folder);
};
