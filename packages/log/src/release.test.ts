import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { es256Signer, generateEs256Key, verifyEs256 } from '@latchkey/keys/node';
import {
  isPolicyOf,
  openRelease,
  readReleaseText,
  releasedWorker,
  releaseKey,
  releaseText,
  signRelease,
  type Release,
} from './release.ts';
import { sha256 } from './testing/log.ts';

const maker = (name: string) => {
  const { spki, sign } = es256Signer(generateEs256Key());
  return { key: releaseKey(sha256, name, spki), spki, sign };
};
const makers = maker('makers.example/release');
const heirs = maker('makers.example/release-2');
const hash = (text: string) => createHash('sha256').update(text).digest('base64');
const POLICY = "default-src 'none'; connect-src 'self'; base-uri 'none'";

const release = (changed: Partial<Release> = {}): Release => {
  const files = ['/home/', '/assets/a-1.js', '/home/worker.js'].map((path) => ({ path, sha256: hash(path), bytes: 7 }));
  const map = new Map(files.map((file) => [file.path, file]));
  return { version: '1.2.3', order: 1_790_000_000, key: makers.key, policy: POLICY, files: map, ...changed };
};
const signed = (changed: Partial<Release> = {}, signers = [makers]) =>
  signRelease(releaseText(release(changed)), signers);
const pin = { key: makers.key, order: 1_790_000_000 };
const problem = async (note: string, held: typeof pin | 'nothing' = pin) => {
  const opened = await openRelease(verifyEs256, held === 'nothing' ? undefined : held, note);
  return opened.ok ? 'opened' : opened.problem;
};

describe('a release', () => {
  it('reads back, whatever order its files were named in', async () => {
    const opened = await openRelease(verifyEs256, undefined, signed());
    expect(opened.ok && opened.text).toBe(releaseText(release()));
    expect(opened.ok && opened.release.files.get('/home/')).toEqual({
      path: '/home/',
      sha256: hash('/home/'),
      bytes: 7,
    });
    const turned = new Map([...release().files].reverse());
    expect(releaseText(release({ files: turned }))).toBe(releaseText(release()));
  });

  it('that is newer, or the same, is taken from the key that is known; an older one is not', async () => {
    expect(await problem(signed())).toBe('opened');
    expect(await problem(signed({ order: pin.order + 1 }))).toBe('opened');
    expect(await problem(signed({ order: pin.order - 1 }))).toBe('older');
    expect(await problem(signed({ order: 0 }), 'nothing')).toBe('opened');
  });

  it('of another key is not taken, under the makers’ name neither', async () => {
    const namesake = maker('makers.example/release');
    expect(await problem(signed({ key: namesake.key }, [namesake]))).toBe('other-key');
    expect(await problem(signed({}, [namesake]))).toBe('other-key');
    // The name and the id of the known key, and another's signature.
    expect(await problem(signed({}, [{ ...namesake, key: makers.key }]))).toBe('signature-wrong');
    expect(await problem(signed({ key: makers.key }, []))).toBe('malformed');
  });

  it('hands over to a next key only with both signatures', async () => {
    const next = { key: heirs.key, order: pin.order + 5 };
    expect(await problem(signed(next, [makers]))).toBe('other-key');
    expect(await problem(signed(next, [heirs]))).toBe('other-key');
    expect(await problem(signed(next, [makers, heirs]))).toBe('opened');
    expect(await problem(signed(next, [heirs]), { key: heirs.key, order: next.order })).toBe('opened');
    expect(await problem(signed(next, [makers, { ...heirs, sign: makers.sign }]))).toBe('signature-wrong');
  });

  it('does not open with any bit changed', async () => {
    const whole = Buffer.from(signed(), 'utf8');
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length * 8 - 1), async (bit) => {
        const changed = Buffer.from(whole);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(await problem(changed.toString('utf8'))).not.toBe('opened');
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['a line twice', (text: string) => text.replace(/(.* \/home\/\n)/, '$1$1')],
    ['lines in another order', (text: string) => text.replace(/(.*\n)(.*\n)$/, '$2$1')],
    ['a leading zero', (text: string) => text.replace(' 7 /home/', ' 07 /home/')],
    ['no files', (text: string) => text.replace(/policy (.*)\n[^]*/, 'policy $1\n')],
    ['a path that is none', (text: string) => text.replace(' /home/\n', ' home/\n')],
    ['another heading', (text: string) => text.replace('@v1', '@v2')],
    ['a space too many', (text: string) => text.replace('version ', 'version  ')],
    ['a line more', (text: string) => `${text}\n`],
  ])('with %s is none', (_, change) => {
    const text = releaseText(release());
    expect(readReleaseText(text)).toBeDefined();
    expect(readReleaseText(change(text))).toBeUndefined();
  });

  it('takes no key of another kind and no name that notes do not know', () => {
    expect(() => releaseKey(sha256, 'a b', makers.spki)).toThrow(RangeError);
    expect(() => releaseKey(sha256, 'a', makers.spki.slice(1))).toThrow(RangeError);
  });
});

describe('a page’s policy', () => {
  const served = (sources: string) => POLICY.replace("'self'", `'self'${sources}`);
  it('may name the addresses of a server’s settings, and is else the signed one', () => {
    for (const fine of ['', ' ws://localhost:8400', ' wss://a.example  https://carrier.example:8402'])
      expect(isPolicyOf(release(), served(fine)), fine).toBe(true);
    for (const wrong of [' *', ' https:', ' https://*.example', " 'unsafe-inline'", ' data:', ' ws://a; script-src *'])
      expect(isPolicyOf(release(), served(wrong)), wrong).toBe(false);
    for (const wrong of ['', `${POLICY}, default-src *`, POLICY.replace("'none'", '*')])
      expect(isPolicyOf(release(), wrong), wrong).toBe(false);
  });
});

describe('a worker’s script', () => {
  it('is what comes before the server’s own last line, and nothing else is taken off', () => {
    const line = `// headers ${'a-_9'.repeat(10)}abc\n`;
    expect(releasedWorker(`run();\n${line}`)).toBe('run();\n');
    for (const more of [
      `run();\n${line}x();\n`,
      `run();\n// headers short\n`,
      `run();\n${line.slice(0, -1)}\u2028x()\n`,
    ])
      expect(releasedWorker(more)).toBe(more);
  });
});
