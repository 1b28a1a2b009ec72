import { generateSealingKeys, generateSigner, portablePrimitives, rawSealingKey } from '@latchkey/keys';
import { encodePublicKey, keyIdOf, sameKey, toBase64url } from '@latchkey/protocol';
import { memoryShelf } from '@latchkey/web-kit/model';
import { describe, expect, test } from 'vitest';
import { askDomain, comparePin, fingerprint, pinKey, type FetchText } from './carrier-domain.ts';

const someKey = async () => {
  const { key } = await generateSigner();
  const sealingKey = await rawSealingKey((await generateSealingKeys()).publicKey);
  return {
    key,
    keyId: toBase64url(keyIdOf(portablePrimitives, key)),
    published: { signingKey: toBase64url(encodePublicKey(key)), sealingKey: toBase64url(sealingKey) },
  };
};

const domainWith = (answer: unknown, ok = true): FetchText => {
  return () =>
    Promise.resolve({ ok, text: () => Promise.resolve(typeof answer === 'string' ? answer : JSON.stringify(answer)) });
};

describe('a carrier’s key comes from its own domain, never on the server’s word', () => {
  test('the server’s key id only picks one of the published keys', async () => {
    const [a, b] = [await someKey(), await someKey()];
    const asked: string[] = [];
    const domain = domainWith({ name: 'Swift', domain: 'swift.example', keys: [a.published, b.published] });
    const watched: FetchText = (url) => {
      asked.push(url);
      return domain(url);
    };
    const found = await askDomain(portablePrimitives, watched, 'https://swift.example', b.keyId);
    expect(found.kind === 'found' && sameKey(found.key.signingKey, b.key)).toBe(true);
    expect(asked).toEqual(['https://swift.example/.well-known/latchkey']);
  });

  test('a key that the server swapped in before first contact is not found at the domain', async () => {
    const [real, swapped] = [await someKey(), await someKey()];
    const domain = domainWith({ name: 'Swift', keys: [real.published] });
    expect((await askDomain(portablePrimitives, domain, 'https://swift.example', swapped.keyId)).kind).toBe(
      'other-key',
    );
  });

  test.each([
    ['silent', () => Promise.reject(new Error('away'))],
    ['an error page', domainWith('<html>', false)],
    ['no JSON', domainWith('<html>')],
    ['another shape', domainWith({ keys: 'all' })],
  ])('a domain that answers with %s is unreached', async (_, domain) => {
    expect((await askDomain(portablePrimitives, domain, 'https://swift.example', 'x')).kind).toBe('unreached');
  });
});

test('a key is known once a person signed with it, and another one is a change', async () => {
  const shelf = memoryShelf();
  const [a, b] = [await someKey(), await someKey()];
  expect(await comparePin(shelf, 'https://swift.example', a.keyId)).toBe('first');
  await pinKey(shelf, 'https://swift.example', a.keyId);
  expect(await comparePin(shelf, 'https://swift.example', a.keyId)).toBe('known');
  expect(await comparePin(shelf, 'https://swift.example', b.keyId)).toBe('changed');
  expect(await comparePin(shelf, 'https://other.example', b.keyId)).toBe('first');
});

test('a fingerprint can be read out', () => {
  expect(fingerprint('AAECAwQFBgcICQoLDA0ODw')).toBe('0001\u00a00203\u00a00405\u00a00607');
});
