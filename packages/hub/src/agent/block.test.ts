import { describe, expect, it } from 'vitest';
import { readReceipt } from '@latchkey/protocol';
import { bytesOf, p, reasonOf, TestHome, type Visit } from './testing/test-home.ts';
import { settle } from './testing/virtual-clock.ts';

/** The receipt that confirms a block is its answer; read without its parent, only its claims count here. */
const confirmation = (home: TestHome) => home.receipts().findLast(({ event }) => event === 'blocked');

const armed = async (): Promise<{ home: TestHome; visit: Visit }> => {
  const home = await TestHome.paired();
  const visit = await home.visit();
  await home.arm(visit);
  return { home, visit };
};

/** From now on the disk confirms nothing, until the answer is called. */
function holdDisk(home: TestHome): () => void {
  const sync = home.disk.sync.bind(home.disk);
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  home.disk.sync = () => gate.then(sync);
  return () => {
    home.disk.sync = sync;
    open();
  };
}

describe('P3: a block wins, at every phase of a visit', () => {
  it('before the chain has come: the chain is refused', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    expect(reasonOf(await home.block(visit))).toBe('allowed');
    expect(reasonOf(await home.arm(visit))).toBe('blocked');
    expect(reasonOf(await home.knock(visit))).toBe('blocked');
  });

  it('armed: the ring stops, and asking is refused', async () => {
    const { home, visit } = await armed();
    expect(home.films.get(1)?.armed).toBe(true);
    await home.block(visit);
    await settle();
    expect(home.films.get(1)?.armed).toBe(false);
    expect(reasonOf(await home.ask(visit))).toBe('blocked');
  });

  it('asked and filmed: the film ends, the knock is refused, nothing moves', async () => {
    const { home, visit } = await armed();
    const nonce = bytesOf(await home.ask(visit));
    await home.block(visit);
    expect(reasonOf(await home.hub.answer('knock', await home.knockBytes(visit, nonce)))).toBe('blocked');
    await home.clock.pass(1000);
    expect(home.films.get(1)?.recording).toBe(false);
    expect(home.locks.moves('unlocked')).toEqual([]);
  });

  it('between the journal (15) and the bolt (16): cancels, and no use is taken', async () => {
    const { home, visit } = await armed();
    const nonce = bytesOf(await home.ask(visit));
    const [knock, block] = [await home.knockBytes(visit, nonce), (await home.blockLink(visit)).bytes];
    const release = holdDisk(home);
    const answer = home.hub.answer('knock', knock);
    await settle();
    const blocking = home.hub.answer('block', block);
    await settle();
    release();
    expect(reasonOf(await answer)).toBe('blocked');
    expect(reasonOf(await blocking)).toBe('allowed');
    await home.clock.pass(30_000);
    expect(home.locks.moves('unlocked')).toEqual([]);
    expect(home.events()).toContain('unlock-cancelled');
    expect(home.hub.core.memory.uses.taken.size).toBe(0);
  });

  it('right after the command, before the bolt moved: it is taken back and locked', async () => {
    const { home, visit } = await armed();
    home.locks.fault({ radioDelayMs: 2000 });
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
    await home.block(visit);
    await home.clock.pass(20_000);
    expect(home.locks.flat.openings).toBe(0);
    expect(home.locks.flat.truth.bolt).toBe(100);
    expect(confirmation(home)?.detail?.begun).toHaveLength(1);
  });

  it('while the bolt is withdrawn and nobody has opened: it is thrown again', async () => {
    const { home, visit } = await armed();
    await home.knock(visit);
    await home.clock.pass(1500);
    expect(home.locks.flat.truth.bolt).toBe(0);
    await home.block(visit);
    await home.clock.pass(2000);
    expect(home.locks.flat.truth.bolt).toBe(100);
  });

  it('P10: while the courier is inside: nobody is trapped, nothing reopens, it alarms and films on', async () => {
    const { home, visit } = await armed();
    await home.goIn(visit);
    await home.clock.pass(3000);
    const locksBefore = home.locks.moves('locked').length;
    await home.block(visit);
    await home.clock.pass(10_000);
    expect(home.locks.moves('locked')).toHaveLength(locksBefore);
    expect(home.films.get(1)?.recording).toBe(true);
    expect(home.receipts().find(({ event }) => event === 'attention')?.detail?.cause).toBe('blocked');
    const [begun] = confirmation(home)?.detail?.begun ?? [];
    expect(home.receipts().find(({ seq }) => seq === begun)?.event).toBe('unlock-intended');
    home.locks.act({ act: 'pull' });
    await home.clock.pass(12_000);
    expect(home.locks.flat.truth.bolt).toBe(100);
    expect(home.locks.flat.openings).toBe(1);
    expect(home.events()).not.toContain('complete');
  });

  it('after the visit: confirmed, and changes nothing', async () => {
    const { home, visit } = await armed();
    await home.knock(visit);
    await home.goThrough();
    const moves = home.locks.ordered.length;
    await home.block(visit);
    await settle();
    expect(confirmation(home)?.detail?.begun).toEqual([]);
    expect(home.locks.ordered.slice(moves).filter(({ type }) => type === 'move')).toEqual([]);
  });
});

describe('P3, P12: what ends while a slow disk writes the intent', () => {
  const slowly = async (home: TestHome, visit: Visit, passesMs: number) => {
    const knock = await home.knockBytes(visit, bytesOf(await home.ask(visit)));
    const release = holdDisk(home);
    const answer = home.hub.answer('knock', knock);
    await settle();
    await home.clock.pass(passesMs);
    release();
    const reason = reasonOf(await answer);
    await home.clock.pass(20_000);
    return reason;
  };

  it('is the freshness of the outside: nothing opens, and no use is taken', async () => {
    const { home, visit } = await armed();
    await home.ask(visit);
    await home.clock.pass(6_000);
    home.server.answersFreshness = false;
    expect(await slowly(home, visit, 80_000)).toBe('not-fresh');
    expect(home.locks.moves('unlocked')).toEqual([]);
    expect(home.events()).toContain('unlock-cancelled');
    expect(home.hub.core.memory.uses.taken.size).toBe(0);
  });

  it('is the window', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit({ exp: home.unixS + 60 });
    await home.arm(visit);
    await home.ask(visit);
    await home.clock.pass(6_000);
    expect(await slowly(home, visit, 58_000)).toBe('expired');
    expect(home.locks.moves('unlocked')).toEqual([]);
  });

  it('is nothing, where the disk is slow and everything still holds', async () => {
    const { home, visit } = await armed();
    await home.ask(visit);
    await home.clock.pass(6_000);
    expect(await slowly(home, visit, 3_000)).toBe('allowed');
    expect(home.locks.moves('unlocked')).toHaveLength(1);
  });
});

describe('P3: the confirmation', () => {
  it('is a receipt for this very block, given only once it is on disk, and the same for a repeated one', async () => {
    const { home, visit } = await armed();
    const block = await home.blockLink(visit);
    const first = await home.hub.answer('block', block.bytes);
    expect(await home.hub.answer('block', block.bytes)).toEqual(first);
    const read = readReceipt(p, bytesOf(first), [...home.hub.core.memory.receipts].at(-2)?.hash ?? new Uint8Array(0));
    expect(read.ok && Buffer.from(read.link.claims.answers ?? []).equals(block.hash)).toBe(true);
    home.unplug();
    await home.plugIn();
    expect(home.hub.core.memory.blockSeq).toBe(1);
  });

  it('comes again after a start for the same block, under its number, and the block takes no second place', async () => {
    const { home, visit } = await armed();
    const block = await home.blockLink(visit);
    await home.hub.answer('block', block.bytes);
    for (let start = 0; start < 2; start++) {
      home.unplug();
      await home.plugIn();
      expect(reasonOf(await home.hub.answer('block', block.bytes))).toBe('allowed');
      expect(confirmation(home)?.detail).toMatchObject({ blockSeq: 1 });
      expect(home.hub.core.memory.blocks).toHaveLength(1);
    }
    await home.hub.answer('block', (await home.blockLink(await home.visit())).bytes);
    expect(home.hub.core.memory.blocks.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('does not come when the disk fails, and the block still holds in this start', async () => {
    const { home, visit } = await armed();
    const block = await home.blockLink(visit);
    home.disk.pullBefore = home.disk.boundaries;
    expect(reasonOf(await home.hub.answer('block', block.bytes))).toBe('storage-short');
    expect(reasonOf(await home.knock(visit))).not.toBe('allowed');
    expect(home.locks.moves('unlocked')).toEqual([]);
  });
});
