import { describe, expect, it } from 'vitest';
import { toBase64 } from './bytes.ts';
import { signCheckpoint } from './checkpoint.ts';
import { prefixRoots } from './merkle.ts';
import { signatureLine, verifierKey, writeNote } from './note.ts';
import { inclusionSteps, pathOf } from './paths.ts';
import { writeProof } from './proof.ts';
import { lookUp, type LogFinding, type LogMemory } from './reader.ts';
import type { LogSource } from './source.ts';
import { entry, leaves, rootOver, sha256, signing, SlowTiles, verifyEd25519 } from './testing/log.ts';
import { readTilePath } from './tiles.ts';

const log = signing('latchkey.example/log');
const effects = { sha256, verify: verifyEd25519 };
const nothing: LogMemory = { log: verifierKey(log.key), witnesses: [], checkpoint: '' };

/** A log of `size` entries that answers as c2sp.org/tlog-tiles says; `lie` changes what it says. */
interface Lie {
  readonly by?: typeof log;
  readonly root?: Uint8Array;
  readonly noTiles?: true;
  readonly noProofs?: true;
  /** Other entries than it showed before. */
  readonly at?: (n: number) => Uint8Array;
}

const aLog = (size: number, lie: Lie = {}) => {
  const tiles = new SlowTiles(size, lie.at);
  const by = lie.by ?? log;
  const note = writeNote(
    signCheckpoint(by.key, by.sign, { origin: log.key.name, size, root: lie.root ?? rootOver(leaves(size, lie.at)) }),
  );
  const proofOf = (index: number) =>
    writeProof({ index, path: pathOf(sha256, inclusionSteps(index, size), tiles.read), checkpoint: note });
  const source: LogSource = {
    text: (path) => {
      if (path === '/log/checkpoint') return Promise.resolve(size === 0 ? undefined : note);
      const index = Number(path.split('/').at(-1));
      return Promise.resolve(index < size && lie.noProofs !== true ? proofOf(index) : undefined);
    },
    bytes: (path) => {
      const tile = readTilePath(path.replace('/log/', ''));
      if (tile === undefined || lie.noTiles === true) return Promise.resolve(undefined);
      return Promise.resolve(tiles.tile(tile.level, tile.index));
    },
  };
  return source;
};

const look = (source: LogSource, memory: LogMemory, index: number) =>
  lookUp(effects, source, memory, entry(index), String(index));
const memoryOf = (finding: LogFinding): LogMemory => {
  if (finding.kind !== 'kept' && finding.kind !== 'absent') throw new TypeError(finding.kind);
  return finding.memory;
};
const after = async (size: number) => memoryOf(await look(aLog(size), nothing, 0));

describe('a reader of a log', () => {
  it('finds an entry, and remembers the tree it was in while the log grows', async () => {
    let memory = nothing;
    for (const size of [1, 5, 256, 300]) {
      const finding = await look(aLog(size), memory, size - 1);
      expect(finding).toMatchObject({ kind: 'kept', checkpoint: { size } });
      memory = memoryOf(finding);
    }
    expect(memory.checkpoint).toContain('\n300\n');
  });

  it('tells an entry that is not there from a log that has none yet', async () => {
    const absent = await look(aLog(5), nothing, 9);
    expect(absent).toMatchObject({ kind: 'absent' });
    expect(memoryOf(absent).checkpoint).toContain('\n5\n');
    expect(await look(aLog(0), nothing, 0)).toEqual({ kind: 'absent', memory: nothing });
    expect(await look(aLog(0), await after(3), 0)).toEqual({ kind: 'unreadable' });
  });

  it('names a past that was changed, and proves it with both signed trees and a path', async () => {
    const at = (n: number) => entry(n === 1 ? 777 : n);
    for (const from of [5, 8])
      for (const size of [from, from + 1, 20, 300]) {
        const memory = await after(from);
        const finding = await look(aLog(size, { at, noProofs: true }), memory, 0);
        if (finding.kind !== 'forked') throw new TypeError(finding.kind);
        expect(finding.before).toBe(memory.checkpoint);
        expect(finding.now).toContain(`\n${size}\n${toBase64(rootOver(leaves(size, at)))}\n`);
        if (size === from) continue;
        const roots = prefixRoots(sha256, from, size, finding.path);
        expect(roots).toEqual({ before: rootOver(leaves(from, at)), after: rootOver(leaves(size, at)) });
      }
  });

  it('P9: forgets no past by a note in which the log had prepared a wrong signature of a witness that it names later', async () => {
    const later = signing('later.example/1', 4);
    const memory = await after(5);
    const wrong = { name: later.key.name, keyId: later.key.keyId, bytes: new Uint8Array(72) };
    const prepared = memory.checkpoint + signatureLine(wrong);
    const known = { ...memory, checkpoint: prepared, witnesses: [verifierKey(later.key)] };
    const at = (n: number) => entry(n === 1 ? 777 : n);
    expect(await look(aLog(9, { at, noProofs: true }), known, 0)).toMatchObject({ kind: 'forked', before: prepared });
    expect(await look(aLog(9), known, 0)).toMatchObject({ kind: 'kept' });
  });

  it('accuses nobody by tiles that do not make the signed root', async () => {
    const wrong = { root: rootOver(leaves(9).reverse()), noProofs: true } as const;
    expect(await look(aLog(9, wrong), await after(5), 0)).toEqual({ kind: 'unreadable' });
  });

  it('names a log that is shorter than before', async () => {
    expect(await look(aLog(4), await after(5), 0)).toMatchObject({ kind: 'shrunk' });
  });

  it('believes no other key, and nothing that does not verify', async () => {
    const memory = await after(5);
    expect(await look(aLog(9, { by: signing(log.key.name) }), memory, 0)).toEqual({ kind: 'stranger' });
    expect(await look(aLog(9, { noTiles: true }), memory, 0)).toEqual({ kind: 'unreadable' });
    expect(await lookUp(effects, aLog(9), memory, entry(3), '2')).toEqual({ kind: 'unreadable' });
    const scribble: LogSource = { ...aLog(9), text: () => Promise.resolve('hello') };
    expect(await look(scribble, memory, 0)).toEqual({ kind: 'unreadable' });
    await expect(lookUp(effects, aLog(9), { ...nothing, log: 'x' }, entry(0), '0')).rejects.toThrow(RangeError);
  });

  it('hears of a log that does not answer', async () => {
    const silent: LogSource = { text: () => Promise.reject(new TypeError('gone')), bytes: () => Promise.reject(new TypeError('gone')) }; // prettier-ignore
    await expect(look(silent, nothing, 0)).rejects.toThrow('gone');
  });
});
