import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromBase64 } from './bytes.ts';
import { verifyConsistency, verifyInclusion } from './merkle.ts';
import { readNote, readVerifierKey, verifierKey } from './note.ts';
import { sha256, verifyEd25519 } from './testing/log.ts';

const published = <Case>(file: string): Case[] =>
  readFileSync(new URL(`../../../vectors/published/merkle/${file}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case);

const hash = (text: string | null): Uint8Array => fromBase64(text ?? '') ?? new Uint8Array(0);

interface Inclusion {
  leafIdx: number;
  treeSize: number;
  root: string;
  leafHash: string;
  proof: string[] | null;
  wantErr: boolean;
  file: string;
}
interface Consistency {
  size1: number;
  size2: number;
  root1: string;
  root2: string;
  proof: string[] | null;
  wantErr: boolean;
  file: string;
}

describe('the published proofs of RFC 6962 trees', () => {
  const inclusion = published<Inclusion>('inclusion');
  const consistency = published<Consistency>('consistency');

  it('are all here', () => {
    expect([inclusion.length, consistency.length]).toEqual([69, 65]);
  });

  it.each(inclusion)('inclusion $file: refused $wantErr', (one) => {
    const head = { size: one.treeSize, root: hash(one.root) };
    const path = (one.proof ?? []).map(hash);
    expect(verifyInclusion(sha256, head, one.leafIdx, hash(one.leafHash), path)).toBe(!one.wantErr);
  });

  it.each(consistency)('consistency $file: refused $wantErr', (one) => {
    const earlier = { size: one.size1, root: hash(one.root1) };
    const later = { size: one.size2, root: hash(one.root2) };
    expect(verifyConsistency(sha256, earlier, later, (one.proof ?? []).map(hash))).toBe(!one.wantErr);
  });
});

describe('the note that Go signs in the pages of its own package', () => {
  const text = 'If you think cryptography is the answer to your problem,\nthen you don\'t know what your problem is.\n'; // prettier-ignore
  const line = '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'; // prettier-ignore
  const vkey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';

  it('is read, its key too, and verifies', () => {
    const key = readVerifierKey(sha256, vkey);
    const note = readNote(`${text}\n${line}`);
    expect(note?.text).toBe(text);
    expect(key === undefined ? '' : verifierKey(key)).toBe(vkey);
    const [signature] = note?.signatures ?? [];
    expect(signature?.keyId).toEqual(key?.keyId);
    expect(verifyEd25519(key?.publicKey ?? hash(''), Buffer.from(text), signature?.bytes ?? hash(''))).toBe(true);
  });

  it('has a key that no other name or id fits', () => {
    for (const wrong of [vkey.replace('c74f', 'c74e'), vkey.replace('Peter', 'Pater'), vkey.slice(0, -1), `${vkey}=`])
      expect(readVerifierKey(sha256, wrong)).toBeUndefined();
  });
});
