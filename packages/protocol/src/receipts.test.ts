import { describe, expect, it, vi } from 'vitest';
import {
  completeness,
  CONTACT,
  EVENTS,
  FIRST,
  readReceipt,
  shownDoor,
  signReceipt,
  TIME_SOURCE,
  verifyReceiptChain,
  type Receipt,
} from './index.ts';
import { hub, mallory, p, seeded } from './testing/people.ts';
import { HUB_ID, NOON, without } from './testing/story.ts';

vi.setConfig({ testTimeout: 60_000 });

const receipt = (seq: number, change: Partial<Receipt> = {}): Receipt => ({
  iat: NOON + seq, hubId: HUB_ID, seq, timeSource: TIME_SOURCE.member, bootId: seeded('boot'), salt: seeded(`salt ${seq}`), event: 'door-opened', door: 1, ...change,
}); // prettier-ignore

async function history(length: number, signer = hub, salt = ''): Promise<Uint8Array[]> {
  const chain: Uint8Array[] = [];
  let head = FIRST.head;
  for (let seq = 1; seq <= length; seq++) {
    const link = await signReceipt(p, signer, receipt(seq, salt === '' ? {} : { salt: seeded(salt) }), head);
    chain.push(link.bytes);
    head = link.hash;
  }
  return chain;
}

describe('a chain of receipts', () => {
  it('verifies from the first to the last, and on from where a reader left off', async () => {
    const chain = await history(5);
    const half = verifyReceiptChain(p, hub.key, chain.slice(0, 2));
    expect(half).toMatchObject({ ok: true, end: { seq: 2 } });
    expect(verifyReceiptChain(p, hub.key, chain.slice(2), half.end)).toMatchObject({ ok: true, end: { seq: 5 } });
  });

  it('shows what was left out', async () => {
    const [one, two, , , five] = (await history(5)) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    expect(verifyReceiptChain(p, hub.key, [one, two, five])).toMatchObject({
      ok: false,
      at: 2,
      problem: 'gap',
      fromSeq: 3,
      toSeq: 4,
      end: { seq: 2 },
    });
  });

  it.each([
    ['reordered', ([a, b, c]: Uint8Array[]) => [a, c, b]],
    ['repeated', ([a, b, c]: Uint8Array[]) => [a, b, b, c]],
    ['begun in the middle', ([, b, c]: Uint8Array[]) => [b, c]],
  ] as [string, (chain: Uint8Array[]) => Uint8Array[]][])('that is %s does not verify', async (_what, change) => {
    expect(verifyReceiptChain(p, hub.key, change(await history(3))).ok).toBe(false);
  });

  it('that forks from what was seen before does not verify, nor one of another key', async () => {
    const seen = verifyReceiptChain(p, hub.key, await history(2));
    const other = await history(3, hub, 'another past');
    expect(verifyReceiptChain(p, hub.key, other.slice(2), seen.end)).toMatchObject({
      ok: false,
      problem: 'does-not-follow',
      seq: 3,
    });
    expect(verifyReceiptChain(p, hub.key, await history(2, mallory))).toMatchObject({
      ok: false,
      at: 0,
      problem: 'does-not-follow',
    });
    expect(verifyReceiptChain(p, mallory.key, await history(2))).toMatchObject({ ok: false, problem: 'other-hub' });
  });

  it('in which the hub itself counts backwards does not verify', async () => {
    const chain = await history(2);
    const { end } = verifyReceiptChain(p, hub.key, chain);
    const again = await signReceipt(p, hub, receipt(2), end.head);
    expect(verifyReceiptChain(p, hub.key, [...chain, again.bytes])).toMatchObject({ ok: false, at: 2, seq: 2 });
  });

  it('verifies no more after any single changed bit of a receipt', async () => {
    const [first = new Uint8Array(0)] = await history(1);
    for (let bit = 0; bit < first.length * 8; bit++) {
      const changed = Uint8Array.from(first);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verifyReceiptChain(p, hub.key, [changed]).ok).toBe(false);
    }
  });

  it('with a cut-off tail is shown as truncated by any later state report', async () => {
    const { end } = verifyReceiptChain(p, hub.key, await history(3));
    expect(completeness(end, end)).toBe('complete');
    expect(completeness(end, { seq: 5, head: seeded('x', 32) })).toBe('truncated');
    expect(completeness(end, { seq: 2, head: seeded('x', 32) })).toBe('report-older');
    expect(completeness(end, { seq: 3, head: seeded('x', 32) })).toBe('forked');
  });
});

describe('a receipt', () => {
  it('carries the details of its event and no others', async () => {
    await expect(signReceipt(p, hub, receipt(1, { event: 'blocked' }))).rejects.toThrow('blockSeq is missing');
    await expect(signReceipt(p, hub, receipt(1, { detail: { reason: 'expired' } }))).rejects.toThrow('does not belong');
    const link = await signReceipt(p, hub, receipt(1, { event: 'blocked', detail: { blockSeq: 1, begun: [] } }));
    expect(readReceipt(p, link.bytes)).toMatchObject({
      ok: true,
      link: { claims: { event: 'blocked', detail: { blockSeq: 1, begun: [] } } },
    });
  });

  it('without trusted time says so and carries none', async () => {
    await expect(signReceipt(p, hub, receipt(1, { timeSource: TIME_SOURCE.unknown }))).rejects.toThrow(
      'time and its source',
    );
    const timeless = without(receipt(1, { timeSource: TIME_SOURCE.unknown }), 'iat');
    expect((await signReceipt(p, hub, timeless)).claims.iat).toBe(undefined);
  });

  it('has one number for each event', () => {
    const numbers = Object.values(EVENTS).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

describe('the word for a door', () => {
  const locked = { bolt: 1, contact: 1, jammed: false, sensorAgeMs: 0 };
  it('is LOCKED in one case of all', () => {
    const said: string[] = [];
    for (const bolt of [0, 1, 2, 3])
      for (const contact of [0, 1, 2])
        for (const jammed of [false, true])
          for (const age of [0, 10_000, 10_001, -1, Number.NaN])
            if (shownDoor({ bolt, contact, jammed, sensorAgeMs: 0 }, age) === 'LOCKED')
              said.push(`${bolt} ${contact} ${jammed ? 1 : 0} ${age}`);
    expect(said).toEqual(['1 1 0 0', '1 1 0 10000']);
  });

  it('counts the age of the sensors with the age of the report', () => {
    expect(shownDoor({ ...locked, sensorAgeMs: 6000 }, 4000)).toBe('LOCKED');
    expect(shownDoor({ ...locked, sensorAgeMs: 6000 }, 4001)).toBe('UNKNOWN');
  });

  it.each([
    // contact, jammed: the words for the bolt unknown, thrown, withdrawn, between
    ['unknown', false, 'UNKNOWN', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN'],
    ['unknown', true, 'JAMMED', 'JAMMED', 'JAMMED', 'JAMMED'],
    ['closed', false, 'UNKNOWN', 'LOCKED', 'UNLOCKED', 'UNLOCKED'],
    ['closed', true, 'JAMMED', 'JAMMED', 'JAMMED', 'JAMMED'],
    ['open', false, 'OPEN', 'OPEN', 'OPEN', 'OPEN'],
    ['open', true, 'OPEN', 'OPEN', 'OPEN', 'OPEN'],
  ] as const)('with the contact %s and the jam %s is one of a whole table', (contact, jammed, ...expected) => {
    const said = [0, 1, 2, 3].map((bolt) => shownDoor({ ...locked, bolt, contact: CONTACT[contact], jammed }, 0));
    expect(said).toEqual(expected);
  });
});
