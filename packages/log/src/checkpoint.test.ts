import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddCheckpoint, writeAddCheckpoint } from './add-checkpoint.ts';
import { fromBase64, toBase64 } from './bytes.ts';
import { cosign, openCheckpoint, signCheckpoint, type Trusted } from './checkpoint.ts';
import { noteKey, readNote, writeNote } from './note.ts';
import { inclusionSteps, pathOf } from './paths.ts';
import { readProof, verifyProof, writeProof } from './proof.ts';
import { entry, leaves, rootOver, sha256, signing, SlowTiles, verifyEd25519 } from './testing/log.ts';

const log = signing('latchkey.example/log');
const witness = signing('witness.example/1', 4);
const stranger = signing('witness.example/2', 4);
const trusted: Trusted = { verify: verifyEd25519, log: log.key, witnesses: [witness.key, stranger.key] };
const SIZE = 300;
const TIME_S = 1_790_000_000;
const checkpoint = { origin: log.key.name, size: SIZE, root: rootOver(leaves(SIZE)) };

const seen = () => {
  const note = signCheckpoint(log.key, log.sign, checkpoint);
  return writeNote({ ...note, signatures: [...note.signatures, cosign(witness.key, witness.sign, note.text, TIME_S)] });
};

describe('a checkpoint', () => {
  it('opens, with the witnesses that saw it and when', () => {
    const opened = openCheckpoint(trusted, seen());
    expect(opened).toMatchObject({
      ok: true,
      checkpoint: { ...checkpoint, seenBy: [{ name: 'witness.example/1', timeS: TIME_S }] },
    });
  });

  it('does not open with any bit changed', () => {
    const whole = Buffer.from(seen(), 'utf8');
    fc.assert(
      fc.property(fc.nat(whole.length * 8 - 1), (bit) => {
        const changed = Buffer.from(whole);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const opened = openCheckpoint(trusted, changed.toString('utf8'));
        // A changed name or key id makes a signature a stranger's: then one fewer has signed.
        expect(opened.ok && opened.checkpoint.seenBy.length > 0).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it('of another log, another key, or without its own signature does not open', () => {
    const other = signing(log.key.name);
    const elsewhere = { ...checkpoint, origin: 'other.example/log' };
    const note = signCheckpoint(log.key, log.sign, checkpoint);
    const [own] = note.signatures;
    const problem = (whole: string) => {
      const opened = openCheckpoint(trusted, whole);
      return opened.ok ? 'opened' : opened.problem;
    };
    expect(problem(writeNote(signCheckpoint(log.key, log.sign, elsewhere)))).toBe('other-log');
    expect(problem(writeNote(signCheckpoint(other.key, other.sign, checkpoint)))).toBe('not-signed');
    expect(problem(writeNote({ ...note, signatures: own === undefined ? [] : [{ ...own, bytes: other.sign(Buffer.from(note.text)) }] }))).toBe('signature-wrong'); // prettier-ignore
    expect(problem(note.text)).toBe('malformed');
    expect(problem('')).toBe('malformed');
    expect(problem(`${seen()}x`)).toBe('malformed');
    expect(problem(seen().padEnd(20_000, '\n'))).toBe('malformed');
  });

  it('is not held by one witness for another, nor twice by the same', () => {
    const note = signCheckpoint(log.key, log.sign, checkpoint);
    const twice = [1, 2].map((s) => cosign(witness.key, witness.sign, note.text, TIME_S + s));
    const opened = openCheckpoint(trusted, writeNote({ ...note, signatures: [...note.signatures, ...twice] }));
    expect(opened.ok && opened.checkpoint.seenBy).toHaveLength(1);
    const posed = cosign(stranger.key, witness.sign, note.text, TIME_S);
    expect(openCheckpoint(trusted, writeNote({ ...note, signatures: [...note.signatures, posed] })).ok).toBe(false);
  });
});

describe('a proof file', () => {
  const index = 137;
  const path = pathOf(sha256, inclusionSteps(index, SIZE), new SlowTiles(SIZE).read);
  const file = () => writeProof({ index, path, checkpoint: seen() });
  const check = (text: string, what = entry(index), quorum = 1) => {
    const proof = readProof(text);
    return proof === undefined ? undefined : verifyProof(sha256, trusted, quorum, what, proof);
  };

  it('proves its entry without any server, and no other', () => {
    expect(check(file())).toMatchObject({ ok: true });
    expect(check(file(), entry(index + 1))).toEqual({ ok: false, problem: 'not-included' });
    expect(check(file(), entry(index), 2)).toEqual({ ok: false, problem: 'too-few-witnesses' });
    expect(check(file().replace('index 137', 'index 136'))).toEqual({ ok: false, problem: 'not-included' });
  });

  it('may carry extra data, which says nothing', () => {
    expect(check(file().replace('index', 'extra AAAA\nindex'))).toMatchObject({ ok: true });
  });

  it.each([
    ['another format', (text: string) => text.replace('@v1', '@v2')],
    ['no index', (text: string) => text.replace(/index \d+\n/, '')],
    ['a leading zero', (text: string) => text.replace('index 1', 'index 01')],
    ['a short hash', (text: string) => text.replace(/\n[^\n]{44}\n/, '\nAAAA\n')],
    ['too many hashes', (text: string) => text.replace('\n\n', `\n${`${toBase64(checkpoint.root)}\n`.repeat(64)}\n`)],
    ['nothing', () => ''],
  ])('with %s is no proof', (_, change) => {
    expect(readProof(change(file()))).toBeUndefined();
  });
});

describe('what a log sends a witness', () => {
  it('reads back, and its example in c2sp.org/tlog-witness is one', () => {
    const sent = { old: 20, path: [checkpoint.root, checkpoint.root], checkpoint: seen() };
    expect(readAddCheckpoint(writeAddCheckpoint(sent))).toEqual(sent);
    expect(readAddCheckpoint('old 20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n\nrest')?.old).toBe(
      20_852_014,
    );
    for (const wrong of [
      'old 1',
      'old -1\n\nx',
      'old 01\n\nx',
      'new 1\n\nx',
      'old 1\nAAAA\n\nx',
      `old 1\n${'PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n'.repeat(64)}\nx`,
    ])
      // prettier-ignore
      expect(readAddCheckpoint(wrong)).toBeUndefined();
  });
});

describe('texts', () => {
  it('have one base64 for one byte string', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      }),
    );
    for (const wrong of ['A', 'AA', 'AA=', 'AB==', 'AAA', 'AA==A', 'AA-_', 'A===', '===='])
      expect(fromBase64(wrong), wrong).toBeUndefined();
  });

  it('that are no notes are not read', () => {
    for (const wrong of [
      '',
      '\n',
      'a\n',
      'a\n\n',
      'a\n\n— b\n',
      'a\n\n- b AAAAAAAA\n',
      'a\u0007\n\n— b AAAAAAAA\n',
      'ä\n\n— b AAAAAAAA\n',
      'a\n\n— b AAAA\n',
    ])
      // prettier-ignore
      expect(readNote(wrong), wrong).toBeUndefined();
    expect(() => noteKey(sha256, 'a b', 1, new Uint8Array(32))).toThrow(RangeError);
  });
});
