import { portablePrimitives as p } from '@latchkey/keys';
import { verifyEd25519 } from '@latchkey/keys/ed25519';
import { toBase64url } from '@latchkey/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { readEvidence, verifyEvidence } from './index.ts';
import { filmedEvidence, type Filmed } from './testing/index.ts';
import { evidenceDe, evidenceEn, verdictWords } from './words/index.ts';

let filmed: Filmed;
beforeAll(async () => {
  filmed = await filmedEvidence();
});

const verdict = (change: Record<string, unknown> = {}) => {
  const read = readEvidence(JSON.stringify({ ...filmed.file, ...change }));
  if (!read.ok) throw new TypeError(JSON.stringify(read));
  return verifyEvidence(p, verifyEd25519, read.file);
};
const text = (records: readonly Uint8Array[]) => toBase64url(Buffer.concat(records));
const film = (records: readonly Uint8Array[]) => ({ films: [{ record: text(records) }] });
const without = (n: number) => filmed.records.filter((_, at) => at !== n);
const flipped = (n: number) => filmed.records.map((one, at) => (at === n ? one.map((byte, i) => (i === 60 ? byte ^ 1 : byte)) : one)); // prettier-ignore

describe('P9: a film in the evidence', () => {
  it('fits the receipts that name it, whole, and its key opens it', () => {
    const { holds, film: found } = verdict();
    expect([holds, found]).toMatchObject([
      true,
      { kind: 'fits', films: [{ frames: 20, state: 'whole', opened: true }] },
    ]);
    const told = verdictWords(verdict(), evidenceEn).findings.find(({ name }) => name === 'Film');
    expect(told?.words).toContain('20 pictures');
    expect(told?.words).toContain('none is missing. The file holds the key');
    expect(verdictWords(verdict(), evidenceDe).findings.map(({ name }) => name)).toContain('Film');
  });

  it('can be checked without its key', () => {
    expect(verdict(film(filmed.records))).toMatchObject({ holds: true, film: { films: [{ opened: false }] } });
  });

  it('says that its end is not there, and that records are missing, and holds', () => {
    expect(verdict(film(filmed.records.slice(0, 12)))).toMatchObject({ holds: true, incomplete: true, film: { films: [{ state: 'truncated', toMs: undefined }] } }); // prettier-ignore
    expect(verdict(film(without(8)))).toMatchObject({ holds: true, incomplete: true, film: { films: [{ state: 'holes' }] } }); // prettier-ignore
  });

  it.each([
    ['a changed picture', () => film(flipped(3)), 'chain'],
    ['a changed end', () => film(flipped(23)), 'signature'],
    ['its beginning left out', () => film(without(0)), 'no-init'],
    ['something behind its end', () => film([...filmed.records, new Uint8Array(50)]), 'malformed'],
    ['pictures swapped', () => film([...filmed.records.slice(0, 4), ...filmed.records.slice(3)]), 'order'],
    ['nothing in it', () => ({ films: [{ record: '' }] }), 'no-init'],
    ['another visit’s film', () => ({ films: [{ record: filmed.otherVisit }] }), 'other-visit'],
    ['the same pictures sealed once more by the same hub', () => ({ films: [{ record: filmed.twin }] }), 'other-film'],
    ['a film that no receipt names', () => ({ receipts: [] }), 'not-recorded'],
    [
      'another key',
      () => ({ films: [{ ...filmed.file.films[0], key: toBase64url(new Uint8Array(32)) }] }),
      'wrong-key',
    ],
  ] as const)('does not hold with %s, and says what', (_, change, problem) => {
    const found = verdict(change());
    expect([found.holds, found.film]).toMatchObject([false, { kind: 'wrong', problem }]);
    expect(
      verdictWords(found, evidenceEn).findings.some(({ name, fit }) => name === 'Film' && fit === 'contradicts'),
    ).toBe(true);
  });

  it('has a place in the file, and a wrong one is named', () => {
    const wrong = (films: unknown) => readEvidence(JSON.stringify({ ...filmed.file, films }));
    expect(wrong([{ record: '!' }])).toMatchObject({ ok: false, where: 'films[0].record' });
    expect(wrong([{ record: '', key: 'AAAA' }])).toMatchObject({ ok: false, where: 'films[0].key' });
    expect(wrong('film')).toMatchObject({ ok: false, where: 'films' });
    const field = (change: Record<string, unknown>) => readEvidence(JSON.stringify({ ...filmed.file, ...change }));
    expect(field({ filmsLeftOut: 'yes' })).toMatchObject({ ok: false, where: 'filmsLeftOut' });
    expect(field({ occurrence: -1 })).toMatchObject({ ok: false, where: 'occurrence' });
  });
});
