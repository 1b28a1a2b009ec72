import { readTally, verifyLink } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { unlike } from './testing/powered-home.ts';
import { bytesOf, p, reasonOf, TestHome } from './testing/test-home.ts';

const tallyOf = async (home: TestHome, visitId: Uint8Array) => {
  const read = readTally(p, bytesOf(await home.hub.answer('tally', visitId)));
  if (!read.ok) throw new Error('malformed');
  expect(verifyLink(p, read.link, home.hubSigner.key)).toBe(true);
  return read.link.claims;
};

const numbersOf = (home: TestHome, visitId: Uint8Array) =>
  home.receipts().flatMap(({ seq, visitId: of }) => (of !== undefined && Buffer.from(of).equals(visitId) ? [seq] : []));

describe('a hub that is asked which receipts are of a visit', () => {
  it('P9: names them all, and none of another visit, up to its newest, over the history that it has', async () => {
    const home = await TestHome.paired();
    const [visit, other] = [await home.visit(), await home.visit()];
    for (const one of [visit, other]) await home.arm(one);
    await home.knock(visit);
    await home.goThrough();
    const { seq, head } = home.hub.core.memory;
    const { hubId } = home.hub.core;
    for (const { visitId } of [visit, other]) {
      const receipts = numbersOf(home, visitId);
      expect(receipts.length).toBeGreaterThan(0);
      expect(await tallyOf(home, visitId)).toMatchObject({ hubId, visitId, from: 1, seq, head, receipts });
    }
    expect(home.hub.core.memory.seq).toBe(seq);
  });

  it('says nothing of a visit that it has no receipt of, nor to half a name', async () => {
    const home = await TestHome.paired();
    expect(reasonOf(await home.hub.answer('tally', unlike(16)))).toBe('nothing-of-it');
    expect(reasonOf(await home.hub.answer('tally', unlike(15)))).toBe('malformed');
  });

  it('looks through a long story in slices, and makes so many wait and no more', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    const { memory } = home.hub.core;
    const [first] = numbersOf(home, visit.visitId);
    for (let seq = memory.seq + 1; seq <= 5_000; seq++)
      memory.receipts.add({ seq, hash: unlike(32), bytes: unlike(1) });
    memory.story.seq = 5_000;
    const asked = Array.from({ length: 6 }, () => home.hub.answer('tally', visit.visitId));
    // What is signed meanwhile is not in what was begun before it.
    await home.hub.core.receipts.add({ event: 'booted' });
    const answers = await Promise.all(asked);
    expect(answers.map((answer) => answer.ok)).toEqual([true, true, true, true, false, false]);
    expect(answers.slice(4).map(reasonOf)).toEqual(['busy', 'busy']);
    const read = readTally(p, bytesOf(answers[0] ?? { ok: true }));
    expect(read.ok && read.link.claims).toMatchObject({ from: 1, seq: 5_000, receipts: [first] });
    expect(await tallyOf(home, visit.visitId)).toMatchObject({ seq: 5_001 });
  });

  it('begins behind what it has lost, and says nothing while its newest is among that', async () => {
    const home = await TestHome.paired();
    const [visit, later] = [await home.visit(), await home.visit()];
    await home.arm(visit);
    const { memory } = home.hub.core;
    // As after a disk that was put back: a member's device has seen a history that goes on where this one had not come yet.
    memory.story.goOn(memory.seq + 4, unlike(32));
    expect(reasonOf(await home.hub.answer('tally', visit.visitId))).toBe('nothing-of-it');
    const from = memory.seq + 1;
    await home.arm(later);
    const receipts = [...memory.receipts].filter(({ seq }) => seq >= from).map(({ seq }) => seq);
    expect(await tallyOf(home, later.visitId)).toMatchObject({ from, seq: from, receipts });
    expect(reasonOf(await home.hub.answer('tally', visit.visitId))).toBe('nothing-of-it');
  });
});
