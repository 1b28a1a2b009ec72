/** Labels and photographs, read by the courier app's own reader: the same program that its worker runs. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readLabel } from '@latchkey/delivery';
import { openDecoder, type CodeFormat, type Decode } from '@latchkey/web-kit/scan/decoder';
import { beforeAll, describe, expect, it } from 'vitest';
import { pixelsOf, spoiled, spoilings, type LabelCode, type Spoiling } from '../world/labels.ts';
import { root } from '../world/world.ts';

const formats: readonly CodeFormat[] = ['Code128', 'Code39', 'ITF', 'DataMatrix', 'QRCode', 'Aztec', 'PDF417'];
let decode: Decode;
beforeAll(async () => {
  const module = await readFile(join(root, 'node_modules/zxing-wasm/dist/reader/zxing_reader.wasm'));
  decode = await openDecoder({ wasmBinary: new Uint8Array(module).buffer });
});

const SSCC = '00340433836442636597';
const labels: readonly (readonly [LabelCode, string, string])[] = [
  ['gs1-128', '(00)340433836442636597(420)10969', SSCC],
  ['code128', 'JJD1410302937991', 'JJD1410302937991'],
  ['code128', '%008182709980000020033350276', '09980000020033'],
  ['code39', '1Z8V92A70367203024', '1Z8V92A70367203024'],
  ['interleaved2of5', '09133131530724', '09133131530724'],
  ['gs1datamatrix', '(00)340433836442636597(403)12345', SSCC],
  ['datamatrix', 'RB123456785DE', 'RB123456785DE'],
  ['qrcode', 'https://example.com/track?piececode=00340433836442636597', SSCC],
  ['azteccode', 'TBA502887274000', 'TBA502887274000'],
  ['pdf417', '9400111206206406260787', '9400111206206406260787'],
];

const turns: Partial<Record<LabelCode, readonly Spoiling[]>> = {
  // A level line must cross all of its bars: long codes are read less far from level than short ones.
  'gs1-128': ['turned by 9°', 'upside down', 'blurred', 'pale on grey', 'in noise'],
  code39: ['turned by 9°', 'pale on grey'],
  gs1datamatrix: Object.keys(spoilings) as Spoiling[],
  interleaved2of5: ['as printed', 'upside down', 'in noise'],
  qrcode: ['blurred', 'in noise', 'turned by 17°'],
};

describe('a label', () => {
  /** PDF417 is read only while its rows lie nearly level: zxing looks for them from top to bottom. */
  const ways = (code: LabelCode): readonly Spoiling[] =>
    code === 'pdf417' ? ['as printed', 'blurred', 'pale on grey'] : (turns[code] ?? ['turned by 17°', 'pale on grey']);
  const every = labels.flatMap((label) => ways(label[0]).map((how) => [...label, how] as const));
  it.each(every)('%s of %s is read as %s, %s', async (code, text, number, how) => {
    const read = await decode(await spoiled(code, text, how), formats);
    const readings = read.map((one) => readLabel(one, ['LK1', number]));
    expect(readings).toContainEqual({ outcome: 'parcel', number });
  });
});

/** Pictures beside texts of the same name, as zxing-cpp keeps them. */
const picturesIn = async (folder: string) => {
  const names = existsSync(folder) ? await readdir(folder, { recursive: true }) : [];
  return names
    .filter((name) => /\.(?:png|webp|jpg)$/.test(name))
    .map((name) => ({ name, text: name.replace(/\.\w+$/, '.txt') }))
    .filter(({ text }) => names.includes(text))
    .map(({ name, text }) => ({ name, picture: join(folder, name), text: join(folder, text) }));
};

const committed = join(root, 'vectors/published/barcodes');
const shared = fileURLToPath(new URL('../../../shared/data/barcodes', import.meta.url));

const unread = async (folder: string): Promise<readonly string[]> => {
  const missed: string[] = [];
  for (const { name, picture, text } of await picturesIn(folder)) {
    const read = await decode(await pixelsOf(await readFile(picture)), formats);
    const wanted = (await readFile(text, 'utf8')).trim();
    if (!read.some((one) => bare(one) === bare(wanted))) missed.push(name);
  }
  return missed;
};
/** The reader writes GS1 with its brackets; the published texts have none. */
const bare = (text: string) => text.replace(/[()\s]|<GS>/g, '');

describe('photographs that others took', () => {
  it('are read, those that lie here', async () => {
    expect((await picturesIn(committed)).length).toBeGreaterThan(5);
    expect(await unread(committed)).toEqual([]);
  });

  it.skipIf(!existsSync(shared))(
    existsSync(shared)
      ? 'are read, the others'
      : 'are read, the others (SKIPPED: shared/data/barcodes is not on this machine)',
    async () => {
      expect(await unread(shared)).toEqual([]);
    },
  );
});
