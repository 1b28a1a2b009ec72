import { cosign, signCheckpoint, verifierKey, writeNote, writeProof, inclusionSteps, pathOf, type LogSource } from '@latchkey/log'; // prettier-ignore
import { readEvidence, verifyEvidence } from '@latchkey/evidence';
import { portablePrimitives } from '@latchkey/keys';
import { verifyEd25519 } from '@latchkey/keys/ed25519';
import { toBase64url } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { entry, leaves, readTilePath, rootOver, sha256, signing, SlowTiles } from '@latchkey/log/testing';
import vector from '../../../../vectors/evidence/two-dates.json?raw';
import { loggedIn } from '../evidence/evidence.ts';
import { createLogDesk } from './desk.ts';
import type { Shelf } from '@latchkey/web-kit/model';

const log = signing('home.example/log');
const witness = signing('witness.example/1', 4);

/** A server's log of `size` entries; `at`: another entry in some places. */
const logOf = (size: number, at = entry, seenBy?: typeof witness): LogSource => {
  const tiles = new SlowTiles(size, at);
  const head = { origin: log.key.name, size, root: rootOver(leaves(size, at)) };
  const signed = signCheckpoint(log.key, log.sign, head);
  const note = writeNote(
    seenBy === undefined
      ? signed
      : { ...signed, signatures: [...signed.signatures, cosign(seenBy.key, seenBy.sign, signed.text, 1_800_000_000)] },
  );
  const places = new Map(Array.from({ length: size }, (_, n) => [toBase64url(at(n)), n]));
  return {
    text: (path) => {
      if (path === '/log/checkpoint') return Promise.resolve(note);
      const index = places.get(path.split('/').at(-1) ?? '');
      if (index === undefined) return Promise.resolve(undefined);
      return Promise.resolve(
        writeProof({ index, path: pathOf(sha256, inclusionSteps(index, size), tiles.read), checkpoint: note }),
      );
    },
    bytes: (path) => {
      const tile = readTilePath(path.replace('/log/', ''));
      return Promise.resolve(tile === undefined ? undefined : tiles.tile(tile.level, tile.index));
    },
  };
};

/** `forgets`: the broken one, which keeps nothing of what it saw. `witnesses`: those that the server names at first. */
const aPhone = async ({ forgets = false, witnesses = [] as readonly string[] } = {}) => {
  const kept = new Map<string, unknown>();
  const shelf: Shelf = {
    get: (name) => Promise.resolve(kept.get(name)),
    put: (name, value) => Promise.resolve(forgets ? undefined : void kept.set(name, value)),
    drop: (name) => Promise.resolve(void kept.delete(name)),
  };
  let source = logOf(0);
  let steadyMs = 0;
  let wallMs = 1_800_000_000_000;
  let asked = 0;
  let named = witnesses;
  const open = () => {
    const openedMs = steadyMs;
    return createLogDesk({
      shelf,
      primitives: portablePrimitives,
      verify: verifyEd25519,
      source: { text: (path) => source.text(path), bytes: (path) => source.bytes(path) },
      readKeys: () => Promise.resolve({ log: asked++ === 0 || forgets ? verifierKey(log.key) : 'another+00000000+AA==', witnesses: named }), // prettier-ignore
      steadyMs: () => steadyMs - openedMs,
      wallMs: () => wallMs,
    });
  };
  const desk = await open();
  return {
    desk,
    open,
    shows: (next: LogSource) => (source = next),
    pass: (ms: number) => {
      steadyMs += ms;
      wallMs += ms;
    },
    names: (next: readonly string[]) => (named = next),
    setClock: (ms: number) => (wallMs += ms),
  };
};
/** What a stranger finds of it in a file without receipts. */
const judged = (log: Record<string, unknown>) => {
  const { hubKey } = (JSON.parse(vector) as { readonly file: { readonly hubKey: string } }).file;
  const read = readEvidence(JSON.stringify({ format: 'latchkey-receipts-1', hubKey, receipts: [], log }));
  if (!read.ok) throw new TypeError(JSON.stringify(read));
  return verifyEvidence(portablePrimitives, verifyEd25519, read.file).log;
};
const newest = (n: number) => ({ seq: n + 1, hash: entry(n) });

describe('the public log, as a member’s device sees it', () => {
  it('P9: says which of the witnesses that it knows have signed the state that it sees, and which have not', async () => {
    const phone = await aPhone({
      witnesses: [verifierKey(witness.key), verifierKey(signing('another.example/2', 4).key)],
    });
    phone.shows(logOf(4, entry, witness));
    await phone.desk.look(newest(3));
    const [name, other] = ['witness.example/1', 'another.example/2'];
    expect(phone.desk.standing.get()).toMatchObject({ kind: 'kept', witnesses: [name], unsigned: [other] });
    phone.shows(logOf(5));
    await phone.desk.look(newest(4));
    expect(phone.desk.standing.get()).toMatchObject({ kind: 'kept', witnesses: [], unsigned: [name, other] });
  });

  it('P9: proves several receipts in one tree, also while the log grows, and none where one of them is not in it', async () => {
    const phone = await aPhone({ witnesses: [verifierKey(witness.key)] });
    phone.shows(logOf(8, entry, witness));
    const found = await phone.desk.proofs([newest(2), newest(5)]);
    expect(found?.unsigned).toBe(0);
    expect(found?.proofs.map((proof) => /index (\d+)/.exec(proof)?.[1])).toEqual(['2', '5']);
    // Grown at every answer, as a town's is.
    let asked = 0;
    const growing = (path: string) => logOf(9 + asked++, entry, witness).text(path);
    phone.shows({ text: growing, bytes: (path) => logOf(20).bytes(path) });
    const again = await phone.desk.proofs([2, 5, 8].map(newest));
    const sizes = again?.proofs.map((proof) => /\n\nhome.example\/log\n(\d+)\n/.exec(proof)?.[1]);
    expect([sizes, again?.unsigned]).toEqual([['11', '11', '11'], 0]);
    phone.shows(logOf(11));
    expect(await phone.desk.proofs([newest(2), newest(11)])).toBeUndefined();
    expect(await phone.desk.proofs([])).toBeUndefined();
    phone.shows({ text: () => Promise.reject(new Error('no line')), bytes: () => Promise.resolve(undefined) });
    expect(await phone.desk.proofs([newest(2)])).toBeUndefined();
  });

  it('P9: counts a witness that the server names later, with the time, drops none, and lets nobody take a known name', async () => {
    const first = verifierKey(signing('another.example/2', 4).key);
    const phone = await aPhone({ witnesses: [first] });
    phone.shows(logOf(4, entry, witness));
    await phone.desk.look(newest(3));
    expect(phone.desk.standing.get()).toMatchObject({ witnesses: [], later: [] });
    phone.names([verifierKey(signing('another.example/2', 4).key), verifierKey(witness.key)]);
    phone.pass(600_000);
    await phone.desk.look(newest(3));
    const since = [{ name: 'witness.example/1', sinceMs: 1_800_000_600_000 }];
    const counted = { kind: 'kept', witnesses: ['witness.example/1'], unsigned: ['another.example/2'], later: since };
    expect(phone.desk.standing.get()).toMatchObject(counted);
    phone.names([]);
    phone.pass(600_000);
    const later = await phone.open();
    await later.look(newest(3));
    expect(later.standing.get()).toMatchObject(counted);
    expect(later.keys()?.witnesses).toEqual([first, verifierKey(witness.key)]);
  });

  it('P9: has everything up to the newest receipt, and its keys are remembered from the first time', async () => {
    const phone = await aPhone();
    phone.shows(logOf(4));
    await phone.desk.look(newest(3));
    expect(phone.desk.standing.get()).toMatchObject({ kind: 'kept', upToSeq: 4, witnesses: [], unsigned: [] });
    const later = await phone.open();
    phone.shows(logOf(300));
    await later.look(newest(299));
    expect(later.standing.get()).toMatchObject({ kind: 'kept', upToSeq: 300 });
    expect(later.keys()?.log).toBe(verifierKey(log.key));
  });

  it('P9: lacks a receipt for a moment, and then it is said to be missing', async () => {
    const phone = await aPhone();
    phone.shows(logOf(4));
    await phone.desk.look(newest(7));
    expect(phone.desk.standing.get()).toEqual({ kind: 'not-yet' });
    phone.pass(61_000);
    await phone.desk.look(newest(7));
    expect(phone.desk.standing.get()).toEqual({ kind: 'missing' });
    phone.shows(logOf(8));
    await phone.desk.look(newest(7));
    expect(phone.desk.standing.get()).toMatchObject({ kind: 'kept' });
  });

  it('P9: that lacks a receipt is told so at the next opening too, and not because a newer receipt or a set clock began the wait anew', async () => {
    const phone = await aPhone();
    phone.shows(logOf(4));
    await phone.desk.look(newest(7));
    phone.setClock(3_600_000);
    await phone.desk.look(newest(7));
    expect(phone.desk.standing.get()).toEqual({ kind: 'not-yet' });
    phone.setClock(-3_600_000);
    phone.pass(61_000);
    const later = await phone.open();
    await later.look(newest(8));
    expect(later.standing.get()).toEqual({ kind: 'missing' });
    phone.shows(logOf(8));
    await later.look(newest(8));
    expect(later.standing.get()).toEqual({ kind: 'not-yet' });
    phone.shows(logOf(9));
    await later.look(newest(8));
    expect(later.standing.get()).toMatchObject({ kind: 'kept', upToSeq: 9 });
  });

  it('P9: that contradicted itself is not whole again by the next look or opening: both states stay and go into the file until they are put away', async () => {
    const phone = await aPhone();
    phone.shows(logOf(5));
    await phone.desk.look(newest(4));
    const forked = (n: number) => entry(n === 1 ? 777 : n);
    for (const lie of [logOf(9, forked), logOf(3), logOf(10, forked), logOf(2)]) {
      phone.shows(lie);
      await phone.desk.look(newest(8));
    }
    const later = await phone.open();
    phone.shows(logOf(9));
    await later.look(newest(8));
    expect(later.standing.get().kind).toBe('kept');
    expect(later.found.kept.get().map(({ kind }) => kind)).toEqual(['forked', 'shrunk']);
    const view = { found: later.found.kept.get(), keys: later.keys };
    const log = loggedIn(view, ['a proof']);
    expect(log).toMatchObject({ proofs: ['a proof'], shrunk: {}, contradiction: {} });
    expect(judged({ ...log })).toMatchObject({ kind: 'two-stories', sizes: [5, 9], shrunk: [5, 3] });
    await later.found.forget();
    const put = await phone.open();
    expect(put.found.kept.get()).toEqual([]);
    expect(loggedIn({ found: [], keys: put.keys })).toBeUndefined();
  });

  it('P9: that tells another past is caught, also after the app was closed, and is not believed afterwards', async () => {
    const phone = await aPhone();
    phone.shows(logOf(5));
    await phone.desk.look(newest(4));
    const later = await phone.open();
    phone.shows(logOf(9, (n) => entry(n === 1 ? 777 : n)));
    await later.look(newest(8));
    expect(later.standing.get()).toMatchObject({ kind: 'forked' });
    phone.shows(logOf(3));
    await later.look(newest(8));
    expect(later.standing.get()).toMatchObject({ kind: 'shrunk' });
    phone.shows(logOf(9));
    await later.look(newest(8));
    expect(later.standing.get()).toMatchObject({ kind: 'kept' });
  });

  it('P9: in which a bit is changed is named, wherever that is, and not remembered', async () => {
    const whole = logOf(9);
    const flipped = (bytes: Uint8Array | undefined, at: number) =>
      bytes?.map((byte, n) => (n === at ? byte ^ 1 : byte));
    const inText = (at: number): LogSource => ({
      ...whole,
      text: async (path) => new TextDecoder().decode(flipped(new TextEncoder().encode(await whole.text(path)), at)),
    });
    const inTile = (at: number): LogSource => ({
      ...whole,
      bytes: async (path) => flipped(await whole.bytes(path), at),
    });
    const said = new Set<string>();
    for (const spoilt of [...[3, 29, 60, 80, 100, 200].map(inText), inTile(0), inTile(287)]) {
      const phone = await aPhone();
      phone.shows(logOf(5));
      await phone.desk.look(newest(4));
      phone.shows(spoilt);
      await phone.desk.look(newest(8));
      said.add(phone.desk.standing.get().kind);
      phone.shows(logOf(5));
      await phone.desk.look(newest(4));
      expect(phone.desk.standing.get().kind).toBe('kept');
    }
    expect([...said].sort()).toEqual(['stranger', 'unreadable']);
  });

  /** What a device calls kept that saw five entries, was closed, and is shown something else. */
  const believed = async (phone: Awaited<ReturnType<typeof aPhone>>) => {
    const lies = { 'another past': logOf(9, (n) => entry(n === 1 ? 777 : n)), 'a shorter log': logOf(3) };
    phone.shows(logOf(5));
    await phone.desk.look(newest(4));
    const found: string[] = [];
    for (const [name, lie] of Object.entries(lies)) {
      const later = await phone.open();
      phone.shows(lie);
      await later.look(newest(2));
      if (later.standing.get().kind === 'kept') found.push(name);
    }
    return found;
  };

  it('P9: an exhibit of the museum, a forked log (Yeti 2022): who does not remember the last checkpoint believes every past, and this app none', async () => {
    expect(await believed(await aPhone({ forgets: true }))).toEqual(['another past', 'a shorter log']);
    expect(await believed(await aPhone())).toEqual([]);
  });

  it('that does not answer is said to be out of reach', async () => {
    const phone = await aPhone();
    phone.shows({ text: () => Promise.reject(new TypeError('offline')), bytes: () => Promise.reject(new TypeError()) });
    await phone.desk.look(newest(0));
    expect(phone.desk.standing.get()).toEqual({ kind: 'unreached' });
  });
});
