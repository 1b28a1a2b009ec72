/** The museum of broken locks, Z-Shave: what a device says of itself at pairing is believed, and whoever stands in between makes it say less. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { decodeCbor } from '../cbor/decode.ts';
import { encodeCbor } from '../cbor/encode.ts';
import { PAIRING, type PairingAnswer } from '../claims/report.ts';
import { keyHashOf } from '../cose/key.ts';
import { readLink, verifyLink } from '../link.ts';
import { makePairingAnswer, makePairingHello, readPairingAnswer } from './pairing.ts';
import { anna, hub, mallory, p, seeded } from '../testing/people.ts';
import { seeded65 } from '../testing/story.ts';

vi.setConfig({ testTimeout: 60_000 });

const code = { keyHash: keyHashOf(p, hub.key), secret: seeded('secret of the hub') };
const guess = { ...code, secret: seeded('a guess') };
const hello = makePairingHello(p, code, {
  memberKey: anna.key,
  sealingKey: seeded65('Anna'),
  nonce: seeded('nonce A'),
});
const doors = [{ id: 1, name: 'Flat', kind: 1 }];
const CAPABILITY = 8;
const said = { nonce: seeded('nonce B'), doors, capability: CAPABILITY, bootId: seeded('boot') };

const partsOf = (message: Uint8Array): readonly Uint8Array[] => decodeCbor(message) as Uint8Array[];

/** What an app takes the hub for, or undefined: it goes no further. */
type App = (answer: Uint8Array) => PairingAnswer | undefined;

const thisApp: App = (answer) => {
  const read = readPairingAnswer(p, code, hello, answer);
  return read.ok ? read.answer : undefined;
};

/** Takes whatever key it is shown for the one in the hub's code, as long as that key signed. */
const anyKey: App = (answer) => {
  const read = readLink(p, PAIRING, partsOf(answer)[0] ?? answer);
  return read.ok && verifyLink(p, read.link, read.link.claims.hubKey) ? read.link.claims : undefined;
};

/** Looks at the key, and asks neither for its signature nor for the code's secret. */
const unproven: App = (answer) => {
  const read = readLink(p, PAIRING, partsOf(answer)[0] ?? answer);
  return read.ok && Buffer.from(keyHashOf(p, read.link.claims.hubKey)).equals(code.keyHash) ? read.link.claims : undefined;
}; // prettier-ignore

describe('whoever stands between an app and its hub at pairing', () => {
  let honest: Uint8Array;
  /** By what they are: what arrives in the place of the hub's answer. */
  const offered = new Map<string, Uint8Array>();
  beforeAll(async () => {
    honest = await makePairingAnswer(p, code, hub, hello, said);
    const [body = honest, mac = honest] = partsOf(honest);
    const other = await makePairingAnswer(p, guess, mallory, hello, said);
    offered.set('another hub', other);
    offered.set('another hub under the mac of this one', encodeCbor([partsOf(other)[0] ?? other, mac]));
    offered.set('another hub of somebody who knows the secret', await makePairingAnswer(p, code, mallory, hello, said));
    for (let capability = 0; capability < CAPABILITY; capability++) {
      const less = await makePairingAnswer(p, guess, { ...mallory, key: hub.key }, hello, { ...said, capability });
      offered.set(`this hub, but only ${String(capability)}`, less);
      offered.set(
        `the same under the mac of this one, ${String(capability)}`,
        encodeCbor([partsOf(less)[0] ?? less, mac]),
      );
      offered.set(`another hub that says ${String(capability)}`, await makePairingAnswer(p, guess, mallory, hello, { ...said, capability })); // prettier-ignore
    }
    offered.set('no mac', encodeCbor([body, new Uint8Array(0)]));
    offered.set('no wrapping, as an older version might have it', body);
  });

  const believed = (app: App): readonly string[] =>
    [...offered].flatMap(([name, answer]) => (app(answer) === undefined ? [] : [name]));

  it('is not believed, whatever they change; nor is an answer of which any bit is another', () => {
    expect(thisApp(honest)).toMatchObject({ hubKey: hub.key, capability: CAPABILITY });
    expect(offered.size).toBeGreaterThan(20);
    expect(believed(thisApp)).toEqual([]);
    for (let bit = 0; bit < honest.length * 8; bit++) {
      const flipped = honest.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(thisApp(flipped), `bit ${String(bit)}`).toBeUndefined();
    }
  });

  it('is noticed where an app takes any key that it is shown, or any word about the right one', () => {
    expect(believed(anyKey)).toContain('another hub');
    expect(believed(anyKey)).toContain('another hub that says 0');
    expect(believed(unproven)).toContain('this hub, but only 0');
    expect(believed(unproven)).not.toContain('another hub');
  });
});
