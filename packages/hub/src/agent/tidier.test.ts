import { FIRST, fromBase64url, verifyReceiptChain } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { Journal } from '../journal/journal.ts';
import { MemoryDisk } from '../journal/testing/memory-disk.ts';
import { unframe } from '../journal/frame.ts';
import { Memory } from '../memory/memory.ts';
import { factsOf } from '../memory/testing/facts.ts';
import { remember } from './core.ts';
import { p, reasonOf, TestHome } from './testing/test-home.ts';

const HOUR_MS = 3_600_000;

const happens = (home: TestHome) =>
  home.hub.core.receipts.add({ event: 'attention', door: 1, detail: { cause: 'held-open' } });

/** A home in which so much has happened that its journal is worth writing anew. */
const busy = async (receipts = 1000): Promise<TestHome> => {
  const home = await TestHome.paired();
  await Promise.all(Array.from({ length: receipts }, () => happens(home)));
  return home;
};
const startedFrom = async (disk: Uint8Array) => new Memory(p, (await Journal.open(new MemoryDisk(disk))).entries);
const recordsOf = (home: TestHome) => unframe(home.disk.durable).payloads.length;

/** The other file takes no byte before the answer is called. */
const held = ({ disk }: TestHome): (() => void) => {
  const beside = disk.beside.bind(disk);
  let go: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => (go = resolve));
  disk.beside = async () => {
    const file = await beside();
    return { ...file, append: (bytes) => gone.then(() => file.append(bytes)) };
  };
  return go;
};

describe('a journal that has grown', () => {
  it('P9: is written anew in a quiet minute, a start remembers the same, and the whole story is told as before', async () => {
    const home = await busy();
    await home.clock.pass(61_000);
    expect(recordsOf(home)).toBeLessThan(20);
    const { memory } = home.hub.core;
    expect(memory.receipts.loose).toBeLessThan(5);
    expect(factsOf(await startedFrom(home.disk.durable))).toBe(factsOf(memory));
    // A server that lost its data asks for all of it.
    home.server.said.length = 0;
    home.hub.line.welcome(0, '');
    await home.clock.pass(1000);
    const told = home.server.said.flatMap((one) =>
      one.type === 'receipt' ? [fromBase64url(one.receipt) ?? new Uint8Array()] : [],
    );
    expect(verifyReceiptChain(p, home.hubSigner.key, told, FIRST)).toMatchObject({
      ok: true,
      end: { seq: memory.seq },
    });
    // And it lives on: a visit, a start, a visit.
    for (let round = 0; round < 2; round++) {
      const visit = await home.visit({ iat: home.unixS });
      await home.arm(visit);
      expect(reasonOf(await home.knock(visit))).toBe('allowed');
      await home.goThrough();
      home.unplug();
      await home.plugIn();
      await home.clock.pass(60_000);
      expect(reasonOf(await home.resume())).toBe('allowed');
      expect(reasonOf(await home.knock(visit))).toBe('used-up');
      await home.clock.pass(60_000);
    }
    expect(home.receipts().at(-1)?.seq).toBe(home.hub.core.memory.seq);
  });

  it('P1: waits while somebody is expected, and until they have gone', async () => {
    const home = await busy();
    const visit = await home.visit();
    await home.arm(visit);
    await home.clock.pass(120_000);
    expect(recordsOf(home)).toBeGreaterThan(1000);
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
    await home.clock.pass(61_000);
    expect(recordsOf(home)).toBeGreaterThan(1000);
    await home.goThrough();
    await home.clock.pass(1.1 * HOUR_MS);
    expect(recordsOf(home)).toBeLessThan(200);
  });

  it('P10: lets nobody wait who comes while it is written, and whatever they did is in the new file', async () => {
    const home = await busy();
    const { core } = home.hub;
    const go = held(home);
    await home.clock.pass(62_000);
    expect(home.disk.besides).toBe(1);
    const visit = await home.visit();
    await home.arm(visit);
    expect(reasonOf(await home.memberKnock())).toBe('allowed');
    await home.goThrough();
    await remember(core, { t: 'floor', unixS: home.unixS });
    expect(reasonOf(await home.block(await home.visit()))).toBe('allowed');
    expect(await happens(home)).toBeDefined();
    await home.clock.pass(120_000);
    expect(recordsOf(home)).toBeGreaterThan(1000);
    expect(home.disk.besides).toBe(1);
    go();
    await home.clock.pass(5000);
    expect(recordsOf(home)).toBeLessThan(100);
    expect(core.memory.blocks).toHaveLength(1);
    expect(core.memory.receipts.loose).toBeGreaterThan(5);
    expect(factsOf(await startedFrom(home.disk.durable))).toBe(factsOf(core.memory));
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
    await home.goThrough();
    expect(factsOf(await startedFrom(home.disk.durable))).toBe(factsOf(core.memory));
  });

  it('is the old one where the hub stops in the middle of it', async () => {
    const home = await busy();
    const go = held(home);
    await home.clock.pass(62_000);
    const { durable } = home.disk;
    const stopped = home.hub.stop();
    go();
    await stopped;
    expect(home.disk.durable).toBe(durable);
  });

  it('is never acknowledged again once the disk failed in the middle of it', async () => {
    const home = await busy();
    const beside = home.disk.beside.bind(home.disk);
    home.disk.beside = async () => ({
      ...(await beside()),
      takeOver: () => Promise.reject(new Error('input/output error')),
    });
    await home.clock.pass(62_000);
    expect(home.hub.core.journal.broken).toBe(true);
    expect(await happens(home)).toBeUndefined();
    expect(reasonOf(await home.memberKnock())).toBe('storage-short');
  });

  it('P2, P9: has the same memory after a plug that is pulled at any of its writes', async () => {
    const story = (memory: Memory) => ({ ...(JSON.parse(factsOf(memory)) as object), floorS: 0 });
    const home = await busy();
    const { durable } = home.disk;
    /** A start, and the plug pulled at this one of the writes of its first tidying. */
    const pulledAt = async (pull: number) => {
      home.unplug(durable);
      await home.plugIn();
      const { disk } = home;
      let before: unknown;
      disk.meanwhile = (boundary) => {
        if (disk.besides === 0 || before !== undefined) return;
        before = story(home.hub.core.memory);
        disk.pullBefore = boundary + pull;
      };
      await home.clock.pass(62_000);
      return { disk, before };
    };
    let shapes = 0;
    for (let pull = 0; ; pull++) {
      const { disk, before } = await pulledAt(pull);
      if (!disk.refused) break;
      for (const left of disk.survivors()) {
        shapes++;
        expect(story(await startedFrom(left)), `write ${pull}`).toEqual(before);
      }
    }
    expect(shapes).toBeGreaterThan(5);
  });

  it('stays as it is without room for a second file, and an hour later there may be some', async () => {
    const home = await busy();
    const beside = home.disk.beside.bind(home.disk);
    home.disk.beside = () => Promise.reject(new Error('no room'));
    await home.clock.pass(120_000);
    expect(recordsOf(home)).toBeGreaterThan(1000);
    home.disk.beside = beside;
    await home.clock.pass(HOUR_MS / 2);
    expect(recordsOf(home)).toBeGreaterThan(1000);
    await home.clock.pass(HOUR_MS / 2);
    expect(recordsOf(home)).toBeLessThan(100);
    expect(factsOf(await startedFrom(home.disk.durable))).toBe(factsOf(home.hub.core.memory));
  });
});
