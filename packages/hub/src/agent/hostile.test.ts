import { describe, expect, it } from 'vitest';
import { encodePresentation, FLAG, signCarrierBlock, signMemberAsk, TARGET, toHex } from '@latchkey/protocol';
import type { HubMethod } from './hub-parts.ts';
import { Nonces, RandomStuck } from './nonces.ts';
import { bytesOf, p, reasonOf, TestHome } from './testing/test-home.ts';

const METHODS: readonly HubMethod[] = [
  'pairing',
  'roster',
  'chain',
  'ask',
  'knock',
  'member-ask',
  'member-knock',
  'block',
  'divert',
  'resume',
  'time',
  'state',
  'recovery',
  'recovery-call',
  'veto',
  'suspend',
  'depart',
  'set-back',
];

describe('a server that lies', () => {
  it('P1: moves no bolt with anything that it was ever given, sent to any method in any order', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    const nonce = bytesOf(await home.ask(visit));
    const seen = [await home.knockBytes(visit, nonce, { parcel: 'JJD999' }), visit.links[0], visit.links[1], nonce];
    const garbage = [new Uint8Array(0), new Uint8Array(16), new Uint8Array(2048).fill(0x81), new Uint8Array(4096)];
    for (const method of METHODS) {
      for (const message of [...seen, ...garbage]) {
        await home.hub.answer(method, message ?? new Uint8Array(0), visit.links);
        await home.clock.pass(50);
      }
    }
    await home.clock.pass(10_000);
    expect(home.locks.moves('unlocked')).toEqual([]);
    expect(home.locks.flat.truth.bolt).toBe(100);
  });

  it('that stops answering for freshness ends visits after 60 s, and an answer to no question of ours counts for nothing', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    home.server.answersFreshness = false;
    await home.clock.pass(80_000);
    for (let i = 0; i < 20; i++) home.hub.line.fresh(Buffer.alloc(16, i).toString('base64url'));
    expect(reasonOf(await home.knock(visit))).toBe('not-fresh');
    home.server.answersFreshness = true;
    await home.clock.pass(16_000);
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
  });

  it('P3: cannot stand in for a member where the grant asks for one (flag 8)', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit({ flags: FLAG.mustRecord | FLAG.mustRelock | FLAG.memberFresh });
    await home.arm(visit);
    await home.clock.pass(16_000);
    expect(reasonOf(await home.knock(visit))).toBe('member-not-fresh');
    expect(reasonOf(await home.tellTime())).toBe('allowed');
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
  });

  it('P8: cannot start the camera: an ask of yesterday, of nobody, or of another door starts nothing', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    expect(reasonOf(await home.ask(visit, 2))).toBe('door-not-granted');
    const stranger = { ...visit, courier: home.carrier };
    expect(reasonOf(await home.ask(stranger))).toBe('not-recognised');
    expect(home.films.get(1)?.starts).toBe(0);
    expect(home.films.get(2)?.armed).toBe(false);
  });

  it('fills no disk with a member’s ask that it sends again and again', async () => {
    const home = await TestHome.paired();
    const head = home.roster?.hash ?? new Uint8Array(32);
    const asks = [1, 2].map((door) => signMemberAsk(p, home.anna, { door, random: new Uint8Array(16).fill(9) }, head));
    const before = home.receipts().length;
    for (let i = 0; i < 100; i++) {
      for (const ask of await Promise.all(asks))
        await home.hub.answer('member-ask', encodePresentation({ kind: 'member', knock: ask.bytes }));
      await home.clock.pass(100);
    }
    expect(home.receipts().length - before).toBeLessThanOrEqual(4);
  });

  it('P9: that acknowledges what it never got is believed to keep what was sent, and no more', async () => {
    const home = await TestHome.paired();
    const { line, core } = home.hub;
    for (const far of [core.memory.seq + 1, Number.MAX_SAFE_INTEGER]) {
      line.acknowledged(far);
      expect(line.keptUpTo).toBe(core.memory.seq);
    }
    home.server.connected = false;
    const before = core.memory.seq;
    await home.memberKnock();
    await home.goThrough();
    line.acknowledged(Number.MAX_SAFE_INTEGER);
    expect(core.memory.seq).toBeGreaterThan(before);
    expect(line.keptUpTo).toBe(before);
  });

  it('P15: gone for good, the household opens, closes and keeps every receipt until somebody asks', async () => {
    const home = await TestHome.paired();
    home.server.connected = false;
    const sent = home.server.said.length;
    expect(reasonOf(await home.memberKnock())).toBe('allowed');
    await home.goThrough();
    expect(home.server.said).toHaveLength(sent);
    expect(home.events()).toContain('locked');
    home.server.connected = true;
    home.hub.line.welcome(-1, '');
    const told = home.server.said.filter((message) => message.type === 'receipt').map(({ seq }) => seq);
    expect(told.slice(-home.receipts().length)).toEqual(home.receipts().map(({ seq }) => seq));
  });
});

describe('a carrier that lies', () => {
  it('fills no memory with couriers of one visit, in advance or at the door, and takes no room from others', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    const couriers = await Promise.all(Array.from({ length: 40 }, () => home.handedOn(visit)));
    const answers = await Promise.all(couriers.map(({ links }) => home.hub.answer('chain', new Uint8Array(0), links)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(16);
    const next = await home.handedOn(visit);
    expect(reasonOf(await home.ask(next))).toBe('storage-short');
    expect(home.hub.core.memory.chains.size).toBe(16);
    const another = await home.visit();
    await home.arm(another);
    expect(reasonOf(await home.knock(another))).toBe('allowed');
  });
});

describe('a courier that asks without end', () => {
  it('fills no disk, prolongs no film for ever, and keeps nobody else from asking', async () => {
    const home = await TestHome.paired();
    const [visit, another] = [await home.visit(), await home.visit()];
    await home.arm(visit);
    await home.arm(another);
    const before = home.receipts().length;
    const answers: string[] = [];
    const waits: string[] = [];
    for (let i = 0; i < 600; i++) {
      answers.push(reasonOf(await home.ask(visit)));
      if (i % 10 === 0) waits.push(reasonOf(await home.ask(another)));
      await home.clock.pass(100);
    }
    // Whoever waits behind it asks as often as they like: it costs them nothing of their own.
    expect(new Set(waits)).toEqual(new Set(['door-busy']));
    expect(answers.filter((answer) => answer === 'allowed')).toHaveLength(23);
    expect(new Set(answers)).toEqual(new Set(['allowed', 'too-many-asks']));
    expect(home.receipts().length - before).toBeLessThan(50);
    expect(reasonOf(await home.memberKnock())).toBe('allowed');
    await home.goThrough();
    await home.clock.pass(40_000);
    expect(reasonOf(await home.ask(another))).toBe('allowed');
    // What is asked with in between is there again.
    await home.clock.pass(60_000);
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
  });
});

describe('a carrier that blocks', () => {
  it('stops its own visit, and fills no disk by doing so again and again', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    const target = { type: TARGET.visit, id: visit.visitId };
    const block = async (i: number) => {
      const cti = new Uint8Array(16).fill(i);
      const claims = { iat: home.unixS, cti, hubId: home.hub.core.hubId, target };
      const { bytes } = await signCarrierBlock(p, home.carrier, claims);
      return reasonOf(await home.hub.answer('block', bytes, visit.links.slice(0, 1)));
    };
    const answers = [];
    for (let i = 0; i < 100; i++) answers.push(await block(i));
    expect(answers.filter((answer) => answer === 'allowed')).toHaveLength(64);
    expect(home.hub.core.memory.blocks).toHaveLength(64);
    expect(reasonOf(await home.ask(visit))).toBe('blocked');
    const another = await home.visit();
    await home.arm(another);
    expect(reasonOf(await home.block(another))).toBe('allowed');
    expect(reasonOf(await home.ask(another))).toBe('blocked');
  });
});

describe('a random source that repeats itself', () => {
  it('gives no challenge, to nobody', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    home.random = (bytes) => new Uint8Array(bytes).fill(7);
    expect(reasonOf(await home.ask(visit))).toBe('not-recognised');
    let once = 0;
    home.random = (bytes) => Uint8Array.from({ length: bytes }, (_, i) => i + (once++ < 0 ? 1 : 0));
    expect(reasonOf(await home.ask(visit))).toBe('allowed');
    home.hub.core.nonces.sweep(1e9);
    const next = await home.visit();
    await home.arm(next);
    await home.clock.pass(60_000);
    expect(reasonOf(await home.ask(next))).toBe('not-recognised');
    expect(home.locks.moves('unlocked')).toEqual([]);
  });

  it('P1, P2: that begins anew at each start gives no challenge of an earlier one, and the start no name of an earlier one', async () => {
    const sameEachTime = () => {
      let drawn = 0;
      return (bytes: number) => Uint8Array.from({ length: bytes }, (_, i) => (i === 0 ? drawn++ : i * 7));
    };
    const home = await TestHome.paired();
    const seen = { nonces: new Set<string>(), boots: new Set<string>() };
    for (let start = 0; start < 4; start++) {
      home.unplug();
      home.random = sameEachTime();
      await home.plugIn();
      seen.boots.add(toHex(home.hub.core.bootId));
      for (let i = 0; i < 20; i++) seen.nonces.add(toHex(home.hub.core.nonces.fresh()));
    }
    expect([seen.boots.size, seen.nonces.size]).toEqual([4, 80]);
  });

  it('P1: a hundred thousand challenges of an honest one are all different, and one that comes twice among the last four thousand is none', () => {
    let drawn = 0;
    const counting = (bytes: number) => {
      const made = new Uint8Array(bytes).fill(1);
      new DataView(made.buffer).setUint32(0, drawn++);
      return made;
    };
    const nonces = new Nonces(counting);
    const seen = new Set<string>();
    for (let i = 0; i < 100_000; i++) seen.add(toHex(nonces.issue({ door: 1, holder: 'x', issuedMs: i }, [])));
    expect(seen.size).toBe(100_000);
    for (const back of [1, 2, 4096]) {
      drawn -= back;
      expect(() => nonces.fresh(), `${back} back`).toThrow(RandomStuck);
      drawn = 100_000;
    }
  });
});

describe('pairing', () => {
  it('is refused to the second who knows the code, and to everybody while the hub is somebody’s', async () => {
    const home = await TestHome.paired();
    expect(home.hub.pairing.code).toBeUndefined();
    expect(reasonOf(await home.hub.answer('pairing', new Uint8Array(64)))).toBe('already-paired');
  });

  it('P11, P8: whoever is removed takes their grants along: no door waits for them, and no camera', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    expect(home.films.get(1)?.armed).toBe(true);
    const [anna] = home.roster?.claims.members ?? [];
    if (anna === undefined) throw new Error('nobody lives here');
    await home.nextRoster({ members: [{ ...anna, key: home.carrier.key }] });
    expect(reasonOf(await home.knock(visit))).toBe('not-recognised');
    expect(home.films.get(1)?.armed).toBe(false);
    expect(home.hub.core.doors.get(1)?.loop.visits).toEqual([]);
  });

  it('P13: the code never goes over the line', async () => {
    const home = new TestHome();
    await home.plugIn();
    const { code = '' } = home.hub.pairing;
    await home.pair();
    await home.clock.pass(5000);
    const secret = code.slice(43);
    expect(JSON.stringify(home.server.said)).not.toContain(secret.slice(1, 20));
  });
});
