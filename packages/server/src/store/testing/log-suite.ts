import { growTree, writeNote } from '@latchkey/log';
import { beforeEach, describe, expect, it } from 'vitest';
import { OtherLogKey, type Grow } from '../../log/log-store.ts';
import { sha256 } from '../../testing/log.ts';
import { SERVER, type Store, type Tenant } from '../store.ts';
import { homeOf, hubOf, id, memberOf, receiptOf, some } from './samples.ts';

const home1: Tenant = { role: 'home', id: id('home', 1) };
const KEY = 'a.example/log+00000000+AQ==';

const grow: Grow = (head, edge, entries) => {
  const grown = growTree(sha256, head.size, edge, entries);
  return { ...grown, note: writeNote({ text: `size ${grown.size}\n`, signatures: [] }) };
};

const hash = (seq: number) => new Uint8Array([...some(seq >> 8, 1), ...some(seq & 0xff, 31)]);

/** What every store of a log does; each `open` gives an empty one. */
export const logSuite = (name: string, open: () => Promise<Store>): void => {
  describe(`the log of a store: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      await store.write(SERVER, [
        { kind: 'home', home: homeOf(1), member: memberOf(1) },
        { kind: 'hub', hub: hubOf(1) },
      ]);
    });
    const keep = (from: number, to: number) =>
      store.write(
        home1,
        Array.from({ length: to - from + 1 }, (_, n) => ({
          kind: 'receipt' as const,
          receipt: receiptOf(from + n, { hash: hash(from + n) }),
        })),
      );

    it('has what was kept, in its order and once, whether it came alone or with others', async () => {
      const { log } = store;
      expect(await log.head()).toBeUndefined();
      expect(await log.grow(10, KEY, grow)).toBeUndefined();
      await keep(1, 1);
      await keep(2, 3);
      await keep(2, 3);
      const head = await log.grow(10, KEY, grow);
      expect(head).toMatchObject({ size: 3, logKey: KEY, cosignatures: '', note: expect.stringContaining('size 3') as string }); // prettier-ignore
      expect(await log.head()).toEqual(head);
      expect(await log.entries(0, 10)).toEqual([1, 2, 3].map(hash));
      expect(await log.entries(1, 2)).toEqual([hash(2)]);
      expect([await log.indexOf(hash(3)), await log.indexOf(some(77))]).toEqual([2, undefined]);
      expect(await log.grow(10, KEY, grow)).toBeUndefined();
    });

    it('takes what is no receipt in its turn, and once, before and after it was appended', async () => {
      const { log } = store;
      await keep(1, 1);
      for (let times = 0; times < 2; times++) await log.add(some(200));
      await keep(2, 2);
      expect(await log.grow(10, KEY, grow)).toMatchObject({ size: 3 });
      expect(await log.entries(0, 10)).toEqual([hash(1), some(200), hash(2)]);
      await log.add(some(200));
      expect(await log.grow(10, KEY, grow)).toBeUndefined();
      expect(await log.indexOf(some(200))).toBe(1);
    });

    it('grows by as many as it is told, to the same tree in any steps', async () => {
      await keep(1, 300);
      const whole = growTree(sha256, 0, [], Array.from({ length: 300 }, (_, n) => hash(n + 1))); // prettier-ignore
      const sizes: (number | undefined)[] = [];
      for (let step = 0; step < 4; step++) sizes.push((await store.log.grow(130, KEY, grow))?.size);
      expect(sizes).toEqual([130, 260, 300, undefined]);
      expect((await store.log.head())?.root).toEqual(whole.root);
      for (const tile of whole.tiles) expect(await store.log.tile(tile.level, tile.index)).toEqual(tile.bytes);
      expect(await store.log.tile(3, 0)).toBeUndefined();
    });

    it('appends each entry once, whoever appends at the same moment', async () => {
      await keep(1, 40);
      const heads = await Promise.all(Array.from({ length: 5 }, () => store.log.grow(10, KEY, grow)));
      expect(heads.map((head) => head?.size ?? 0).sort((a, b) => a - b)).toEqual([0, 10, 20, 30, 40]);
      expect((await store.log.entries(0, 100)).map((entry) => entry[31])).toEqual(
        Array.from({ length: 40 }, (_, n) => n + 1),
      );
    });

    it('is another key’s for good, and keeps nothing of a growth that fails', async () => {
      const { log } = store;
      await keep(1, 2);
      await expect(log.grow(10, KEY, () => { throw new RangeError('no'); })).rejects.toThrow('no'); // prettier-ignore
      expect(await log.grow(10, KEY, grow)).toMatchObject({ size: 2 });
      await keep(3, 3);
      await expect(log.grow(10, `${KEY}x`, grow)).rejects.toThrow(OtherLogKey);
      expect(await log.grow(10, KEY, grow)).toMatchObject({ size: 3 });
    });

    it('keeps one cosignature of each witness with the head that it is of, whoever else answers at the same moment', async () => {
      const { log } = store;
      await keep(1, 2);
      await log.grow(10, KEY, grow);
      await log.cosigned(1, 'a ', 'a of another size\n');
      expect((await log.head())?.cosignatures).toBe('');
      await Promise.all(['a', 'b', 'c'].map((name) => log.cosigned(2, `${name} `, `${name} 1\n`)));
      await log.cosigned(2, 'b ', 'b 2\n');
      expect((await log.head())?.cosignatures.split('\n').sort()).toEqual(['', 'a 1', 'b 1', 'c 1']);
      await keep(3, 3);
      await log.grow(10, KEY, grow);
      expect((await log.head())?.cosignatures).toBe('');
    });
  });
};
