import { expect, it } from 'vitest';
import { verifierKey } from './note.ts';
import { sha256, signing } from './testing/log.ts';
import { withListed } from './witness-list.ts';

const log = verifierKey(signing('home.example/log').key);
const witness = (name: string) => verifierKey(signing(name, 4).key);
const [one, two] = [witness('witness.example/1'), witness('witness.example/2')];
const memory = { log, witnesses: [one], checkpoint: 'so far' };

it('P9: a witness that a log names later is remembered, and none is dropped', () => {
  expect(withListed(sha256, memory, [two])).toEqual({ ...memory, witnesses: [one, two] });
  expect(withListed(sha256, memory, [])).toBe(memory);
  expect(withListed(sha256, memory, [one, one])).toBe(memory);
});

it('P9: nobody takes over the name of a witness, or of the log, and what is no witness’s key is none', () => {
  const others = [witness('witness.example/1'), witness('home.example/log'), log, 'x', verifierKey(signing('w').key)];
  expect(withListed(sha256, memory, others)).toBe(memory);
  expect(withListed(sha256, memory, [two, witness('witness.example/2')]).witnesses).toEqual([one, two]);
});

it('a log that names ever more of them fills no memory', () => {
  const many = Array.from({ length: 40 }, (_, n) => witness(`witness.example/many-${n}`));
  expect(withListed(sha256, memory, many).witnesses).toEqual([one, ...many.slice(0, 15)]);
});
