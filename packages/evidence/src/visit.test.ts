import { readFileSync, writeFileSync } from 'node:fs';
import { portablePrimitives as p } from '@latchkey/keys';
import { verifyEd25519 } from '@latchkey/keys/ed25519';
import { encodePublicKey, readReceipt, toBase64url } from '@latchkey/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { readEvidence, runsOf, verifyEvidence } from './index.ts';
import { fixedHub } from './testing/hub.ts';
import { savedVisit, type SavedVisit } from './testing/index.ts';
import { evidenceDe, evidenceEn, verdictWords } from './words/index.ts';

let saved: SavedVisit;
let file: SavedVisit['file'];

beforeAll(async () => {
  saved = await savedVisit();
  ({ file } = saved);
  if (process.env['WRITE_VECTORS'] === '1') writeFileSync(AT, stored());
});

const verdict = (change: Record<string, unknown> = {}) => {
  const read = readEvidence(JSON.stringify({ ...file, ...change }));
  if (!read.ok) throw new TypeError(JSON.stringify(read));
  return verifyEvidence(p, verifyEd25519, read.file);
};

const run = (at: number) => file.runs[at] ?? { receipts: [] };
/** Receipts of these numbers, each run with the hash that really is before it. */
const inRuns = (...seqs: readonly (readonly number[])[]) => ({
  runs: seqs.map((chain) => {
    const before = saved.story[(chain[0] ?? 0) - 2];
    return {
      ...(before === undefined ? {} : { previous: toBase64url(before.hash) }),
      receipts: chain.map((seq) => toBase64url(saved.story[seq - 1]?.bytes ?? new Uint8Array(0))),
    };
  }),
});
const without = { log: undefined };

/** Another salt: the signature is of another receipt. */
const changed = (text = ''): string => {
  const bytes = Buffer.from(text, 'base64url');
  bytes[60] = (bytes[60] ?? 0) ^ 1;
  return toBase64url(bytes);
};

const TAMPERED: readonly (readonly [string, () => Record<string, unknown>, string])[] = [
  ['a receipt dropped within a run', () => ({ runs: [run(0), { ...run(1), receipts: [run(1).receipts[0], run(1).receipts[2]] }, run(2)] }), 'gap'], // prettier-ignore
  ['a receipt changed', () => ({ runs: [{ ...run(0), receipts: [changed(run(0).receipts[0])] }, run(1), run(2)] }), 'does-not-follow'], // prettier-ignore
  ['two receipts of a run swapped', () => ({ runs: [run(0), { ...run(1), receipts: [...run(1).receipts].reverse() }, run(2)] }), 'does-not-follow'], // prettier-ignore
  ['two runs swapped', () => ({ runs: [run(1), run(0), run(2)] }), 'order'],
  ['a run twice', () => ({ runs: [run(0), run(0), run(1), run(2)] }), 'order'],
  ['another visit’s receipt passed off', () => inRuns([2, 3], [4, 5, 6], [9]), 'other-visit'],
  ['another visit’s run passed off', () => inRuns([2], [4, 5, 6], [9], [10]), 'order'],
  ['a receipt of no visit', () => inRuns([1, 2], [4, 5, 6], [9]), 'other-visit'],
  ['a forged hash before a run', () => ({ runs: [run(0), { ...run(1), previous: toBase64url(new Uint8Array(32)) }, run(2)] }), 'does-not-follow'], // prettier-ignore
  ['the hash before a run of another place', () => ({ runs: [run(0), { ...run(1), previous: run(2).previous }, run(2)] }), 'does-not-follow'], // prettier-ignore
  ['no hash before a run', () => ({ runs: [{ receipts: run(0).receipts }, run(1), run(2)] }), 'does-not-follow'],
  ['an empty run', () => ({ runs: [run(0), { ...run(1), receipts: [] }, run(2)] }), 'malformed'],
  ['a run torn in two', () => inRuns([2], [4], [5, 6], [9]), 'order'],
  ['the whole of it as another visit’s', () => ({ visitId: toBase64url(saved.visits.b) }), 'other-visit'],
  ['another hub’s key', () => ({ hubKey: toBase64url(keyOf('another')) }), 'other-hub'],
];

/** `change`: fields in place of the file's; null takes one out. */
interface Case {
  readonly comment: string;
  readonly change: Record<string, unknown>;
  readonly expect: { readonly holds: boolean; readonly incomplete: boolean; readonly problem?: string };
}

const AT = new URL('../../../vectors/evidence/one-visit.json', import.meta.url);
const cases = (): readonly Case[] => {
  const wrong = (problem: string) => ({ holds: false, incomplete: false, problem });
  return [
    { comment: 'one visit, and the hub’s word that this is all of it', change: {}, expect: { holds: true, incomplete: false } }, // prettier-ignore
    { comment: 'without the hub’s word', change: { tally: null }, expect: { holds: true, incomplete: true } },
    { comment: 'a receipt left out that the hub counts', change: inRuns([2], [4, 5, 6]), expect: wrong('left-out') },
    ...TAMPERED.map(([comment, change, problem]) => ({ comment, change: change(), expect: wrong(problem) })),
  ];
};
const stored = (): string => {
  return `${JSON.stringify({ comment: 'A file of one visit, and what was done to it', file: { ...file, ...without }, cases: cases() }, undefined, 2)}\n`;
};

describe('P9: the file of one visit', () => {
  it('holds for the visit, and says what is not shown and whose word it is that this is all', () => {
    const found = verdict();
    expect(found).toMatchObject({
      holds: true,
      incomplete: false,
      receipts: {
        ok: true,
        count: 5,
        visit: {
          hidden: [{ from: 1, to: 1 }, { from: 3, to: 3 }, { from: 7, to: 8 }],
          tally: { kind: 'fits', from: 1, to: 10, all: true },
          proven: true,
        },
      },
      log: { kind: 'logged', size: 24 },
    }); // prettier-ignore
    const told = verdictWords(found, evidenceEn);
    expect(told).toMatchObject({ sum: 'It holds, for this visit alone.', sumFit: 'fits' });
    expect(told.findings[0]?.words).toBe(
      '5 of this visit (2 to 9), each signed by the hub, none changed or moved. Not shown are 1 of this hub before them and 3 between them. The hub itself says that these are all of this visit among its receipts 1 to 10, at 2026-09-21 14:14:20 UTC. What came after 10 it does not say.',
    );
    expect(told.story.map(({ seq }) => seq)).toEqual([2, 4, 5, 6, 9]);
  });

  it('holds nothing of the receipts of others but a hash before each run', () => {
    const text = JSON.stringify(file);
    const hidden = saved.story.filter(({ claims }) => ![2, 4, 5, 6, 9].includes(claims.seq));
    expect(hidden).toHaveLength(5);
    for (const { bytes } of hidden) expect(text).not.toContain(toBase64url(bytes));
    const told = hidden.filter(({ hash }) => text.includes(toBase64url(hash))).map(({ claims }) => claims.seq);
    expect(told).toEqual([1, 3, 8]);
  });

  it('without the hub’s word is incomplete, in so many words, in both languages', () => {
    const found = verdict({ tally: undefined });
    expect(found).toMatchObject({ holds: true, incomplete: true, receipts: { visit: { proven: false } } });
    const told = verdictWords(found, evidenceEn);
    expect(told).toMatchObject({
      sumFit: 'lacks',
      sum: 'What is in it holds. That it is all of the visit is not proven.',
    });
    expect(told.findings[0]).toMatchObject({ fit: 'lacks' });
    expect(told.findings[0]?.words).toContain(evidenceEn.receipts.unproven);
    const german = verdictWords(found, evidenceDe);
    expect(german.sum).toBe(evidenceDe.unproven);
    expect(german.findings[0]?.words).toContain('Nicht gezeigt: 1 dieses Hubs davor und 3 dazwischen.');
  });

  it('is proven only where the hub has lost nothing, and only up to where it counted', async () => {
    for (const lost of [{ from: 2 }, { from: 4, receipts: [4, 5, 6, 9] }])
      expect(verdict({ tally: await saved.tallyOf(lost) })).toMatchObject({ holds: true, incomplete: true });
    const head = saved.story[6]?.hash ?? new Uint8Array(32);
    const early = verdict({ tally: await saved.tallyOf({ seq: 7, head, receipts: [2, 4, 5, 6] }) });
    expect(early).toMatchObject({ holds: true, incomplete: true, receipts: { visit: { tally: { all: false } } } });
    expect(verdictWords(early, evidenceEn).findings[0]?.words).toContain('only from 1 to 7');
  });

  it('says which were left out, where the hub counted more', () => {
    const found = verdict({ ...inRuns([2], [4, 5, 6]), ...without });
    expect(found).toMatchObject({ holds: false, receipts: { ok: false, problem: 'left-out', missing: [9] } });
    expect(verdictWords(found, evidenceEn).findings[0]?.words).toBe(
      'the hub counts more of this visit, which the file leaves out: 9.',
    );
    expect(verdict({ ...inRuns([2], [4], [6], [9]), ...without })).toMatchObject({ receipts: { missing: [5] } });
  });

  it.each(TAMPERED)('does not hold with %s, with the hub’s word or without', (_, change, problem) => {
    for (const tally of [{}, { tally: undefined }]) {
      const found = verdict({ ...change(), ...without, ...tally });
      expect(found).toMatchObject({ holds: false, receipts: { ok: false, problem } });
    }
  });

  it('stands in the stored vectors, with what each change of it comes to', () => {
    expect(readFileSync(AT, 'utf8')).toBe(stored());
  });

  it('does not hold with a count of another hub, visit or history, or one that counts fewer', async () => {
    const tallies = [
      await saved.tallyOf({}, fixedHub('another')),
      await saved.tallyOf({ visitId: saved.visits.b }),
      await saved.tallyOf({ hubId: new Uint8Array(16) }),
      await saved.tallyOf({ receipts: [2, 4, 5, 6] }),
      // Of a history in which receipt 9, and the one before the third run, is another one.
      await saved.tallyOf({ seq: 9, head: new Uint8Array(32) }),
      await saved.tallyOf({ seq: 8, head: new Uint8Array(32), receipts: [2, 4, 5, 6] }),
      toBase64url(saved.story[0]?.bytes ?? new Uint8Array(0)),
    ];
    for (const tally of tallies)
      expect(verdict({ tally })).toMatchObject({ holds: false, receipts: { problem: 'tally-contradicts' } });
  });

  it('does not hold with a proof missing, of another receipt or of another tree', () => {
    const { log } = file;
    const { proofs } = log;
    const told = (change: readonly (string | undefined)[]) => verdict({ log: { ...log, proofs: change } });
    expect(told(proofs.slice(0, 2))).toMatchObject({ holds: false, log: { problem: 'not-each' } });
    expect(told([proofs[1], proofs[0], proofs[2]])).toMatchObject({ holds: false, log: { problem: 'not-included' } });
    expect(told([...proofs.slice(0, 2), saved.otherProofs[2]])).toMatchObject({ holds: false, log: { problem: 'other-tree' } }); // prettier-ignore
    expect(told([])).toMatchObject({ holds: true, log: { kind: 'absent' } });
  });

  it.each([
    ['visitId', { visitId: undefined }],
    ['runs', { runs: undefined }],
    ['runs[0]', { runs: ['AAAA'] }],
    ['runs[0].previous', { runs: [{ previous: 'AAAA', receipts: [] }] }],
    ['runs[0].receipts', { runs: [{}] }],
    ['tally', { tally: '!' }],
    ['log.proofs', { log: { key: '', witnesses: [], proofs: 'AAAA' } }],
  ])('with a wrong %s says which field', (where, change) => {
    expect(readEvidence(JSON.stringify({ ...file, ...change }))).toEqual({ ok: false, problem: 'wrong-field', where });
  });

  it('is cut out of a story in as few runs as show it', () => {
    const numbers = runsOf(saved.story, saved.visits.b).map(({ previous, receipts }) => [
      previous.length,
      receipts.map((bytes) => readReceipt(p, bytes)).map((read) => read.ok && read.link.claims.seq),
    ]);
    expect(numbers).toEqual([[32, [3]], [32, [7]], [32, [10]]]); // prettier-ignore
    expect(runsOf(saved.story.slice(1, 2), saved.visits.a)[0]?.previous).toHaveLength(0);
  });
});

const keyOf = (name: string) => encodePublicKey(fixedHub(name).key);
