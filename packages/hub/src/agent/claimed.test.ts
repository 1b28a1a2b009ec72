import { makeDeparture, readPresenceCode, signMove, signResume, toBase64url, verifyReceiptChain, type Resume, type Signer } from '@latchkey/protocol'; // prettier-ignore
import { describe, expect, it } from 'vitest';
import { Ahead } from './testing/ahead-home.ts';
import { Paper } from './testing/paper.ts';
import { bytesOf, p, person, unlike } from './testing/powered-home.ts';
import { seenOf } from './testing/seen.ts';
import { reasonOf } from './testing/test-home.ts';

const FAR = 2 ** 31 - 1;

/** What a phone can write into a resume without the hub's own word for it. */
const CLAIMS: readonly Partial<Resume>[] = [
  { epoch: 3 },
  { epoch: FAR },
  { seq: FAR, head: new Uint8Array(32).fill(1) },
  { blockSeq: FAR },
  { seq: FAR - 1, head: new Uint8Array(32).fill(2), epoch: FAR, blockSeq: FAR },
];

const says = async (home: Ahead, who: Signer, change: Partial<Resume>): Promise<string> => {
  const { hubId, bootId, memory } = home.hub.core;
  const { seq, head, blockSeq, roster } = memory;
  const claims = { iat: home.unixS, hubId, bootId, seq, head, epoch: roster.epoch, blockSeq, ...change };
  return reasonOf(await home.hub.answer('resume', (await signResume(p, who, claims)).bytes));
};

/** Robin's phone is stolen, claims whatever it likes, over and over, and the hub starts anew in between. */
const claimed = async (home: Ahead): Promise<void> => {
  for (let twice = 0; twice < 2; twice++) {
    for (const claim of CLAIMS) expect(await says(home, home.robin, claim)).toBe('allowed');
    await home.clock.pass(1000);
    home.unplug();
    await home.plugIn();
    await home.clock.pass(3000);
  }
  for (const claim of CLAIMS) await says(home, home.robin, claim);
  await home.clock.pass(1000);
};

/** The disk from before the newest roster is put back. */
const putBack = async (home: Ahead, next: () => Promise<unknown>) => {
  const copy = home.disk.durable.slice();
  await next();
  await home.clock.pass(1000);
  const seen = seenOf(home.hub.core.memory);
  home.unplug(copy);
  await home.plugIn();
  await home.clock.pass(3000);
  return seen;
};

const handOver = async (home: Ahead): Promise<Uint8Array> => {
  const { hubId, bootId } = home.hub.core;
  const code = readPresenceCode(home.display ?? '') ?? '000000000000';
  return (await makeDeparture(p, home.cleo, { hubId, says: 'hand-over', of: bootId, code })).bytes;
};

const move = async (home: Ahead): Promise<Uint8Array> => {
  const { hubId, bootId } = home.hub.core;
  return (await signMove(p, home.cleo, { hubId, bootId, server: 'https://doors.example.org' })).bytes;
};

/** The five things for which presence, or an admin at home, is to have the last word. */
const AUTHORITY: readonly (readonly [string, (home: Ahead, paper: Paper) => Promise<string>])[] = [
  ['a recovery', async (_, paper) => reasonOf(await paper.send(await paper.recovery()))],
  ['a suspension', async (home) => reasonOf(await home.suspend(home.cleo, home.robin))],
  ['a set-back', async (home) => { await home.press(); return reasonOf(await home.setBack(home.cleo)); }],
  ['a move', async (home) => reasonOf(await home.hub.answer('move', await move(home), [], 'page'))],
  ['a hand-over', async (home) => { await home.press(); return reasonOf(await home.hub.answer('depart', await handOver(home))); }],
]; // prettier-ignore

/** A set-back needs a clock that is ahead; the others do not mind. */
const aheadAndPrinted = async () => {
  const home = await Ahead.paired();
  const paper = await Paper.printed(home);
  await home.outage();
  return { home, paper };
};

describe('P11: a stolen phone that claims a past which the hub never had', () => {
  it.each(AUTHORITY)('holds up %s for nobody', async (_name, does) => {
    const { home, paper } = await aheadAndPrinted();
    await claimed(home);
    expect(await does(home, paper)).toBe('allowed');
  });

  it('leaves a recovery that waits as it is, and the button lets it stand', async () => {
    const { home, paper } = await aheadAndPrinted();
    const recovery = await paper.used();
    await claimed(home);
    expect(home.hub.core.memory.recovery.pending?.link.hash).toEqual(recovery.hash);
    await home.press();
    await home.clock.pass(1000);
    expect(home.hub.core.memory.roster.head).toEqual(recovery.hash);
  });

  it('keeps nobody out whom a member lets in afterwards, and the next roster is taken', async () => {
    const home = await Ahead.paired();
    await claimed(home);
    await home.clock.pass(40_000);
    const visit = await home.visit({ iat: home.unixS });
    await home.arm(visit);
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
    const members = (home.roster?.claims.members ?? []).filter(({ key }) => key !== home.robin.key);
    expect(reasonOf(await home.nextRoster({ members }))).toBe('allowed');
    for (const claim of CLAIMS) expect(await says(home, home.robin, claim)).toBe('signer-unknown');
  });

  it('P9: leads no number astray: the story verifies from the first receipt to the last', async () => {
    const home = await Ahead.paired();
    const before = home.hub.core.memory.seq;
    await claimed(home);
    const told = [...home.hub.core.memory.receipts].map(({ bytes }) => bytes);
    const verified = verifyReceiptChain(p, home.hubSigner.key, told);
    expect(verified).toMatchObject({ ok: true, end: { seq: home.hub.core.memory.seq } });
    expect(home.hub.core.memory.seq).toBeLessThan(before + 100);
    expect(home.hub.core.memory.blockSeq).toBeLessThan(before + 100);
    expect(verified.receipts.filter(({ claims }) => claims.event === 'rolled-back').length).toBeGreaterThan(0);
  });

  it('proves nothing with receipts that the hub holds, nor with what another key signed', async () => {
    const home = await Ahead.paired();
    const told = seenOf(home.hub.core.memory);
    await home.nextRoster();
    const tenth = seenOf(home.hub.core.memory);
    expect(await says(home, home.robin, { ...tenth, epoch: FAR })).toBe('allowed');
    expect(await says(home, home.robin, { ...told, epoch: FAR })).toBe('allowed');
    const [[previous, receipt] = [unlike(32), unlike(200)]] = tenth.told;
    const spoilt = receipt.map((byte, at) => (at === receipt.length - 1 ? byte ^ 1 : byte));
    expect(await says(home, home.robin, { ...tenth, told: [[previous, spoilt]] })).toBe('signature-wrong');
    expect(home.hub.core.memory.behind).toBe(false);
    expect(home.events()).not.toContain('rolled-back');
  });

  it('that held up a household at an earlier hub does so no more after its next start', async () => {
    const { home, paper } = await aheadAndPrinted();
    const { seq, head } = home.hub.core.memory;
    const rolledBack = { voidUntilS: home.unixS, seq, head: toBase64url(head), epoch: FAR, blockSeq: 0 };
    await home.hub.core.journal.write({ t: 'resumed', bootId: toBase64url(unlike(16)), rolledBack });
    home.unplug();
    await home.plugIn();
    await home.resume();
    expect(reasonOf(await paper.send(await paper.recovery()))).toBe('allowed');
  });
});

describe('P11: a disk that was put back behind a roster', () => {
  it.each(AUTHORITY)('takes %s from nobody until its roster is back, and then again', async (_name, does) => {
    const { home, paper } = await aheadAndPrinted();
    const seen = await putBack(home, () => home.nextRoster({ recoveryKey: paper.signer.key }));
    expect(await says(home, home.robin, seen)).toBe('allowed');
    expect(await does(home, paper)).toBe('roster-behind');
    expect(reasonOf(await home.hub.answer('roster', home.roster?.bytes ?? unlike(9)))).toBe('allowed');
    await home.clock.pass(3000);
    expect(await does(home, paper)).toBe('allowed');
  });

  it('believes its own receipt that a recovery stood, and no other recovery by the same sheet', async () => {
    const home = await Ahead.paired();
    const paper = await Paper.printed(home);
    const rival = await paper.recovery(person());
    let stood = rival;
    const seen = await putBack(home, async () => {
      stood = await paper.used();
      await home.press();
    });
    expect(reasonOf(await home.hub.answer('roster', stood.bytes))).toBe('recovery-unconfirmed');
    expect(await says(home, home.robin, seen)).toBe('allowed');
    expect(reasonOf(await home.hub.answer('roster', rival.bytes))).toBe('recovery-unconfirmed');
    expect(reasonOf(await home.hub.answer('roster', stood.bytes))).toBe('allowed');
    home.unplug();
    await home.plugIn();
    expect(home.hub.core.memory.roster.head).toEqual(stood.hash);
    expect(home.hub.core.memory.behind).toBe(false);
  });

  it('P10: lets members in meanwhile, and no visitors', async () => {
    const home = await Ahead.paired();
    const first = home.roster;
    const seen = await putBack(home, () => home.nextRoster());
    await says(home, home.robin, seen);
    await home.clock.pass(40_000);
    home.roster = first;
    expect(reasonOf(await home.memberKnock())).toBe('allowed');
    const visit = await home.visit({ iat: home.unixS });
    await home.arm(visit);
    expect(reasonOf(await home.knock(visit))).toBe('not-resumed');
    expect(bytesOf(await home.hub.answer('state', unlike(16))).length).toBeGreaterThan(0);
  });
});
