import { createDecipheriv, createHash, createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readFragment } from '../fmp4/fragment.ts';
import { nonceFor, openRecording } from './opener.ts';
import { ReportBuilder } from './report.ts';
import { RecordVerifier } from './verifier.ts';

interface Vector {
  readonly comment: string;
  readonly hubKey: JsonWebKey;
  readonly recordingKey: string;
  readonly recording: string;
  readonly expected: {
    readonly verdict: string;
    readonly frames?: number;
    readonly why?: string;
    readonly missing?: readonly (readonly [number, number])[];
  };
}

const folder = new URL('../../../../vectors/recording/', import.meta.url);
const vectors = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Vector);

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'));
const sha256 = (data: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(data).digest());

test.each(vectors)('recording: $comment', ({ hubKey, recordingKey, recording, expected }) => {
  const key = createPublicKey({ key: hubKey, format: 'jwk' });
  const verifier = new RecordVerifier({
    sha256,
    verify: (message, signature) => verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature),
  });
  const builder = new ReportBuilder();
  const findings = verifier.push(bytesOf(recording));
  for (const finding of findings) builder.note(finding);
  const [first] = findings;
  const keys = first?.kind === 'init' ? openRecording(sha256, bytesOf(recordingKey), first.init) : undefined;
  if (first?.kind === 'init' && keys === undefined) builder.noteWrongKey();
  const report = builder.report();
  expect(report.verdict).toBe(expected.verdict);
  if (expected.why !== undefined) expect(report.broken?.why).toBe(expected.why);
  if (expected.missing !== undefined)
    expect(report.missing.map((hole) => [hole.fromSeq, hole.toSeq])).toEqual(expected.missing);
  if (expected.frames === undefined || keys === undefined) return;
  const opened = findings.flatMap((finding) => {
    if (finding.kind !== 'frame') return [];
    const { header, ciphertext } = finding.sealed;
    const decipher = createDecipheriv('aes-256-gcm', keys.seal, nonceFor(keys, finding.sealed)).setAAD(header);
    decipher.setAuthTag(ciphertext.subarray(-16));
    return [
      readFragment(new Uint8Array(Buffer.concat([decipher.update(ciphertext.subarray(0, -16)), decipher.final()]))),
    ];
  });
  expect(opened).toHaveLength(expected.frames);
});

test('there are vectors', () => {
  expect(vectors.length).toBeGreaterThan(10);
});
