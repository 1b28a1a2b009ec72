import { constants } from 'node:fs';
import { mkdtemp, readdir, readFile, readlink, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeEntry, encodeEntry, type Entry } from './entry.ts';
import { frame, unframe } from './frame.ts';
import { withoutIdleFloors } from './idle-floors.ts';
import { Journal, JournalBroken } from './journal.ts';
import { FolderTaken, openNodeDisk } from './node-disk.ts';
import { MemoryDisk } from './testing/memory-disk.ts';
import { writeWhole } from './writing.ts';

const floor = (unixS: number): Entry => ({ t: 'floor', unixS });
const reopened = async (durable: Uint8Array) => (await Journal.open(new MemoryDisk(durable))).entries;

describe('floors of minutes in which nothing happened', () => {
  const settled = (id: string): Entry => ({ t: 'settled', id });
  const week = Array.from({ length: 10_001 }, (_, minute) => floor(minute));
  const framed = (...entries: readonly Entry[]) =>
    new Uint8Array(Buffer.concat(entries.map((one) => frame(encodeEntry(one)))));
  const filled = (...entries: readonly Entry[]) => new MemoryDisk(framed(...entries));

  it('are the highest of each run, and what stands between them stays where it was', () => {
    const entries = [floor(3), floor(9), floor(7), settled('a'), settled('b'), floor(2), settled('c'), floor(10), floor(11)]; // prettier-ignore
    const kept = withoutIdleFloors(unframe(framed(...entries)).payloads).map(decodeEntry);
    expect(kept).toEqual([floor(9), settled('a'), settled('b'), floor(2), settled('c'), floor(11)]);
    const others = ['{"t":"floor","unixS":}', '{"t":"floor","unixS":1.5}', '{"t":"floor","unixS":1}\n{"t":"floor","unixS":2}', '{}', '']; // prettier-ignore
    const payloads = others.flatMap((text) => [encodeEntry(floor(1)), new TextEncoder().encode(text)]);
    expect(withoutIdleFloors(payloads)).toEqual(payloads);
  });

  it('leave the file at the next start, once there are many', async () => {
    const disk = filled(settled('a'), ...week, settled('b'), floor(20_000));
    const { entries } = await Journal.open(disk);
    expect(entries).toEqual([settled('a'), floor(10_000), settled('b'), floor(20_000)]);
    expect(unframe(disk.durable).payloads).toHaveLength(4);
    const few = filled(...week.slice(1000));
    const before = few.durable;
    await Journal.open(few);
    expect(few.durable).toBe(before);
  });

  it('P2, P12: a plug pulled at any moment of writing the journal anew leaves the same memory, and so does one pulled in the start after it', async () => {
    const all = [settled('a'), ...week, settled('b')];
    const same = [settled('a'), floor(10_000), settled('b')];
    let shapes = 0;
    const open = async (pull: number) => {
      const disk = filled(...all);
      disk.pullBefore = pull;
      await Journal.open(disk).catch(() => undefined);
      return disk;
    };
    const { boundaries } = await open(Number.POSITIVE_INFINITY);
    for (let pull = 0; pull < boundaries; pull++) {
      const disk = await open(pull);
      expect(disk.refused).toBe(true);
      for (const left of disk.survivors()) {
        shapes++;
        const next = new MemoryDisk(left);
        next.pullBefore = 1;
        await Journal.open(next).catch(() => undefined);
        for (const after of next.survivors()) expect(await reopened(after)).toEqual(same);
      }
    }
    expect(shapes).toBeGreaterThan(5);
  });

  it('are in a file of its own name for a moment, and one that a crash left over goes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-'));
    await writeFile(join(folder, 'journal'), framed(...week, settled('b')));
    await writeFile(join(folder, 'journal.new'), 'left over');
    const disk = await openNodeDisk(folder, process.platform);
    const { journal, entries } = await Journal.open(disk);
    await journal.write(settled('c'));
    await journal.close();
    expect(entries).toEqual([floor(10_000), settled('b')]);
    expect(await readdir(folder)).toEqual(['journal']);
    expect((await stat(join(folder, 'journal'))).mode & 0o777).toBe(0o600);
    expect(await reopened(await readFile(join(folder, 'journal')))).toEqual([...entries, settled('c')]);
    await rm(folder, { recursive: true });
  });

  it('stay where there is no room for another file', async () => {
    const disk = filled(...week);
    disk.beside = () => Promise.reject(new Error('no room'));
    const before = disk.durable;
    const { journal, entries } = await Journal.open(disk);
    await journal.write(settled('a'));
    expect(entries).toEqual([floor(10_000)]);
    expect(disk.durable.length).toBeGreaterThan(before.length);
  });
});

describe('the journal', () => {
  it('gives back what it confirmed, in order', async () => {
    const disk = new MemoryDisk();
    const { journal } = await Journal.open(disk);
    await Promise.all([journal.write(floor(1)), journal.write(floor(2), floor(3))]);
    expect(await reopened(disk.durable)).toEqual([floor(1), floor(2), floor(3)]);
  });

  it('syncs once for everything that waited', async () => {
    const disk = new MemoryDisk();
    const { journal } = await Journal.open(disk);
    await Promise.all(Array.from({ length: 50 }, (_, i) => journal.write(floor(i))));
    expect(disk.boundaries).toBeLessThanOrEqual(4);
  });

  it('keeps every confirmed entry and only whole groups, wherever the plug is pulled', async () => {
    for (let pull = 0; pull <= 12; pull++) {
      const disk = new MemoryDisk();
      const { journal } = await Journal.open(disk);
      disk.pullBefore = pull;
      const confirmed: number[] = [];
      for (let i = 0; i < 6; i++) {
        await journal.write(floor(2 * i), floor(2 * i + 1)).then(
          () => confirmed.push(2 * i, 2 * i + 1),
          () => undefined,
        );
      }
      for (const survivor of disk.survivors()) {
        const found = (await reopened(survivor)).map((value) => (value.t === 'floor' ? value.unixS : -1));
        expect(found.slice(0, confirmed.length)).toEqual(confirmed);
        expect(found.length % 2).toBe(0);
        expect(found).toEqual(found.map((_, i) => i));
      }
    }
  });

  it('writes nothing that no start could read, and goes on', async () => {
    const disk = new MemoryDisk();
    const { journal } = await Journal.open(disk);
    await journal.write(floor(1));
    const unread: readonly Entry[] = [
      floor(1.5),
      floor(-1),
      floor(NaN),
      { t: 'leaving-ran', id: 'a', ranMs: 0.25 },
      { t: 'chain', links: ['x'.repeat(1024 * 1024)] },
      { t: 'other' } as unknown as Entry,
    ];
    for (const one of unread) {
      await expect(journal.write(one)).rejects.toThrow(RangeError);
      await expect(journal.write(floor(2), one)).rejects.toThrow(RangeError);
    }
    await journal.write(floor(3));
    expect(journal.broken).toBe(false);
    expect(await reopened(disk.durable)).toEqual([floor(1), floor(3)]);
  });

  it('acknowledges nothing after one failed sync', async () => {
    const disk = new MemoryDisk();
    const { journal } = await Journal.open(disk);
    disk.pullBefore = 1;
    await expect(journal.write(floor(1))).rejects.toBeInstanceOf(JournalBroken);
    disk.pullBefore = Number.POSITIVE_INFINITY;
    await expect(journal.write(floor(2))).rejects.toBeInstanceOf(JournalBroken);
    expect(journal.broken).toBe(true);
  });

  it('reads any cut or flipped bit of its file as a prefix', () => {
    const payloads = ['a', 'bc', 'def'].map((text) => new TextEncoder().encode(text));
    const whole = Buffer.concat(payloads.map(frame));
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const damaged = Uint8Array.from(whole);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const found = unframe(damaged).payloads;
      expect(found.length).toBeLessThan(3);
      expect(found).toEqual(payloads.slice(0, found.length));
    }
    for (let cut = 0; cut < whole.length; cut++)
      expect(unframe(whole.subarray(0, cut)).payloads.length).toBeLessThan(3);
    expect(unframe(Buffer.concat([whole, new Uint8Array(64)]))).toMatchObject({ wholeBytes: whole.length });
  });
});

describe('on a real disk', () => {
  const folders: string[] = [];
  const folder = async () => {
    const made = join(await mkdtemp(join(tmpdir(), 'latchkey-journal-')), 'hub');
    folders.push(made);
    return made;
  };
  afterEach(async () => {
    for (const made of folders.splice(0)) await rm(made, { recursive: true, force: true });
  });

  it('cuts a torn tail, goes on behind it, and keeps the file to its owner', async () => {
    const path = await folder();
    const first = await Journal.open(await openNodeDisk(path, process.platform));
    await first.journal.write(floor(1));
    await first.journal.close();
    const file = join(path, 'journal');
    await writeFile(file, Buffer.concat([await readFile(file), Uint8Array.of(0, 0, 0, 9, 1)]));
    const second = await Journal.open(await openNodeDisk(path, process.platform));
    expect(second.tornBytes).toBe(5);
    await second.journal.write(floor(2));
    await second.journal.close();
    const third = await Journal.open(await openNodeDisk(path, process.platform));
    expect(third.entries).toEqual([floor(1), floor(2)]);
    await third.journal.close();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it.runIf(process.platform === 'linux')(
    'is written so that a write has not returned before the disk has it',
    async () => {
      const path = await folder();
      const disk = await openNodeDisk(path, process.platform);
      const names = await readdir('/proc/self/fd');
      const links = await Promise.all(
      names.map((fd) => readlink(`/proc/self/fd/${fd}`).then((to) => [fd, to] as const, () => [fd, ''] as const)),
    ); // prettier-ignore
      const real = await realpath(join(path, 'journal'));
      const fd = links.find(([, to]) => to === real)?.[0] ?? '';
      const flags = /flags:\s*([0-7]+)/.exec(await readFile(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1] ?? '0';
      expect(Number.parseInt(flags, 8) & constants.O_DSYNC).toBe(constants.O_DSYNC);
      await disk.close();
    },
  );

  it('P3: confirms no record that a disk filling up took a part of without a word', async () => {
    const taken: Uint8Array[] = [];
    const bytes = Uint8Array.from({ length: 100 }, (_, i) => i);
    let room = 64;
    const write = (from: number) => {
      const part = bytes.subarray(from, from + Math.min(room, 40));
      room -= part.length;
      taken.push(part);
      return Promise.resolve({ bytesWritten: part.length });
    };
    await expect(writeWhole(write, bytes.length)).rejects.toThrow('no more bytes');
    room = 200;
    taken.length = 0;
    await writeWhole(write, bytes.length);
    expect(Buffer.concat(taken)).toEqual(Buffer.from(bytes));
  });

  it('lets one hub write and refuses a second', async () => {
    const path = await folder();
    const disk = await openNodeDisk(path, process.platform);
    await expect(openNodeDisk(path, process.platform)).rejects.toBeInstanceOf(FolderTaken);
    await disk.close();
    await (await openNodeDisk(path, process.platform)).close();
  });
});
