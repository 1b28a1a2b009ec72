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

  it('takes a long story two thousand receipts at a time, minute by minute', async () => {
    const home = await busy(3100);
    const { receipts } = home.hub.core.memory;
    const loose = [];
    for (let minute = 0; minute < 3; minute++) {
      loose.push(Math.round(receipts.loose / 100));
      await home.clock.pass(60_000);
      expect(factsOf(await startedFrom(home.disk.durable))).toBe(factsOf(home.hub.core.memory));
    }
    expect(loose).toEqual([31, 11, 0]);
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

  it('loses nothing that is written while it is written anew: it waits, and stands behind it', async () => {
    const home = await busy();
    const replace = home.disk.replace.bind(home.disk);
    let go: () => void = () => undefined;
    home.disk.replace = async (bytes) => {
      await new Promise<void>((resolve) => (go = resolve));
      return replace(bytes);
    };
    await home.clock.pass(62_000);
    const { boundaries } = home.disk;
    const { core } = home.hub;
    const floorS = home.unixS;
    const written: string[] = [];
    void remember(core, { t: 'floor', unixS: floorS }).then(() => written.push('floor'));
    void home.block(await home.visit()).then((answer) => written.push(reasonOf(answer)));
    void happens(home).then((receipt) => written.push(String(receipt?.seq)));
    await home.clock.pass(5000);
    expect([written, home.disk.boundaries]).toEqual([[], boundaries]);
    go();
    await home.clock.pass(5000);
    expect(written.sort()).toEqual([expect.stringMatching(/^\d+$/), 'allowed', 'floor']);
    expect(recordsOf(home)).toBeLessThan(50);
    expect(core.memory.blocks).toHaveLength(1);
    expect(factsOf(await startedFrom(home.disk.durable))).toBe(factsOf(core.memory));
  });

  it('is never acknowledged again once the disk failed in the middle of it', async () => {
    const home = await busy();
    home.disk.replace = () => Promise.reject(new Error('input/output error'));
    await home.clock.pass(62_000);
    expect(home.hub.core.journal.broken).toBe(true);
    expect(await happens(home)).toBeUndefined();
    expect(reasonOf(await home.memberKnock())).toBe('storage-short');
  });

  it('P2, P9: has the same memory after a plug that is pulled at any of its writes', async () => {
    let shapes = 0;
    for (let pull = 0; pull < 4; pull++) {
      const home = await busy();
      const facts = factsOf(await startedFrom(home.disk.durable));
      // The minute's floor is written first.
      await home.clock.pass(50_000);
      home.disk.pullBefore = home.disk.boundaries + 2 + pull;
      await home.clock.pass(12_000);
      expect(home.disk.refused, `write ${pull}`).toBe(true);
      for (const left of home.disk.survivors()) {
        shapes++;
        const { floorS, ...memory } = JSON.parse(factsOf(await startedFrom(left))) as { floorS: number };
        expect(floorS).toBeGreaterThan(0);
        expect({ ...memory, floorS: (JSON.parse(facts) as { floorS: number }).floorS }).toEqual(JSON.parse(facts));
      }
    }
    expect(shapes).toBeGreaterThan(4);
  });

  it('stays as it is without room for a second file, and an hour later there may be some', async () => {
    const home = await busy();
    const replace = home.disk.replace.bind(home.disk);
    home.disk.replace = () => Promise.resolve(false);
    await home.clock.pass(120_000);
    expect(recordsOf(home)).toBeGreaterThan(1000);
    home.disk.replace = replace;
    await home.clock.pass(HOUR_MS / 2);
    expect(recordsOf(home)).toBeGreaterThan(1000);
    await home.clock.pass(HOUR_MS / 2);
    expect(recordsOf(home)).toBeLessThan(100);
    expect(factsOf(await startedFrom(home.disk.durable))).toBe(factsOf(home.hub.core.memory));
  });
});
