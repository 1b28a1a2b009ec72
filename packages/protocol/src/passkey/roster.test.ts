import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  assertedRoster,
  openRoster,
  PASSKEY_PROBLEMS,
  readGrant,
  readRoster,
  signGrant,
  signRoster,
} from '../index.ts';
import { decodeEnvelope, encodeEnvelope } from '../cose/envelope.ts';
import { anna, p } from '../testing/people.ts';
import {
  asserted,
  assertion,
  finger,
  judgedFile,
  over,
  passkeyOf,
  PASSKEYS,
  scenes,
} from '../testing/passkey-cases.ts';
import { GRANT, household } from '../testing/story.ts';

const FOLDER = new URL('../../../../vectors/passkey/', import.meta.url);

if (process.env['WRITE_VECTORS'] === '1') {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(new URL('judged.json', FOLDER), await judgedFile());
}

describe('over a household with passkeys', () => {
  it('the stored rosters are these', async () => {
    expect(readFileSync(new URL('judged.json', FOLDER), 'utf8')).toBe(await judgedFile());
  });

  it.each(PASSKEYS.map((one) => [one.comment, one] as const))('%s', async (_comment, one) => {
    const at = (await scenes())[one.over];
    const opened = openRoster(p, (await one.roster(at)).bytes, at.state);
    expect(opened.ok ? 'taken' : opened.problem).toBe(one.expect);
  });

  it('each refusal has a case, and the page names each, in this order', () => {
    const cased = new Set<string>(PASSKEYS.map((one) => one.expect));
    const page = readFileSync(new URL('../../../../docs/protocol/00-roster.md', import.meta.url), 'utf8');
    expect(PASSKEY_PROBLEMS.filter((problem) => !cased.has(problem))).toEqual([]);
    const named = [...page.matchAll(/`(passkey-[a-z-]+)`/g)].map(([, name]) => name);
    expect(named).toEqual([...PASSKEY_PROBLEMS]);
  });
});

it('a first roster has no passkey and no assertion', async () => {
  const { claims } = await firstOf();
  const set = { ...claims, members: claims.members.map((one, i) => (i === 0 ? { ...one, passkey: passkeyOf(finger) } : one)) };
  const bound = await asserted(await signRoster(p, anna, set));
  expect(openRoster(p, bound.bytes)).toEqual({ ok: false, problem: 'passkey-not-yours' });
  const beside = await asserted(await signRoster(p, anna, claims));
  expect(openRoster(p, beside.bytes)).toEqual({ ok: false, problem: 'passkey-unneeded' });
}); // prettier-ignore

it('a resident has none, whoever signs', async () => {
  const { claims } = await firstOf();
  const members = claims.members.map((one) => ({ ...one, passkey: passkeyOf(finger) }));
  await expect(signRoster(p, anna, { ...claims, members })).rejects.toThrow('a resident signs no roster');
});

it('the statement is the same with the assertion and without: hash and signature stay', async () => {
  const { bound } = await scenes();
  const bare = await over(bound, anna);
  const whole = await asserted(bare);
  const read = readRoster(p, whole.bytes, bound.state.head);
  expect(read.ok && read.link).toMatchObject({ hash: bare.hash, signature: bare.signature, kid: bare.kid });
  expect(whole.bytes.length - bare.bytes.length).toBeLessThan(360);
});

describe('an asserted roster', () => {
  it('with any byte changed is refused, and so is it cut off anywhere', async () => {
    const { bound } = await scenes();
    const { bytes } = await asserted(await over(bound, anna));
    const taken = (changed: Uint8Array) => openRoster(p, changed, bound.state).ok;
    expect(taken(bytes)).toBe(true);
    const wrong = [...bytes.keys()].filter((at) =>
      [0x01, 0x80].some((bit) => taken(bytes.map((byte, i) => (i === at ? byte ^ bit : byte)))),
    );
    expect(wrong).toEqual([]);
    expect([...bytes.keys()].filter((length) => taken(bytes.subarray(0, length)))).toEqual([]);
  });

  it('whose parts have other sizes is malformed', async () => {
    const { bound } = await scenes();
    const roster = await over(bound, anna);
    const good = await assertion(roster.hash);
    const sized = [
      { authenticatorData: new Uint8Array(36) },
      { authenticatorData: new Uint8Array(233) },
      { clientDataJSON: new Uint8Array(0) },
      { clientDataJSON: new Uint8Array(513) },
      { signature: new Uint8Array(63) },
      { signature: new Uint8Array(72) },
    ];
    for (const change of sized) expect(() => assertedRoster(roster, { ...good, ...change })).toThrow(RangeError);
    const { bytes } = assertedRoster(roster, good);
    // The head of the first byte string of the assertion, one byte less: everything behind moves.
    const at = bytes.indexOf(0x83, bytes.indexOf(0xa1, 14)) + 2;
    expect(bytes[at]).toBe(37);
    const shorter = Uint8Array.from([...bytes.subarray(0, at), 36, ...bytes.subarray(at + 2)]);
    expect(openRoster(p, shorter, bound.state)).toEqual({ ok: false, problem: 'malformed' });
  });
});

it('no other kind of object carries an assertion', async () => {
  const grant = await signGrant(p, anna, GRANT);
  const { protectedBytes, payload, signature } = decodeEnvelope(grant.bytes);
  const beside = encodeEnvelope(protectedBytes, payload, signature, await assertion(grant.hash));
  expect(readGrant(p, beside)).toMatchObject({ ok: false, problem: { at: 'envelope' } });
});

const firstOf = async () => {
  const read = readRoster(p, (await household()).bytes);
  if (!read.ok) throw new Error(read.problem.problem);
  return read.link;
};
