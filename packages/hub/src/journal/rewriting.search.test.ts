import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Disk } from './disk.ts';
import { encodeEntry, type Entry } from './entry.ts';
import { frame, MAX_RECORD_BYTES } from './frame.ts';
import { Journal, JournalBroken, type Change } from './journal.ts';
import { openNodeDisk } from './node-disk.ts';
import { recordsIn, type Records } from './records.ts';
import { MemoryDisk } from './testing/memory-disk.ts';

const settled = (id: string): Entry => ({ t: 'settled', id });
/** Long enough that a few of them are more than is written at a time. */
const long = (name: string): Entry => settled(name.padEnd(50_000, '.'));
const nameOf = (id: unknown): string => String(id).split('.', 1)[0] ?? '';
const framed = (names: readonly string[]) => new Uint8Array(Buffer.concat(names.map((one) => frame(encodeEntry(long(one)))))); // prettier-ignore
const namesIn = async (disk: Uint8Array): Promise<string> =>
  (await Journal.open(new MemoryDisk(disk))).entries
    .map((entry) => ('id' in entry ? nameOf(entry.id) : entry.t))
    .join(' ');

const OLD = ['a', 'b', 'c', 'd', 'e', 'f'];
const LEAN = OLD.filter((_, at) => at % 2 === 0);
/** Every other record. */
const leaner: Change = async function* (records): Records {
  let at = 0;
  for await (const some of records()) yield some.filter(() => at++ % 2 === 0);
};

interface Run {
  readonly disk: MemoryDisk;
  readonly journal: Journal;
  readonly rewritten: boolean;
  /** Names in the order in which they were asked for, and those whose write has resolved. */
  readonly asked: readonly string[];
  readonly confirmed: readonly string[];
}

/** One more entry is written at each of these boundaries, and one when all is over; the plug is pulled before this one. */
const run = async (at: readonly number[], pull = Number.POSITIVE_INFINITY): Promise<Run> => {
  const disk = new MemoryDisk(framed(OLD));
  const { journal } = await Journal.open(disk);
  const [asked, confirmed]: [string[], string[]] = [[], []];
  const waits: Promise<void>[] = [];
  const moments = new Set(at);
  const write = (name: string) => {
    asked.push(name);
    waits.push(journal.write(settled(name.padEnd(6000, '.'))).then(() => void confirmed.push(name), () => undefined)); // prettier-ignore
  };
  disk.pullBefore = pull;
  disk.meanwhile = (boundary) => {
    if (moments.delete(boundary)) write(`at${boundary}`);
  };
  const rewritten = await journal.rewrite(leaner).then(() => true, () => false); // prettier-ignore
  disk.meanwhile = () => undefined;
  await Promise.all(waits);
  write('last');
  await Promise.all(waits);
  return { disk, journal, rewritten, asked, confirmed };
};

/** What each disk that may be left holds: the old records or the new ones, all that was confirmed, and of the rest what came first. */
const holds = async ({ disk, asked, confirmed }: Run, what: string): Promise<void> => {
  for (const left of disk.survivors()) {
    const names = await namesIn(left);
    const may = [OLD, LEAN].flatMap((records) =>
      asked.map((_, n) => n + 1).concat(0).filter((n) => n >= confirmed.length).map((n) => [...records, ...asked.slice(0, n)].join(' ')),
    ); // prettier-ignore
    expect(may, what).toContain(names);
    expect(asked.slice(0, confirmed.length), what).toEqual(confirmed);
  }
};

describe('a journal that is written anew while it is written to', () => {
  it('P2, P3: has what was confirmed in whichever file is left, with a write at each of its boundaries and the plug pulled at each after it', async () => {
    const { disk } = await run([]);
    expect(disk.boundaries).toBeGreaterThan(6);
    let crashes = 0;
    for (let at = 0; at < disk.boundaries; at++) {
      const whole = await run([at]);
      expect(whole.rewritten).toBe(true);
      expect(await namesIn(whole.disk.durable)).toBe([...LEAN, ...whole.asked].join(' '));
      expect(whole.confirmed).toEqual(whole.asked);
      for (let pull = at; pull < whole.disk.boundaries; pull++) {
        const crashed = await run([at], pull);
        crashes++;
        expect(crashed.disk.refused).toBe(true);
        await holds(crashed, `written at ${at}, pulled at ${pull}`);
      }
    }
    expect(crashes).toBeGreaterThan(50);
  });

  it('P2, P3: and with a write at every one of them', async () => {
    const all = Array.from({ length: 30 }, (_, boundary) => boundary);
    const whole = await run(all);
    expect(await namesIn(whole.disk.durable)).toBe([...LEAN, ...whole.asked].join(' '));
    for (let pull = 0; pull < whole.disk.boundaries; pull++) await holds(await run(all, pull), `pulled at ${pull}`);
  });

  it('P3: stays the old one where its own disk fails meanwhile, and confirms nothing more', async () => {
    const disk = new MemoryDisk(framed(OLD));
    const { journal } = await Journal.open(disk);
    const sync = disk.sync.bind(disk);
    const beside = disk.beside.bind(disk);
    let written: Promise<void> | undefined;
    disk.beside = async () => {
      disk.sync = () => Promise.reject(new Error('input/output error'));
      written = journal.write(settled('x'));
      await written.catch(() => undefined);
      disk.sync = sync;
      return beside();
    };
    await expect(journal.rewrite(leaner)).rejects.toBeInstanceOf(JournalBroken);
    await expect(written).rejects.toBeInstanceOf(JournalBroken);
    await expect(journal.rewrite(leaner)).rejects.toBeInstanceOf(JournalBroken);
    expect(await namesIn(disk.durable)).toBe(OLD.join(' '));
  });

  it('goes on as the old one where the other file fails, and another time it is written', async () => {
    const disk = new MemoryDisk(framed(OLD));
    const { journal } = await Journal.open(disk);
    const beside = disk.beside.bind(disk);
    let discarded = 0;
    for (const broken of ['append', 'sync'] as const) {
      disk.beside = async () => ({
        ...(await beside()),
        [broken]: () => Promise.reject(new Error('no room')),
        discard: () => {
          discarded++;
          return Promise.resolve();
        },
      });
      await expect(journal.rewrite(leaner)).rejects.toThrow('no room');
      await journal.write(settled(broken));
    }
    expect(discarded).toBe(2);
    disk.beside = beside;
    const change: Change = (records) => records();
    const first = journal.rewrite(change);
    await expect(journal.rewrite(change)).rejects.toThrow('being written anew');
    await first;
    expect(journal.written).toBe(0);
    await journal.write(settled('x'));
    expect(journal.written).toBe(1);
    expect(await namesIn(disk.durable)).toBe([...OLD, 'append', 'sync', 'x'].join(' '));
    await journal.rewrite(leaner);
    expect(await namesIn(disk.durable)).toBe([...LEAN, 'append', 'x'].join(' '));
  });

  it('is read in slices, whatever the length of its records, and not at all where they do not end with it', async () => {
    const lengths = [1, 40, MAX_RECORD_BYTES, 20_000, 7, 16 * 1024 - 8, 16 * 1024 - 7, 300_000, 2];
    const payloads = lengths.map((length, at) => new Uint8Array(length).fill(at + 1));
    const bytes = new Uint8Array(Buffer.concat(payloads.map(frame)));
    const read = async (disk: Disk, upTo: number) => {
      const slices: (readonly Uint8Array[])[] = [];
      for await (const some of recordsIn(disk, upTo, () => Promise.resolve())) slices.push(some);
      return slices;
    };
    const slices = await read(new MemoryDisk(bytes), bytes.length);
    expect(Buffer.concat(slices.flat().map(frame)).equals(bytes)).toBe(true);
    for (const slice of slices.filter(({ length }) => length > 1)) expect(Buffer.concat(slice).length).toBeLessThan(16 * 1024); // prettier-ignore
    for (const upTo of [bytes.length - 1, 8, 5]) await expect(read(new MemoryDisk(bytes), upTo)).rejects.toThrow();
    await expect(read(new MemoryDisk(bytes.with(60, 9)), bytes.length)).rejects.toThrow('read back');
  });
});

describe('on a real disk, a journal that is written anew', () => {
  const inFolder = async (work: (folder: string) => Promise<void>) => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-anew-'));
    await writeFile(join(folder, 'journal'), framed(OLD));
    await work(folder).finally(() => rm(folder, { recursive: true, force: true }));
  };

  it('has its name from then on, and what is written later', () =>
    inFolder(async (folder) => {
      const { journal } = await Journal.open(await openNodeDisk(folder, process.platform));
      const [, during] = await Promise.all([journal.rewrite(leaner), journal.write(settled('x'))]);
      expect(during).toBeUndefined();
      await journal.write(settled('y'));
      await journal.rewrite(leaner);
      await journal.write(settled('z'));
      await journal.close();
      expect(await readdir(folder)).toEqual(['journal']);
      expect((await stat(join(folder, 'journal'))).mode & 0o777).toBe(0o600);
      expect(await namesIn(await readFile(join(folder, 'journal')))).toBe('a e y z');
    }));

  it('leaves the room that a film and the journal itself need, and nothing of itself', () =>
    inFolder(async (folder) => {
      let free = 272 * 1024 * 1024 + 128 * 1024;
      const disk = await openNodeDisk(folder, process.platform, () => Promise.resolve((free -= 1000)));
      const { journal } = await Journal.open(disk);
      await expect(journal.rewrite(leaner)).rejects.toThrow('no room');
      expect(await readdir(folder)).toEqual(['journal']);
      await journal.write(settled('x'));
      free = 2 ** 40;
      await journal.rewrite(leaner);
      await journal.close();
      expect(await namesIn(await readFile(join(folder, 'journal')))).toBe('a c e x');
    }));

  it('goes at a start where a crash left one in the making', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'journal.new'), framed(['z']));
      const { journal, entries } = await Journal.open(await openNodeDisk(folder, process.platform));
      expect(entries).toHaveLength(OLD.length);
      expect(await readdir(folder)).toEqual(['journal']);
      await journal.close();
    }));
});
