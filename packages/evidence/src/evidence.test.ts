import { portablePrimitives as p } from '@latchkey/keys';
import { verifyEd25519 } from '@latchkey/keys/ed25519';
import { pathOf, prefixSteps, signatureLine, signCheckpoint, verifierKey, writeNote } from '@latchkey/log';
import { entry, leaves, rootOver, sha256, signing, SlowTiles } from '@latchkey/log/testing';
import { toBase64url } from '@latchkey/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { readEvidence, verifyEvidence, type Trust } from './index.ts';
import { NOW_S, savedEvidence, SIZE, type Saved, type SavedFile } from './testing/index.ts';
import { evidenceDe, evidenceEn, verdictWords, type EvidenceWords } from './words/index.ts';

let saved: Saved;
let file: SavedFile;

beforeAll(async () => {
  saved = await savedEvidence();
  ({ file } = saved);
});

const verdict = (change: Record<string, unknown> = {}, trust?: Trust) => {
  const read = readEvidence(JSON.stringify({ ...file, ...change }));
  if (!read.ok) throw new TypeError(JSON.stringify(read));
  return verifyEvidence(p, verifyEd25519, read.file, trust);
};

describe('evidence', () => {
  it('holds, with its story, its permission, and who saw it logged', () => {
    expect(verdict()).toMatchObject({
      holds: true,
      receipts: { ok: true, count: 3, newestS: NOW_S },
      permission: { kind: 'holds', assignments: 1, fromS: NOW_S - 60, toS: NOW_S + 3600 },
      log: { kind: 'logged', name: 'home.example/log', size: SIZE, chosen: false, seenBy: [{ name: 'witness.example/1', timeS: NOW_S }] }, // prettier-ignore
    });
    expect(verdict().story.map(({ claims }) => claims.event)).toEqual(['armed', 'door-opened', 'door-closed']);
  });

  it('holds without a log, and says that it has none', () => {
    expect(verdict({ log: undefined })).toMatchObject({ holds: true, log: { kind: 'absent' } });
  });

  it('is judged by the reader’s own keys where they brought some', () => {
    expect(verdict({}, { log: verifierKey(saved.log.key), witnesses: [] })).toMatchObject({ holds: true, log: { chosen: true, seenBy: [] } }); // prettier-ignore
    const other = verifierKey(signing('home.example/log').key);
    expect(verdict({}, { log: other })).toMatchObject({ holds: false, log: { kind: 'wrong', problem: 'not-signed' } });
    expect(verdict({}, { log: 'nonsense' })).toMatchObject({ holds: false, log: { problem: 'no-key' } });
  });

  it.each([
    ['a receipt left out', () => ({ receipts: [file.receipts[0], file.receipts[2]] }), { receipts: { ok: false, problem: 'gap', good: 1 } }], // prettier-ignore
    ['two receipts swapped', () => ({ receipts: [file.receipts[1], file.receipts[0]] }), { receipts: { ok: false } }],
    ['no receipts', () => ({ receipts: [] }), { receipts: { ok: true, count: 0 } }],
    ['the tail cut off', () => ({ receipts: file.receipts.slice(0, 2) }), { log: { kind: 'wrong', problem: 'not-included' } }], // prettier-ignore
    ['another hub’s key', () => ({ hubKey: saved.otherKey }), { receipts: { ok: false } }],
    ['another visit’s permission', () => ({ visitId: toBase64url(new Uint8Array(16)) }), { permission: { kind: 'contradicts', why: 'other-visit' } }], // prettier-ignore
    ['the assignment left out', () => ({ assignments: [] }), { permission: { kind: 'contradicts', why: 'other-chain' } }], // prettier-ignore
    ['an assignment twice', () => ({ assignments: [file.assignments[0], file.assignments[0]] }), { permission: { kind: 'contradicts' } }], // prettier-ignore
    ['a grant that is none', () => ({ grant: 'AAAA' }), { permission: { kind: 'contradicts', why: 'malformed' } }],
    ['a proof that is none', () => ({ log: { ...file.log, proof: 'hello' } }), { log: { kind: 'wrong', problem: 'malformed' } }], // prettier-ignore
  ] as const)('does not hold with %s, and says what', (_, change, what) => {
    expect(verdict(change())).toMatchObject({ holds: false, ...what });
  });

  it('says of a story whose receipts do not verify neither that nobody came nor that nothing was filmed', () => {
    const broken = verdict({ receipts: [file.receipts[1], file.receipts[0]] });
    for (const words of [evidenceEn, evidenceDe]) {
      const told = verdictWords(broken, words).findings;
      expect(told.find(({ name }) => name === words.permission.name)).toMatchObject({ fit: 'lacks', words: words.permission.untold }); // prettier-ignore
      expect(told.find(({ name }) => name === words.film.name)).toMatchObject({
        fit: 'lacks',
        words: words.film.untold,
      });
    }
  });

  it('proves that a server signed two stories, and believes no accusation without proof', () => {
    const forked = (n: number) => (n === 1 ? entry(777) : saved.at(n));
    const path = pathOf(sha256, prefixSteps(8, SIZE), new SlowTiles(SIZE, forked).read).map(toBase64url);
    const accuse = (before: string, now: string, by: readonly string[], trust?: Trust) =>
      verdict({ log: { ...file.log, proof: undefined, contradiction: { before, now, path: by } } }, trust).log;
    const [old, now] = [writeNote(saved.noteOf(8)), writeNote(saved.noteOf(SIZE, forked))];
    const ownKey = { log: verifierKey(saved.log.key) };
    expect(accuse(old, now, path)).toMatchObject({ kind: 'two-stories', sizes: [8, SIZE], chosen: false });
    expect(accuse(old, now, path, ownKey)).toMatchObject({ kind: 'two-stories', chosen: true });
    expect(accuse(writeNote(saved.noteOf(SIZE)), now, [])).toMatchObject({ kind: 'two-stories' });
    const honest = pathOf(sha256, prefixSteps(8, SIZE), new SlowTiles(SIZE, saved.at).read).map(toBase64url);
    for (const by of [honest, [], path.slice(1), [...path, path[0] ?? '']])
      expect(accuse(old, writeNote(saved.noteOf(SIZE)), by)).toEqual({ kind: 'wrong', problem: 'no-contradiction' });
    expect(accuse(old, 'nothing', path)).toEqual({ kind: 'wrong', problem: 'malformed' });
  });
});

describe('P9: a log that became shorter', () => {
  const notes = (before: number, now: number, change: Record<string, unknown> = {}) => {
    const shrunk = { before: writeNote(saved.noteOf(before)), now: writeNote(saved.noteOf(now)) };
    return { log: { ...file.log, shrunk, ...change } };
  };
  const ownKey = () => ({ log: verifierKey(saved.log.key) });

  it('is told with both sizes beside the proof, and its order is the file’s word under whosever key', () => {
    const shrunk = { kind: 'shrunk', sizes: [SIZE, 8], proof: { size: SIZE } };
    expect(verdict(notes(SIZE, 8))).toMatchObject({ holds: true, log: { ...shrunk, chosen: false } });
    expect(verdict(notes(SIZE, 8), ownKey())).toMatchObject({ holds: true, log: { ...shrunk, chosen: true } });
    const told = verdictWords(verdict(notes(SIZE, 8), ownKey()), evidenceEn);
    expect(told.sumFit).toBe('lacks');
    expect(told.sum).toBe(
      'What it tells of the visit holds. It says that its log became shorter; the order of the two states is its own word.',
    );
    expect(told.findings.find(({ name }) => name === evidenceEn.log.name)).toMatchObject({
      fit: 'lacks',
      words: `whoever saved the file says that home.example/log showed a tree of ${SIZE} and later one of 8 only. Both are signed by it; which was shown later is the file’s word. home.example/log has all of it, in a tree of ${SIZE}, seen by witness.example/1 at 2026-09-21 14:13:20 UTC.`,
    });
  });

  it('accuses nobody where it grew, stayed, or did not sign', () => {
    for (const change of [notes(8, SIZE), notes(8, 8)])
      expect(verdict(change)).toMatchObject({ holds: false, log: { kind: 'wrong', problem: 'no-contradiction' } });
    const other = verifierKey(signing('home.example/log').key);
    expect(verdict(notes(SIZE, 8), { log: other })).toMatchObject({ holds: false, log: { kind: 'wrong' } });
    expect(verdict(notes(SIZE, 8, { proof: 'hello' }))).toMatchObject({ holds: false, log: { problem: 'malformed' } });
  });

  it('is told although the log had prepared a wrong signature of a witness in its own state', () => {
    const { name, keyId } = saved.witness.key;
    const wrong = signatureLine({ name, keyId, bytes: new Uint8Array(72) });
    const before = signedBy(saved.log, saved.at) + wrong;
    expect(verdict(notes(SIZE, 8, { shrunk: { before, now: writeNote(saved.noteOf(8)) } }))).toMatchObject({
      holds: true,
      log: { kind: 'shrunk' },
    });
  });

  it('stands beside two stories of the same log', () => {
    const [before, now] = [saved.at, (n: number) => entry(n + 1000)].map((at) => signedBy(saved.log, at));
    const both = verdict(notes(SIZE, 8, { contradiction: { before, now, path: [] } }), ownKey());
    expect(both.log).toMatchObject({ kind: 'two-stories', shrunk: [SIZE, 8], proof: { size: SIZE } });
    const german = verdictWords(both, evidenceDe).findings.find(({ name }) => name === evidenceDe.log.name)?.words;
    for (const part of ['Diese Datei beweist es.', `später nur einen aus 8`, `in einem Baum aus ${SIZE}`])
      expect(german).toContain(part);
  });
});

const signedBy = ({ key, sign }: Saved['log'], at: (n: number) => Uint8Array): string =>
  writeNote(signCheckpoint(key, sign, { origin: key.name, size: SIZE, root: rootOver(leaves(SIZE, at)) }));

describe('P9: a forged accusation', () => {
  /** A key that anybody can make, under the name of the log, and two states that it signed. */
  const forged = () => {
    const stranger = signing('home.example/log');
    const [before, now] = [saved.at, (n: number) => entry(n + 1000)].map((at) => signedBy(stranger, at));
    return { key: verifierKey(stranger.key), witnesses: [], contradiction: { before, now, path: [] } };
  };
  const told = (log: Record<string, unknown>, words: EvidenceWords, trust?: Trust) => {
    const { sum, sumFit, findings } = verdictWords(verdict({ log }, trust), words);
    const of = findings.find(({ name }) => name === words.log.name);
    return { sum, sumFit, fit: of?.fit, words: of?.words };
  };

  it('under somebody’s name is the file’s own word, and nothing plainly holds beside it', () => {
    expect(told(forged(), evidenceEn)).toEqual({
      sum: 'What it tells of the visit holds. What it says against a log is not proven until you bring that log’s key from elsewhere.',
      sumFit: 'lacks',
      fit: 'lacks',
      words: `somebody with the key that this file calls home.example/log’s signed two states that cannot both be true (sizes ${SIZE} and ${SIZE}). Its key is the file’s own word until you bring yours.`,
    });
    const german = told(forged(), evidenceDe);
    expect(german.words).toContain(evidenceDe.log.itsOwnWord);
    expect(german.sum).not.toContain(evidenceDe.holds);
  });

  it('does not hold under the log’s own key, and one that does is called proven', () => {
    const ownKey = { log: verifierKey(saved.log.key) };
    expect(told(forged(), evidenceEn, ownKey)).toMatchObject({ sum: 'It does not hold.', fit: 'contradicts' });
    const [before, now] = [saved.at, (n: number) => entry(n + 1000)].map((at) => signedBy(saved.log, at));
    const real = { ...file.log, proof: undefined, contradiction: { before, now, path: [] } };
    expect(told(real, evidenceEn, ownKey)).toMatchObject({
      sum: 'What it tells of the visit holds. Its log told two stories.',
      sumFit: 'lacks',
      fit: 'contradicts',
    });
    expect(told(real, evidenceEn, ownKey).words).toContain('This file proves it.');
  });
});

describe('a file', () => {
  it.each([
    ['nothing', '', { problem: 'no-json' }],
    ['a list', '[]', { problem: 'other-format' }],
    ['another format', '{"format":"latchkey-evidence-2"}', { problem: 'other-format', what: 'latchkey-evidence-2' }],
    ['no key', '{"format":"latchkey-evidence-1"}', { problem: 'wrong-field', where: 'hubKey' }],
  ])('that is %s is refused with the reason', (_, text, what) => {
    expect(readEvidence(text)).toMatchObject({ ok: false, ...what });
  });

  it.each([
    ['hubKey', { hubKey: 'AAAA' }],
    ['visitId', { visitId: 'AAAA' }],
    ['receipts', { receipts: 'AAAA' }],
    ['receipts[1]', { receipts: ['AAAA', 7] }],
    ['assignments[0]', { assignments: ['!'] }],
    ['log', { log: [] }],
    ['log.key', { log: { witnesses: [] } }],
    ['log.shrunk.now', { log: { key: '', witnesses: [], shrunk: { before: '' } } }],
    ['log.contradiction.now', { log: { key: '', witnesses: [], contradiction: { before: '' } } }],
  ])('with a wrong %s says which field', (where, change) => {
    expect(readEvidence(JSON.stringify({ ...file, ...change }))).toEqual({ ok: false, problem: 'wrong-field', where });
  });
});
