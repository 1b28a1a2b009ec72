import { EVENTS, kidOf, signReceipt, toBase64url, toHex, type EventName, type ReceiptDetail } from '@latchkey/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { p, unlike } from '../agent/testing/powered-home.ts';
import { Shared } from '../agent/testing/shared-home.ts';
import { Memory } from '../memory/memory.ts';
import { factsOf } from '../memory/testing/facts.ts';
import { decodeRecord, encodeEntry } from './entry.ts';
import { frame, unframe } from './frame.ts';
import { Journal } from './journal.ts';
import { isPack } from './receipt-pack.ts';
import { MemoryDisk } from './testing/memory-disk.ts';
import { atOnce } from './records.ts';
import { TELLS_NO_MORE, Tidying, Untidy, type Ledger } from './tidying.ts';

const entriesOf = (payloads: readonly Uint8Array[]) => payloads.flatMap((one) => decodeRecord(one) ?? []);
const foldOf = (payloads: readonly Uint8Array[]) => new Memory(p, entriesOf(payloads));
const tidied = async (payloads: readonly Uint8Array[], ledger: Ledger, most?: number) => {
  const lean: Uint8Array[] = [];
  for await (const some of new Tidying(p, ledger, most).records(() => atOnce(payloads))) lean.push(...some);
  return lean;
};
const leaner = (payloads: readonly Uint8Array[]) => tidied(payloads, foldOf(payloads).receipts);

/** Three visits, one of them in a power cut, a rollback, a roster, a block, a suspension, a declaration, and a visit that is still to come. */
const lived = async (): Promise<Shared> => {
  const home = await Shared.paired();
  const visitor = async () => {
    const visit = await home.visit({ uses: 2, iat: home.unixS });
    await home.arm(visit);
    return visit;
  };
  await home.knock(await visitor());
  await home.goThrough();
  await home.declare(3);
  await home.suspend(home.robin, home.cleo);
  await home.knock(await visitor());
  home.unplug();
  await home.plugIn();
  await home.clock.pass(60_000);
  const { seq, head } = home.hub.core.memory;
  await home.resume({ seq: seq + 5, head, epoch: 2, blockSeq: 4 });
  await home.clock.pass(40_000);
  await home.lift(home.robin, home.cleo);
  const { members } = home.roster?.claims ?? { members: [] };
  await home.nextRoster({ members: members.slice(0, 2) });
  await home.knock(await visitor());
  await home.goThrough();
  await home.block(await visitor());
  await home.clock.pass(3600_000);
  await visitor();
  return home;
};

describe('a tidied journal', () => {
  let home: Shared;
  let payloads: readonly Uint8Array[];

  beforeAll(async () => {
    home = await lived();
    ({ payloads } = unframe(home.disk.durable));
  }, 120_000);

  it('P2, P3, P9, P12: comes to the same memory, wherever it was tidied before and went on, and as often as it was', async () => {
    const whole = factsOf(foldOf(payloads));
    const same = (records: readonly Uint8Array[], where: string) => expect(factsOf(foldOf(records)), where).toBe(whole);
    for (let at = 0; at <= payloads.length; at++) {
      const once = [...(await leaner(payloads.slice(0, at))), ...payloads.slice(at)];
      same(once, `tidied at ${at}`);
      const later = Math.min(payloads.length, at + 7);
      const again = await leaner([...(await leaner(payloads.slice(0, at))), ...payloads.slice(at, later)]);
      same([...again, ...payloads.slice(later)], `tidied at ${at} and ${later}`);
    }
    const lean = await leaner(payloads);
    expect(await leaner(lean)).toEqual(lean);
  });

  it('is the same in portions: so many receipts, and the rest as it was', async () => {
    const whole = factsOf(foldOf(payloads));
    let records = payloads;
    const left = [];
    for (let portion = 0; portion < 6; portion++) {
      const { receipts } = foldOf(records);
      left.push(receipts.loose);
      records = await tidied(records, receipts, 20);
      expect(factsOf(foldOf(records)), `portion ${portion}`).toBe(whole);
    }
    const [all = 0] = left;
    expect(all).toBeGreaterThan(40);
    expect(left).toEqual(left.map((_, portion) => Math.max(0, all - 20 * portion)));
  });

  it('has the receipts in packs, and beside them only those that say more; no chain that is over; and every other record', async () => {
    const counts = (records: readonly Uint8Array[]) => {
      const of: Record<string, number> = {};
      for (const { t } of entriesOf(records)) of[t] = (of[t] ?? 0) + 1;
      return of;
    };
    const lean = await leaner(payloads);
    const { receipt = 0, chain = 0, floor = 0, ...others } = counts(payloads);
    const { receipts, story = 0, chain: chainAfter, receipt: receiptAfter = 0, floor: floorAfter = 0, ...othersAfter } = counts(lean); // prettier-ignore
    expect(othersAfter).toEqual(others);
    expect([receipts, chain, chainAfter]).toEqual([1, 5, 1]);
    expect(story + receiptAfter).toBeLessThan(receipt);
    expect(floorAfter).toBeLessThan(floor);
    expect(foldOf(lean).receipts.length).toBe(receipt);
  });

  it('P9: stays as it is where something is not as this hub writes it, or where its memory is behind', async () => {
    const { receipts } = foldOf(payloads);
    const untidy = (records: readonly Uint8Array[], ledger: Ledger, why: string) =>
      expect(tidied(records, ledger), why).rejects.toBeInstanceOf(Untidy);
    await untidy(payloads, foldOf(payloads.slice(0, -payloads.length / 2)).receipts, 'behind');
    await untidy(await leaner(payloads), receipts, 'without its packs');
    await untidy(payloads, foldOf(await leaner(payloads)).receipts, 'with packs');
    const receiptAt = payloads.findIndex((one) => entriesOf([one])[0]?.t === 'receipt');
    const text = new TextDecoder().decode(payloads[receiptAt]);
    const beside = new TextEncoder().encode(`${text}\n${text}`);
    for (const strange of [
      Uint8Array.of(0, 9),
      Uint8Array.of(0, 1, 7),
      encodeEntry({ t: 'receipt', link: 'AAAA' }),
      beside,
    ])
      await untidy([...payloads, strange], receipts, String(strange));
  });

  /** The same hub goes on: so many receipts more. */
  const goOn = async (records: readonly Uint8Array[], receipts: number) => {
    const all = [...records];
    const memory = foldOf(all);
    for (let i = 0; i < receipts; i++) {
      const claims = { hubId: unlike(16), bootId: unlike(16), seq: memory.seq + 1, salt: unlike(16), timeSource: 0, event: 'attention', door: 1, detail: { cause: 'forced' } } as const; // prettier-ignore
      const link = toBase64url((await signReceipt(p, home.hubSigner, claims, memory.head)).bytes);
      memory.apply({ t: 'receipt', link });
      all.push(encodeEntry({ t: 'receipt', link }));
    }
    return { memory, all };
  };

  it('P2: whose end is lost is another history to whoever saw the one before, and stays one', async () => {
    const seen = foldOf(payloads);
    const lean = [...(await leaner(payloads.slice(0, -5))), ...payloads.slice(-5)];
    let shorter = 0;
    for (let cut = 1; cut < lean.length; cut++) {
      const left = lean.slice(0, cut);
      const { seq } = foldOf(left);
      const { memory, all } = await goOn(left, Math.min(9, seen.seq - seq + 1));
      if (seq < seen.seq) shorter++;
      if (memory.seq >= seen.seq && seq < seen.seq) expect(memory.hashAt(seen.seq)).not.toEqual(seen.head);
      const lost = memory.receipts.length < memory.seq - 4;
      const again = await tidied(all, memory.receipts).catch(() => undefined);
      if (!lost) expect(factsOf(foldOf(again ?? [])), `cut at ${cut}`).toBe(factsOf(memory));
      else if (again !== undefined) expect(foldOf(again).head).toEqual(memory.head);
    }
    expect(shorter).toBeGreaterThan(20);
  });

  it('P2, P10: loses no household, no use and no block by a bad byte among its receipts', async () => {
    const lean = await leaner(payloads);
    const records = lean.filter((one) => !isPack(one)).reduce((sum, one) => sum + frame(one).length, 0);
    const whole = Uint8Array.from(Buffer.concat(lean.map(frame)));
    const { roster, uses, blocks, seq, head } = foldOf(payloads);
    for (let at = records; at < whole.length; at += 97) {
      const bad = whole.with(at, (whole[at] ?? 0) ^ 1);
      const memory = new Memory(p, (await Journal.open(new MemoryDisk(bad))).entries);
      expect([memory.roster, memory.uses, memory.blocks, memory.seq, memory.head]).toEqual([
        roster,
        uses,
        blocks,
        seq,
        head,
      ]);
    }
    expect(whole.length - records).toBeGreaterThan(5000);
  });

  it('is refused where a pack goes further than its story, or does not follow the one before', async () => {
    const lean = await leaner(payloads);
    const pack = lean.find(isPack) ?? new Uint8Array();
    expect(() => foldOf([pack, ...lean])).toThrow('further than its story');
    expect(() => foldOf([...lean, pack])).toThrow('does not follow');
  });

  it('leaves out no receipt of an event from which a memory takes more than number, hash and time', async () => {
    const kid = kidOf(p, home.robin.key);
    const whole = {
      epoch: home.roster?.claims.epoch ?? 0, rosterHash: unlike(32), reason: 'expired', recordingId: unlike(16), filmHead: unlike(32), filmSeq: 1, occurrence: 0, blockSeq: 1,
      begun: [], cause: 'forced', kid, timeS: 1, fromMs: 1, lengthMs: 1, records: 1, action: 1, leaf: unlike(16), facts: 1, member: kid, presence: 'tag', changes: 1,
    } satisfies Required<ReceiptDetail>; // prettier-ignore
    const detailOf = (event: EventName): ReceiptDetail => {
      const { must, may } = EVENTS[event];
      return Object.fromEntries([...must, ...may].map((name) => [name, whole[name]]));
    };
    const answers = unlike(32);
    const { roster } = home;
    if (roster === undefined) throw new Error('nobody has paired');
    /** A memory in which something of everything waits to be told, or is. */
    const waiting = (told: boolean): Memory => {
      const memory = foldOf(payloads);
      memory.looks.offUntold = !told;
      memory.departure.told = told;
      memory.recovery.told = told;
      memory.recovery.untoldEnd = told ? undefined : { link: roster, cause: 'refused' };
      memory.server.untold = told
        ? []
        : [{ ...roster, hash: answers, claims: { hubId: answers, server: '', bootId: answers } }];
      memory.declarations.untold = told
        ? []
        : [{ ...roster, hash: answers, claims: { iat: 0, hubId: answers, door: 1, number: 1, facts: 1 } }];
      if (told) memory.suspensions.told.add(toHex(kid));
      memory.rosters.add(roster, { seq: 1, stood: undefined });
      memory.looks.open = told
        ? { hash: answers, door: 1, recordingId: unlike(16), kid: toHex(kid), lengthMs: 1 }
        : undefined;
      return memory;
    };
    for (const told of [false, true])
      for (const event of TELLS_NO_MORE) {
        const memory = waiting(told);
        const { seq, head } = memory;
        const claims = { hubId: memory.head.slice(0, 16), bootId: unlike(16), seq: seq + 1, salt: unlike(16), timeSource: 0, event, door: 1, answers, detail: detailOf(event) }; // prettier-ignore
        const { bytes } = await signReceipt(p, home.hubSigner, claims, head);
        const before = { facts: factsOf(memory), floorS: memory.floorS };
        memory.apply({ t: 'receipt', link: toBase64url(bytes) });
        const after = new Memory(p);
        const { story } = foldOf(payloads);
        story.goOn(seq, head);
        Object.assign(after, memory, { story, floorS: before.floorS });
        expect(factsOf(after), event).toBe(before.facts);
      }
  });
});
