import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  judgeResume,
  judgeTime,
  sameBytes,
  signResume,
  signTime,
  toHex,
  type HubClock,
  type HubMemory,
  type Resume,
} from './index.ts';
import { anna, ben, hub, mallory, p, seeded } from './testing/people.ts';
import { judgedResumes, playResume, RESUMES } from './testing/resume-cases.ts';
import { household, HUB_ID, NOON } from './testing/story.ts';

const FOLDER = new URL('../../../vectors/resume/', import.meta.url);

if (process.env['WRITE_VECTORS'] === '1') {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(new URL('judged.json', FOLDER), await judgedResumes());
}

const BOOT = seeded('boot');
const head = (seq: number): Uint8Array => seeded(`receipt ${seq}`, 32);
const memory = async (): Promise<HubMemory> => ({
  hubId: HUB_ID,
  hubKey: hub.key,
  bootId: BOOT,
  seq: 7,
  hashAt: (seq) => (seq >= 3 && seq <= 7 ? head(seq) : undefined),
  startSeq: 5,
  blockSeq: 2,
  roster: (await household()).state,
  epochSeen: 0,
  answeredFork: (seq, at) => seq === 6 && sameBytes(at, head(66)),
});
const seen: Resume = { iat: NOON, hubId: HUB_ID, bootId: BOOT, seq: 7, head: head(7), epoch: 1, blockSeq: 2 };
const resumeWith = async (change: Partial<Resume>, signer = anna, held: Partial<HubMemory> = {}) =>
  judgeResume(p, (await signResume(p, signer, { ...seen, ...change })).bytes, { ...(await memory()), ...held });

describe('a resume', () => {
  it('that has seen what the hub holds lets visitors in again', async () => {
    expect(await resumeWith({})).toMatchObject({ ok: true, outcome: 'resumed' });
    expect(await resumeWith({ seq: 5, head: head(5), blockSeq: 0 }, ben)).toMatchObject({
      ok: true,
      outcome: 'resumed',
    });
    const nothing = { seq: 0, head: new Uint8Array(0) };
    expect(await resumeWith(nothing, anna, { startSeq: 0 })).toMatchObject({ ok: true, outcome: 'resumed' });
  });

  it.each([
    ['nothing', { seq: 0, head: new Uint8Array(0), blockSeq: 0 }],
    ['less than this start began with', { seq: 4, head: head(4) }],
  ] as [string, Partial<Resume>][])('P2: that has seen %s proves nothing about the rest', async (_what, change) => {
    expect(await resumeWith(change)).toEqual({ ok: false, problem: 'behind' });
  });

  it('of a story whose rollback was answered voids nothing again, whatever it claims beside', async () => {
    const other = { seq: 6, head: head(66) };
    expect(await resumeWith(other)).toMatchObject({ ok: true, outcome: 'resumed' });
    expect(await resumeWith({ ...other, blockSeq: 3 })).toMatchObject({ ok: true, outcome: 'resumed' });
    expect(await resumeWith({ ...other, head: head(67) })).toMatchObject({ outcome: 'rolled-back' });
  });

  it('that claims a number which no hub comes to is none, and whoever has seen a hub that was led near it is heard', async () => {
    const far = 2 ** 31;
    for (const change of [{ seq: far }, { epoch: far }, { blockSeq: far }, { seq: far * 2 - 1, epoch: far * 2 - 1 }])
      expect(await resumeWith(change)).toEqual({ ok: false, problem: 'malformed' });
    expect(await resumeWith({ seq: far - 1 })).toMatchObject({ outcome: 'rolled-back' });
    const led = { seq: far + 5, blockSeq: far + 5, epochSeen: far + 5, startSeq: far, hashAt: () => head(7) };
    const known = { seq: far + 5, blockSeq: far + 5, epoch: far + 5 };
    expect(await resumeWith(known, anna, led)).toMatchObject({ outcome: 'resumed' });
    for (const more of [{ seq: far + 6 }, { epoch: far + 6 }, { blockSeq: far + 6 }])
      expect(await resumeWith({ ...known, ...more }, anna, led)).toMatchObject({ problem: 'malformed' });
  });

  it('that tells of a roster which the hub waits for already, or that nothing proves, voids nothing', async () => {
    for (const epoch of [2, 3, 2 ** 31 - 1])
      expect(await resumeWith({ epoch }, anna, { epochSeen: 2 })).toMatchObject({ outcome: 'resumed' });
  });

  it('the stored cases are these', async () => {
    expect(readFileSync(new URL('judged.json', FOLDER), 'utf8')).toBe(await judgedResumes());
  });

  it.each(RESUMES.map((one) => [one.comment, one] as const))('%s', async (_comment, one) => {
    expect(await playResume(one)).toEqual(one.expect);
  });

  it.each([
    ['more receipts', { seq: 8, head: head(8) }],
    ['another receipt under the same number: a cloned disk', { head: head(99) }],
    ['a block that the hub has lost', { blockSeq: 3 }],
  ] as [string, Partial<Resume>][])(
    'that has seen %s shows a rollback: earlier grants are void',
    async (_what, change) => {
      expect(await resumeWith(change)).toMatchObject({ ok: true, outcome: 'rolled-back', voidUntilS: NOON });
    },
  );

  it('of an earlier start, another hub, a stranger, or too long ago is not taken', async () => {
    expect(await resumeWith({ bootId: seeded('earlier boot') })).toEqual({ ok: false, problem: 'other-boot' });
    expect(await resumeWith({ hubId: seeded('other') })).toEqual({ ok: false, problem: 'other-hub' });
    expect(await resumeWith({}, mallory)).toEqual({ ok: false, problem: 'signer-unknown' });
    expect(await resumeWith({ seq: 2, head: head(2) })).toEqual({ ok: false, problem: 'too-old' });
  });
});

describe('a member’s time', () => {
  const nonce = seeded('time nonce');
  const clock = (change: Partial<HubClock> = {}): HubClock => ({
    unixS: undefined,
    uptimeMs: 50_000,
    floorS: NOON,
    timeNonces: new Map([[toHex(nonce), 45_000]]),
    ...change,
  });
  const timeWith = async (
    iat: number,
    at: HubClock,
    change: { readonly blockSeq?: number; readonly nonce?: Uint8Array } = {},
  ) =>
    judgeTime(
      p,
      (await signTime(p, anna, { iat, nonce, hubId: HUB_ID, blockSeq: 2, ...change })).bytes,
      await memory(),
      at,
    );

  it('sets an unknown clock, and never below the floor', async () => {
    expect(await timeWith(NOON + 500, clock())).toMatchObject({ ok: true, unixS: NOON + 500, memberMs: 45_000 });
    expect(await timeWith(NOON - 30, clock())).toMatchObject({ ok: true, unixS: NOON });
    expect(await timeWith(NOON - 31, clock())).toEqual({ ok: false, problem: 'behind-floor' });
  });

  it('lifts a known clock by thirty seconds at most and never turns it back', async () => {
    expect(await timeWith(NOON + 9000, clock({ unixS: NOON + 100 }))).toMatchObject({ unixS: NOON + 130 });
    expect(await timeWith(NOON + 5, clock({ unixS: NOON + 100 }))).toMatchObject({ unixS: NOON + 100 });
  });

  it('from a device that has seen more blocks than the hub is no freshness', async () => {
    const judged = await timeWith(NOON + 1, clock(), { blockSeq: 3 });
    expect(judged.ok && judged.memberMs).toBe(undefined);
  });

  it('over a nonce that was not sent, or sent too long ago, is not taken', async () => {
    expect(await timeWith(NOON, clock(), { nonce: seeded('other') })).toEqual({ ok: false, problem: 'nonce-unknown' });
    expect(await timeWith(NOON, clock({ uptimeMs: 75_001 }))).toEqual({ ok: false, problem: 'nonce-unknown' });
  });
});
