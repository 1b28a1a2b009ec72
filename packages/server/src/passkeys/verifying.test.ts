import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { verifyMade, verifyShown } from './verifying.ts';

interface Vector {
  readonly title: string;
  readonly made: Readonly<Record<'challenge' | 'credential_id' | 'clientDataJSON' | 'attestationObject', string>>;
  readonly shown: Readonly<Record<'challenge' | 'authenticatorData' | 'clientDataJSON' | 'signature', string>>;
}

/** For testing only, so it is not among the project's own vectors. */
const file = new URL('../../../../../shared/data/crypto/webauthn/webauthn_l3_test_vectors.json', import.meta.url);
const titles = new Set([
  'ES256 Credential with No Attestation',
  'ES256 Credential with Self Attestation',
  'ES256 Credential with "crossOrigin": true in clientDataJSON',
  'ES256 Credential with "topOrigin" in clientDataJSON',
  'ES256 Credential with very long credential ID',
  'Packed Attestation with ES384 Credential',
  'Packed Attestation with RS256 Credential',
  'Packed Attestation with Ed25519 Credential',
]);
interface Published {
  readonly title: string;
  readonly blocks: readonly [Vector['made'], Vector['shown']];
}
const published = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as readonly Published[]) : [];
const vectors: readonly Vector[] = published
  .filter(({ title }) => titles.has(title))
  .map(({ title, blocks: [made, shown] }) => ({ title, made, shown }));
const where = published.length > 0 ? '' : ' (SKIPPED: shared/data/crypto/webauthn is not on this machine)';
const publishedIt = it.skipIf(published.length === 0);
const party = { rpId: 'example.org', origins: ['https://example.org'] };
const text = (hex: string) => Buffer.from(hex, 'hex').toString('base64url');

/** The bit by which the authenticator says that a person proved to be there. */
const isVerified = (hex: string) => {
  const bytes = Buffer.from(hex, 'hex');
  const rpIdHash = createHash('sha256').update(party.rpId).digest();
  return (bytes.readUInt8(bytes.indexOf(rpIdHash) + 32) & 4) !== 0;
};

const makes = ({ made }: Vector, change: Partial<Vector['made']> = {}, at = party) => {
  const said = { ...made, ...change };
  return verifyMade(at, text(said.challenge), {
    credentialId: text(said.credential_id),
    clientData: text(said.clientDataJSON),
    attestation: text(said.attestationObject),
  });
};

const offered = (title: string) => !title.includes('ES384');

it.skipIf(vectors.length === 0).each(vectors)(
  '$title: taken where a person proved to be there, and only then',
  async (vector) => {
    const made = await makes(vector);
    expect(made !== undefined).toBe(offered(vector.title) && isVerified(vector.made.attestationObject));
    if (made === undefined) return;
    const kept = { credentialId: text(vector.made.credential_id), ...made };
    const said = {
      clientData: text(vector.shown.clientDataJSON),
      authenticatorData: text(vector.shown.authenticatorData),
      signature: text(vector.shown.signature),
    };
    const counter = await verifyShown(party, text(vector.shown.challenge), kept, said);
    expect(counter !== undefined).toBe(isVerified(vector.shown.authenticatorData));
  },
);

publishedIt(`all eight of them are read and some are taken, or this test says nothing${where}`, async () => {
  expect(vectors).toHaveLength(8);
  const taken = await Promise.all(vectors.map((vector) => makes(vector)));
  expect(taken.filter((made) => made !== undefined).length).toBeGreaterThan(0);
});

publishedIt(`another challenge, origin, host or name of the credential is refused${where}`, async () => {
  const vector = vectors.find(({ title, made }) => offered(title) && isVerified(made.attestationObject));
  if (vector === undefined) throw new Error('no vector with a person');
  expect(await makes(vector)).toBeDefined();
  expect(await makes(vector, { challenge: '00'.repeat(32) })).toBeUndefined();
  expect(await makes(vector, { credential_id: 'aa'.repeat(32) })).toBeUndefined();
  expect(await makes(vector, {}, { ...party, origins: ['https://example.org.evil.test'] })).toBeUndefined();
  expect(await makes(vector, {}, { ...party, rpId: 'org' })).toBeUndefined();
});
