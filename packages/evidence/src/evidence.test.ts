import { portablePrimitives as p } from '@latchkey/keys';
import { generateSigningKey, nodeSigner } from '@latchkey/keys/node';
import { verifyEd25519 } from '@latchkey/keys/ed25519';
import { cosign, inclusionSteps, pathOf, prefixSteps, signCheckpoint, verifierKey, writeNote, writeProof } from '@latchkey/log'; // prettier-ignore
import { entry, leaves, rootOver, sha256, signing, SlowTiles } from '@latchkey/log/testing';
import {
  encodePublicKey,
  FLAG,
  hubIdOf,
  signAssignment,
  signGrant,
  signReceipt,
  TIME_SOURCE,
  toBase64url,
  type Link,
  type Receipt,
} from '@latchkey/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { readEvidence, verifyEvidence, type Trust } from './index.ts';

const [hub, member, carrier, courier] = [0, 1, 2, 3].map(() => nodeSigner(generateSigningKey())) as [
  ReturnType<typeof nodeSigner>,
  ReturnType<typeof nodeSigner>,
  ReturnType<typeof nodeSigner>,
  ReturnType<typeof nodeSigner>,
];
const log = signing('home.example/log');
const witness = signing('witness.example/1', 4);
const hubId = hubIdOf(p, hub.key);
const visitId = new Uint8Array(16).fill(7);
const NOW_S = 1_790_000_000;
const SIZE = 20;
const INDEX = 11;

let receipts: Link<Receipt>[];
/** The file as the app saves it, to be spoilt in tests. */
let file: Record<string, unknown> & { receipts: string[]; assignments: string[]; log: Record<string, unknown> };

const chainOf = async (leaf: Uint8Array): Promise<Link<Receipt>[]> => {
  const links: Link<Receipt>[] = [];
  const base = { iat: NOW_S, timeSource: TIME_SOURCE.clock, hubId, bootId: new Uint8Array(16), door: 1, visitId };
  const detail = { leaf: leaf.slice(0, 16) };
  for (const claims of [{ event: 'armed', detail } as const, { event: 'door-opened' } as const, { event: 'door-closed' } as const]) // prettier-ignore
    links.push(await signReceipt(p, hub, { ...base, seq: links.length + 1, salt: new Uint8Array(16).fill(links.length), ...claims }, links.at(-1)?.hash)); // prettier-ignore
  return links;
};

const at = (n: number) => (n === INDEX ? (receipts.at(-1)?.hash ?? entry(n)) : entry(n));
const noteOf = (size: number, entries = at) => {
  const note = signCheckpoint(log.key, log.sign, { origin: log.key.name, size, root: rootOver(leaves(size, entries)) });
  return { ...note, signatures: [...note.signatures, cosign(witness.key, witness.sign, note.text, NOW_S)] };
};

beforeAll(async () => {
  const times = { nbf: NOW_S - 60, exp: NOW_S + 3600, iat: NOW_S - 60 };
  const grant = await signGrant(p, member, {
    ...times,
    cti: new Uint8Array(16).fill(1),
    holder: carrier.key,
    hubId,
    doors: [1],
    uses: 1,
    flags: FLAG.mustRecord,
    maxOpenSeconds: 120,
    depth: [1, 2],
    visitId,
  });
  const handed = { ...times, cti: new Uint8Array(8), holder: courier.key, depth: [0, 0] as const };
  const assignment = await signAssignment(p, carrier, handed, grant.hash);
  receipts = await chainOf(assignment.hash);
  const path = pathOf(sha256, inclusionSteps(INDEX, SIZE), new SlowTiles(SIZE, at).read);
  file = {
    format: 'latchkey-evidence-1',
    hubKey: toBase64url(encodePublicKey(hub.key)),
    visitId: toBase64url(visitId),
    grant: toBase64url(grant.bytes),
    assignments: [toBase64url(assignment.bytes)],
    receipts: receipts.map(({ bytes }) => toBase64url(bytes)),
    log: {
      key: verifierKey(log.key),
      witnesses: [verifierKey(witness.key)],
      proof: writeProof({ index: INDEX, path, checkpoint: writeNote(noteOf(SIZE)) }),
    },
  };
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
    expect(verdict({}, { log: verifierKey(log.key), witnesses: [] })).toMatchObject({ holds: true, log: { chosen: true, seenBy: [] } }); // prettier-ignore
    const other = verifierKey(signing('home.example/log').key);
    expect(verdict({}, { log: other })).toMatchObject({ holds: false, log: { kind: 'wrong', problem: 'not-signed' } });
    expect(verdict({}, { log: 'nonsense' })).toMatchObject({ holds: false, log: { problem: 'no-key' } });
  });

  it.each([
    ['a receipt left out', () => ({ receipts: [file.receipts[0], file.receipts[2]] }), { receipts: { ok: false, problem: 'gap', good: 1 } }], // prettier-ignore
    ['two receipts swapped', () => ({ receipts: [file.receipts[1], file.receipts[0]] }), { receipts: { ok: false } }],
    ['no receipts', () => ({ receipts: [] }), { receipts: { ok: true, count: 0 } }],
    ['the tail cut off', () => ({ receipts: file.receipts.slice(0, 2) }), { log: { kind: 'wrong', problem: 'not-included' } }], // prettier-ignore
    ['another hub’s key', () => ({ hubKey: toBase64url(encodePublicKey(carrier.key)) }), { receipts: { ok: false } }],
    ['another visit’s permission', () => ({ visitId: toBase64url(new Uint8Array(16)) }), { permission: { kind: 'contradicts', why: 'other-visit' } }], // prettier-ignore
    ['the assignment left out', () => ({ assignments: [] }), { permission: { kind: 'contradicts', why: 'other-chain' } }], // prettier-ignore
    ['an assignment twice', () => ({ assignments: [file.assignments[0], file.assignments[0]] }), { permission: { kind: 'contradicts' } }], // prettier-ignore
    ['a grant that is none', () => ({ grant: 'AAAA' }), { permission: { kind: 'contradicts', why: 'malformed' } }],
    ['a proof that is none', () => ({ log: { ...file.log, proof: 'hello' } }), { log: { kind: 'wrong', problem: 'malformed' } }], // prettier-ignore
  ] as const)('does not hold with %s, and says what', (_, change, what) => {
    expect(verdict(change())).toMatchObject({ holds: false, ...what });
  });

  it('proves that a server signed two stories, and believes no accusation without proof', () => {
    const forked = (n: number) => (n === 1 ? entry(777) : at(n));
    const path = pathOf(sha256, prefixSteps(8, SIZE), new SlowTiles(SIZE, forked).read).map(toBase64url);
    const accuse = (before: string, now: string, by: readonly string[]) =>
      verdict({ log: { ...file.log, proof: undefined, contradiction: { before, now, path: by } } }).log;
    const [old, now] = [writeNote(noteOf(8)), writeNote(noteOf(SIZE, forked))];
    expect(accuse(old, now, path)).toMatchObject({ kind: 'two-stories', sizes: [8, SIZE] });
    expect(accuse(writeNote(noteOf(SIZE)), now, [])).toMatchObject({ kind: 'two-stories' });
    const honest = pathOf(sha256, prefixSteps(8, SIZE), new SlowTiles(SIZE, at).read).map(toBase64url);
    for (const by of [honest, [], path.slice(1), [...path, path[0] ?? '']])
      expect(accuse(old, writeNote(noteOf(SIZE)), by)).toEqual({ kind: 'wrong', problem: 'no-contradiction' });
    expect(accuse(old, 'nothing', path)).toEqual({ kind: 'wrong', problem: 'malformed' });
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
    ['log.contradiction.now', { log: { key: '', witnesses: [], contradiction: { before: '' } } }],
  ])('with a wrong %s says which field', (where, change) => {
    expect(readEvidence(JSON.stringify({ ...file, ...change }))).toEqual({ ok: false, problem: 'wrong-field', where });
  });
});
