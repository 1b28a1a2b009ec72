import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  DEPARTURE_PROBLEMS,
  readDeparture,
  signDeparture,
  signReceipt,
  verifyReceiptChain,
  type Receipt,
} from '../index.ts';
import { DEPARTURES, judgedDepartures, playDeparture } from '../testing/departure-cases.ts';
import { anna, hub, p, seeded } from '../testing/people.ts';
import { HUB_ID, NOON } from '../testing/story.ts';
import { three } from '../testing/suspension-cases.ts';

const FOLDER = new URL('../../../../vectors/departure/', import.meta.url);

if (process.env['WRITE_VECTORS'] === '1') {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(new URL('judged.json', FOLDER), await judgedDepartures());
}

describe('the end of a household at its hub', () => {
  it('the stored cases are these', async () => {
    expect(readFileSync(new URL('judged.json', FOLDER), 'utf8')).toBe(await judgedDepartures());
  });

  it.each(DEPARTURES.map((one) => [one.comment, one] as const))('%s', async (_comment, one) => {
    expect(await playDeparture(one, (await three()).state)).toBe(one.expect);
  });

  it('each refusal has a case, and the page names each', () => {
    const cased = new Set<string>(DEPARTURES.map((one) => one.expect));
    const page = readFileSync(new URL('../../../../docs/protocol/23-departure.md', import.meta.url), 'utf8');
    expect(DEPARTURE_PROBLEMS.filter((problem) => !cased.has(problem))).toEqual([]);
    expect(DEPARTURE_PROBLEMS.filter((problem) => problem !== 'malformed' && !page.includes(`\`${problem}\``))).toEqual([]);
  }); // prettier-ignore

  it('more time proves no presence, and everything else does', async () => {
    const said = { hubId: HUB_ID, of: seeded('announcement') };
    const proof = seeded('proof');
    await expect(signDeparture(p, anna, { ...said, says: 'longer', proof })).rejects.toThrow();
    for (const says of ['hand-over', 'stay'] as const)
      await expect(signDeparture(p, anna, { ...said, says })).rejects.toThrow();
    expect(readDeparture(p, new Uint8Array(513)).ok).toBe(false);
  });
});

describe('a story that has ended', () => {
  const story = async (events: readonly (readonly [Receipt['event'], Receipt['detail']?])[]) => {
    const chain: Uint8Array[] = [];
    let head: Uint8Array = new Uint8Array(0);
    for (const [event, detail] of events) {
      const claims = {
        hubId: HUB_ID,
        bootId: seeded('start'),
        seq: chain.length + 1,
        salt: seeded('salt'),
        timeSource: 1,
        iat: NOON,
        event,
        ...(detail === undefined ? {} : { detail }),
      };
      const link = await signReceipt(p, hub, claims, head);
      chain.push(link.bytes);
      head = link.hash;
    }
    return chain;
  };
  const end = ['moved-out', { cause: 'button' }] as const;

  it('is complete with its last receipt', async () => {
    const read = verifyReceiptChain(p, hub.key, await story([['door-closed'], end]));
    expect(read).toMatchObject({ ok: true, end: { seq: 2, ended: true } });
  });

  it('takes nothing more, whoever holds the old key, in one reading or the next', async () => {
    const chain = await story([['door-closed'], end, ['door-closed']]);
    const problem = { ok: false, problem: 'after-the-end', seq: 3 };
    expect(verifyReceiptChain(p, hub.key, chain)).toMatchObject({ ...problem, at: 2 });
    const first = verifyReceiptChain(p, hub.key, chain.slice(0, 2));
    expect(verifyReceiptChain(p, hub.key, chain.slice(2), first.end)).toMatchObject({ ...problem, at: 0 });
  });
});
