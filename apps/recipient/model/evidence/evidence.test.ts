import { readEvidence, runsOf, verifyEvidence } from '@latchkey/evidence';
import { leafHash, signCheckpoint, verifierKey, writeNote, writeProof } from '@latchkey/log';
import { sha256, signing } from '@latchkey/log/testing';
import { portablePrimitives as p } from '@latchkey/keys';
import { verifyEd25519 } from '@latchkey/keys/ed25519';
import { decodePublicKey, fromBase64url, verifyReceiptChain } from '@latchkey/protocol';
import { expect, it } from 'vitest';
import vector from '../../../../vectors/evidence/two-dates.json?raw';
import { evidenceFile, loggedIn, storyFile } from './evidence.ts';
import type { SavedFilm } from './film.ts';

interface File {
  readonly hubKey: string;
  readonly visitId: string;
  readonly grant: string;
  readonly receipts: readonly string[];
  readonly films: readonly SavedFilm[];
}

const bytes = (text: string): Uint8Array => fromBase64url(text) ?? new Uint8Array(0);

it('the file of somebody who comes again holds for its date, and says whether film was left out or is not to be had', () => {
  const { hubKey, visitId, receipts, grant, films } = (JSON.parse(vector) as { readonly file: File }).file;
  const visit = { visitId, grant, assignments: [grant] };
  const story = verifyReceiptChain(p, decodePublicKey(bytes(hubKey)), receipts.map(bytes)).receipts;
  const runs = runsOf(story, bytes(visitId));
  const verdict = (given: readonly SavedFilm[] | 'left-out') => {
    const household = { hubKey: decodePublicKey(bytes(hubKey)) };
    const read = readEvidence(
      evidenceFile(household, { visit, person: { occurrence: 1 } }, { runs, tally: undefined }, undefined, given),
    );
    if (!read.ok) throw new TypeError(JSON.stringify(read));
    return verifyEvidence(p, verifyEd25519, read.file);
  };
  expect(verdict(films.slice(1))).toMatchObject({
    holds: true,
    receipts: { count: story.length, visit: { hidden: [], proven: false } },
    film: { kind: 'fits', elsewhere: 1, missing: [] },
  });
  expect(verdict('left-out')).toMatchObject({ holds: true, film: { kind: 'left-out' } });
  expect(verdict([])).toMatchObject({ holds: true, incomplete: true, film: { kind: 'fits', films: [], named: 1 } });
});

it('the file of everything holds with the log’s proof of its newest receipt, and is none of another one’s', () => {
  const { hubKey, receipts } = (JSON.parse(vector) as { readonly file: File }).file;
  const key = decodePublicKey(bytes(hubKey));
  const story = verifyReceiptChain(p, key, receipts.map(bytes)).receipts;
  const log = signing('home.example/log');
  const keys = () => ({ log: verifierKey(log.key), witnesses: [] });
  const verdict = (entry: Uint8Array | undefined) => {
    const head = { origin: log.key.name, size: 1, root: leafHash(sha256, entry ?? new Uint8Array(32)) };
    const proof = writeProof({ index: 0, path: [], checkpoint: writeNote(signCheckpoint(log.key, log.sign, head)) });
    const read = readEvidence(storyFile({ hubKey: key }, story, loggedIn({ found: [], keys }, [proof])));
    if (!read.ok) throw new TypeError(JSON.stringify(read));
    return verifyEvidence(p, verifyEd25519, read.file);
  };
  expect(verdict(story.at(-1)?.hash)).toMatchObject({ holds: true, log: { kind: 'logged', size: 1 } });
  expect(verdict(story.at(-2)?.hash)).toMatchObject({ holds: false, log: { kind: 'wrong', problem: 'not-included' } });
});
