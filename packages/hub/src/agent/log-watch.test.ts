import { signCheckpoint, verifierKey, writeNote, writeProof, inclusionSteps, pathOf } from '@latchkey/log';
import { leaves, readTilePath, rootOver, sha256, signing, SlowTiles, verifyEd25519 } from '@latchkey/log/testing';
import { fromBase64url } from '@latchkey/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PublicLogPort } from './ports.ts';
import { TestHome } from './testing/test-home.ts';

/** A server's public log that says whatever it is told to. */
class TestLog implements PublicLogPort {
  at = 'https://one.example';
  readonly verify = verifyEd25519;
  by = signing('one.example/log');
  /** Those that were there before any hub, then what it is given. */
  entries: Uint8Array[] = [1, 2, 3].map((n) => new Uint8Array(32).fill(n));
  witnesses: string[] = [];
  reachable = true;
  /** A bit of what it serves is another. */
  spoil: 'note' | 'proof' | 'tile' | undefined;
  asked = 0;

  readonly readKeys = () => this.#answer(() => ({ log: verifierKey(this.by.key), witnesses: this.witnesses }));
  readonly source = {
    text: (path: string) => this.#answer(() => this.#text(path)),
    bytes: (path: string) => this.#answer(() => this.#spoilt(this.#tile(path), this.spoil === 'tile')),
  };

  #text(path: string): string | undefined {
    const isNote = path === '/log/checkpoint';
    const bytes = new TextEncoder().encode(isNote ? this.#note() : this.#proof(path));
    const spoilt = this.#spoilt(bytes, this.spoil === (isNote ? 'note' : 'proof'));
    return spoilt?.length === 0 ? undefined : new TextDecoder().decode(spoilt);
  }
  #spoilt = (bytes: Uint8Array | undefined, here: boolean): Uint8Array | undefined =>
    here ? bytes?.map((byte, at) => (at === 40 ? byte ^ 1 : byte)) : bytes;

  #answer<T>(say: () => T): Promise<T> {
    this.asked++;
    return this.reachable ? Promise.resolve(say()) : Promise.reject(new TypeError('no answer'));
  }
  #at = (n: number) => this.entries[n] ?? new Uint8Array(32);
  #tiles = () => new SlowTiles(this.entries.length, this.#at);
  #note() {
    const size = this.entries.length;
    const head = { origin: this.by.key.name, size, root: rootOver(leaves(size, this.#at)) };
    return writeNote(signCheckpoint(this.by.key, this.by.sign, head));
  }
  #proof(path: string) {
    const wanted = fromBase64url(path.split('/').at(-1) ?? '') ?? new Uint8Array(0);
    const index = this.entries.findIndex((one) => Buffer.from(one).equals(wanted));
    if (index < 0) return undefined;
    const steps = inclusionSteps(index, this.entries.length);
    return writeProof({ index, path: pathOf(sha256, steps, this.#tiles().read), checkpoint: this.#note() });
  }
  #tile(path: string) {
    const tile = readTilePath(path.replace('/log/', ''));
    return tile === undefined ? undefined : this.#tiles().tile(tile.level, tile.index);
  }
}

let log: TestLog;
let home: TestHome;
const take = () => {
  for (const { hash } of home.hub.core.memory.receipts)
    if (!log.entries.some((one) => Buffer.from(one).equals(hash))) log.entries.push(hash);
};
const minutes = (n: number) => home.clock.pass(n * 60_000);
const doubts = () => home.receipts().flatMap(({ event, detail }) => (event === 'log-doubted' ? [detail?.cause] : []));

beforeEach(async () => {
  log = new TestLog();
  home = new TestHome();
  home.publicLog = log;
  await home.plugIn();
  await home.pair();
  await home.clock.pass(3000);
});

describe('P9: the hub reads the public log that its receipts are handed to', () => {
  it('and says nothing while they stand in it, and it grows', async () => {
    for (let round = 0; round < 4; round++) {
      take();
      await minutes(10);
    }
    expect(log.asked).toBeGreaterThan(4);
    expect(doubts()).toEqual([]);
    expect(home.hub.core.memory.publicLogs.get(log.at)).toMatchObject({ log: verifierKey(log.by.key) });
  });

  it('names a receipt that was kept and is not in it ten minutes later, once', async () => {
    await minutes(1);
    expect(doubts()).toEqual([]);
    await minutes(30);
    expect(doubts()).toEqual(['missing']);
  });

  it('names a past that was changed, at once, and remembers the tree that it believed over a restart', async () => {
    take();
    await minutes(1);
    log.entries[0] = new Uint8Array(32).fill(9);
    home.unplug();
    await home.plugIn();
    await minutes(1);
    expect(doubts()).toEqual(['forked']);
    expect(home.hub.core.memory.publicLogs.get(log.at)?.checkpoint).toContain('\n');
  });

  it.each([
    ['that does not remember the last checkpoint', true, []],
    ['of ours', false, ['forked']],
  ])('an exhibit of the museum, a forked log (Yeti 2022), after a start of a hub %s', async (_hub, forgets, named) => {
    take();
    await minutes(1);
    log.entries[0] = new Uint8Array(32).fill(9);
    home.unplug();
    await home.plugIn();
    if (forgets) home.hub.core.memory.publicLogs.clear();
    await minutes(11);
    expect(doubts()).toEqual(named);
  });

  it('names a log that became shorter, and is quiet again once it is whole', async () => {
    take();
    await minutes(1);
    const whole = [...log.entries];
    log.entries = whole.slice(0, 2);
    await minutes(30);
    expect(doubts()).toEqual(['shrunk']);
    log.entries = whole;
    take();
    await minutes(10);
    log.entries = whole.slice(0, 2);
    await minutes(10);
    expect(doubts()).toEqual(['shrunk', 'shrunk']);
  });

  it('believes the first key alone, and a bad minute is no doubt', async () => {
    take();
    await minutes(1);
    const first = log.by;
    log.by = signing('one.example/log');
    await minutes(10);
    log.by = first;
    await minutes(10);
    expect(doubts()).toEqual([]);
    log.by = signing('one.example/log');
    await minutes(20);
    expect(doubts()).toEqual(['stranger']);
  });

  it.each(['proof', 'tile'] as const)(
    'names a %s with a changed bit, the second time it finds it, and keeps what it believed',
    async (what) => {
      take();
      await minutes(1);
      log.spoil = what;
      log.entries.push(new Uint8Array(32).fill(7));
      const believed = home.hub.core.memory.publicLogs.get(log.at)?.checkpoint;
      await minutes(10);
      expect(doubts()).toEqual([]);
      await minutes(10);
      expect(doubts()).toEqual(['unreadable']);
      expect(home.hub.core.memory.publicLogs.get(log.at)?.checkpoint).toBe(believed);
    },
  );

  it('takes a server that does not answer for nothing, and another server’s log for another log', async () => {
    take();
    await minutes(1);
    log.reachable = false;
    await minutes(60);
    log.reachable = true;
    log.at = 'https://two.example';
    log.by = signing('two.example/log');
    log.entries = [];
    home.unplug();
    await home.plugIn();
    take();
    await minutes(11);
    expect(doubts()).toEqual([]);
    expect([...home.hub.core.memory.publicLogs.keys()]).toEqual(['https://one.example', 'https://two.example']);
  });

  it('remembers a witness that the server names later over a restart, and drops none', async () => {
    take();
    await minutes(1);
    log.witnesses = [verifierKey(signing('witness.example/1', 4).key)];
    const named = [...log.witnesses];
    await minutes(10);
    log.witnesses = [];
    home.unplug();
    await home.plugIn();
    await minutes(11);
    expect(home.hub.core.memory.publicLogs.get(log.at)?.witnesses).toEqual(named);
    expect(doubts()).toEqual([]);
  });

  it('carries nothing over that it awaited of the server before, also where the line turns while the hub writes it down', async () => {
    const { disk } = home;
    const append = disk.append.bind(disk);
    let turns = 0;
    disk.append = async (bytes) => {
      if (log.at === 'https://one.example' && Buffer.from(bytes).includes('public-log')) {
        log.at = 'https://two.example';
        log.by = signing('two.example/log');
        log.entries = [];
        turns += 1;
        expect(home.hub.checkpoint).toBeUndefined();
      }
      await append(bytes);
    };
    await minutes(1);
    expect(turns).toBe(1);
    take();
    await minutes(30);
    expect(doubts()).toEqual([]);
  });

  it('and opens its door all the same', async () => {
    log.entries = [];
    await minutes(31);
    expect(doubts()).toEqual(['missing']);
    await home.resume();
    expect(await home.memberKnock()).toMatchObject({ ok: true });
  });
});
