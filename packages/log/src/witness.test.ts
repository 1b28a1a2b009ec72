import { describe, expect, it } from 'vitest';
import { writeAddCheckpoint } from './add-checkpoint.ts';
import { openCheckpoint, signCheckpoint } from './checkpoint.ts';
import type { Head } from './merkle.ts';
import { writeNote } from './note.ts';
import { consistencySteps, pathOf } from './paths.ts';
import { leaves, rootOver, sha256, signing, SlowTiles, verifyEd25519 } from './testing/log.ts';
import { answerAddCheckpoint } from './witness.ts';

const log = signing('latchkey.example/log');
const self = signing('witness.example/1', 4);
const tiles = new SlowTiles(300);
const TIME_S = 1_790_000_000;
const note = (size: number, by = log, origin = log.key.name, root = rootOver(leaves(size))) =>
  writeNote(signCheckpoint(by.key, by.sign, { origin, size, root }));
const path = (old: number, size: number) => pathOf(sha256, consistencySteps(old, size), tiles.read);

/** A witness with a memory, which is all that its program adds. */
const aWitness = () => {
  const heads = new Map<string, Head>();
  return (body: string) => {
    const effects = { sha256, verify: verifyEd25519, sign: self.sign };
    const answer = answerAddCheckpoint(effects, { key: self.key, logs: [log.key] }, (origin) => heads.get(origin), body, TIME_S); // prettier-ignore
    if (answer.keep !== undefined) heads.set(answer.keep.origin, answer.keep.head);
    return answer;
  };
};
const ask = (old: number, size: number, checkpoint = note(size), hashes = path(old, size)) =>
  writeAddCheckpoint({ old, path: hashes, checkpoint });

const mischief: readonly (readonly [what: string, body: () => string, status: number])[] = [
  ['a rewritten past', () => ask(10, 20, note(20, log, log.key.name, rootOver(leaves(21))), path(10, 20)), 422],
  ['a wrong path', () => ask(10, 20, note(20), path(9, 20)), 422],
  ['another tree of the same size', () => ask(10, 10, note(10, log, log.key.name, rootOver(leaves(11)))), 409],
  ['a smaller tree', () => ask(10, 5, note(5), []), 400],
  ['another log', () => ask(10, 20, note(20, log, 'other.example/log')), 404],
  ['another key under the log’s name', () => ask(10, 20, note(20, signing(log.key.name))), 403],
  ['nothing', () => '', 400],
  ['no checkpoint', () => 'old 10\n\nhello\n', 400],
];

describe('a witness', () => {
  it('cosigns a log that grows, step by step, and the same head again', () => {
    const witness = aWitness();
    for (const [old, size] of [
      [0, 0],
      [0, 1],
      [1, 2],
      [2, 256],
      [256, 256],
      [256, 300],
    ] as const) {
      // prettier-ignore
      const answer = witness(ask(old, size));
      expect(answer.status).toBe(200);
      const opened = openCheckpoint({ verify: verifyEd25519, log: log.key, witnesses: [self.key] }, note(size) + answer.body); // prettier-ignore
      expect(opened).toMatchObject({ ok: true, checkpoint: { seenBy: [{ name: self.key.name, timeS: TIME_S }] } });
    }
  });

  it('says which size it knows to whoever comes with another', () => {
    const witness = aWitness();
    witness(ask(0, 10));
    for (const old of [0, 9, 11]) expect(witness(ask(old, 300, note(300), []))).toMatchObject({ status: 409, type: 'text/x.tlog.size', body: '10\n' }); // prettier-ignore
  });

  it.each(mischief)('cosigns nothing for %s, and remembers what it knew', (_, body, status) => {
    const witness = aWitness();
    witness(ask(0, 10));
    const answer = witness(body());
    expect(answer).toMatchObject({ status });
    expect(answer.keep).toBeUndefined();
    expect(witness(ask(10, 20)).status).toBe(200);
  });

  it('never cosigns two trees that do not follow each other, whatever it is asked and in which order', () => {
    const witness = aWitness();
    const forked = (size: number) => note(size, log, log.key.name, rootOver(leaves(300).slice(0, size).reverse()));
    witness(ask(0, 4));
    for (const size of [4, 5, 8, 100, 300])
      for (const old of [0, 4, 5, 8]) if (old <= size) expect(witness(ask(old, size, forked(size), path(old, size))).status).not.toBe(200); // prettier-ignore
  });
});
