import { describe, expect, it } from 'vitest';
import { bytesOf, reasonOf, TestHome } from './testing/test-home.ts';

describe('a visit at the hub', () => {
  it('P1, P5, P6: opens once, films from before the bolt to after LOCKED, and ends complete', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    expect(reasonOf(await home.arm(visit))).toBe('allowed');
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
    await home.goThrough();
    expect(home.locks.flat.truth).toMatchObject({ bolt: 100, leaf: 0 });
    expect(home.locks.flat.openings).toBe(1);
    expect(home.events()).toEqual([
      'booted',
      'paired',
      'armed',
      'asked',
      'recording-started',
      'unlock-intended',
      'unlocked',
      'door-opened',
      'door-closed',
      'lock-command',
      'locked',
      'complete',
      'recording-closed',
    ]);
    expect(home.films.get(1)?.finished).toHaveLength(1);
  });

  it('hints at a change where a state would show one, and not each time a lock says the same again', async () => {
    const home = await TestHome.paired();
    await home.clock.pass(5000);
    const hints = () => home.server.said.filter(({ type }) => type === 'state-changed').length;
    const before = hints();
    await home.clock.pass(30_000);
    expect(hints()).toBe(before);
    home.locks.act({ act: 'force' });
    await home.clock.pass(2500);
    expect(hints()).toBeGreaterThan(before);
  });

  it('P2: a second knock, a repeated one and a replayed one open nothing', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    const nonce = bytesOf(await home.ask(visit));
    const bytes = await home.knockBytes(visit, nonce);
    const first = await home.hub.answer('knock', bytes);
    expect([await home.hub.answer('knock', bytes), await home.hub.answer('knock', bytes)]).toEqual([first, first]);
    await home.goThrough();
    expect(await home.hub.answer('knock', bytes)).toEqual(first);
    const other = await home.knockBytes(visit, nonce);
    expect(['nonce-unknown', 'used-up']).toContain(reasonOf(await home.hub.answer('knock', other)));
    expect(reasonOf(await home.knock(visit))).toBe('used-up');
    expect(home.locks.flat.openings).toBe(1);
  });

  it('P2: two knocks in the same moment open once', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    const nonce = bytesOf(await home.ask(visit));
    const knocks = await Promise.all([home.knockBytes(visit, nonce), home.knockBytes(visit, nonce)]);
    const answers = await Promise.all(knocks.map((knock) => home.hub.answer('knock', knock)));
    expect(answers.map(reasonOf).sort()[0]).toBe('allowed');
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(home.locks.moves('unlocked')).toHaveLength(1);
  });

  it('refuses another parcel in full, and leaves a receipt of it', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    expect(reasonOf(await home.knock(visit, { parcel: 'JJD999' }))).toBe('parcel-not-granted');
    await home.clock.pass(100);
    expect(home.receipts().at(-1)).toMatchObject({ event: 'refused', detail: { reason: 'parcel-not-granted' } });
    expect(home.locks.moves('unlocked')).toEqual([]);
  });

  it('P9, P16: refused asks leave one receipt a reason, and strangers none', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    await home.block(visit);
    for (let i = 0; i < 5; i++) expect(reasonOf(await home.ask(visit))).toBe('blocked');
    expect(reasonOf(await home.ask({ ...visit, courier: home.carrier }))).toBe('not-recognised');
    await home.clock.pass(100);
    const refusals = home.receipts().filter(({ event }) => event === 'refused');
    expect(refusals.map(({ detail }) => detail?.reason)).toEqual(['blocked']);
    await home.clock.pass(10_000);
    await home.ask(visit);
    await home.clock.pass(100);
    expect(home.events().filter((event) => event === 'refused')).toHaveLength(2);
  });

  it('P10: a member opens without clock, camera, server or resume', async () => {
    const home = await TestHome.paired();
    home.unplug();
    home.locks.rtc = { lostPower: true, offsetS: 0 };
    home.server.connected = false;
    await home.plugIn();
    await home.clock.pass(3000);
    expect(reasonOf(await home.memberKnock())).toBe('allowed');
    await home.clock.pass(1500);
    expect(home.locks.flat.truth.bolt).toBe(0);
  });

  it('locks for a courier who asks, and never onto an open door', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    await home.goIn(visit);
    await home.clock.pass(2000);
    expect(reasonOf(await home.slotKnock(visit, 2))).toBe('door-not-closed');
    home.locks.act({ act: 'pull' });
    await home.clock.pass(1000);
    expect(reasonOf(await home.slotKnock(visit, 2))).toBe('allowed');
    await home.clock.pass(1500);
    expect(home.locks.flat.truth.bolt).toBe(100);
  });
});

describe('P2: a use of one occurrence', () => {
  it('opens in none after it: a knock that waited over the boundary is not counted to the past', async () => {
    const home = await TestHome.paired();
    const occurrences = [
      [0, 2],
      [2, 2],
    ] as const;
    const visit = await home.visit({ occurrences });
    await home.clock.pass(57_000);
    await home.hub.answer('chain', new Uint8Array(0), visit.links);
    await home.clock.pass(1500);
    const nonce = bytesOf(await home.ask(visit));
    const waiting = home.hub.answer('knock', await home.knockBytes(visit, nonce));
    await home.clock.pass(5000);
    expect(reasonOf(await waiting)).toBe('outside-occurrence');
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
    await home.goThrough();
    expect(reasonOf(await home.knock(visit))).toBe('used-up');
    expect(home.locks.flat.openings).toBe(1);
  });
});

describe('P10: nobody is locked in', () => {
  it('a door without free egress is thrown for a member, and for no courier, asked or not', async () => {
    const home = new TestHome();
    home.locks.doors = home.locks.doors.map((door) => ({ ...door, egressFree: false }));
    await home.plugIn();
    await home.pair();
    await home.clock.pass(3000);
    const visit = await home.visit();
    await home.arm(visit);
    expect(reasonOf(await home.knock(visit, { action: 2 }))).toBe('relock-unavailable');
    expect(reasonOf(await home.slotKnock(visit, 2))).toBe('relock-unavailable');
    expect(home.locks.moves('locked')).toEqual([]);
    expect(reasonOf(await home.memberKnock(2))).toBe('allowed');
    expect(home.locks.moves('locked')).toHaveLength(1);
  });
});

describe('P6: no picture, no entry', () => {
  it('a camera that is dead at the knock', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    const nonce = bytesOf(await home.ask(visit));
    home.films.get(1)?.cut();
    const knock = home.hub.answer('knock', await home.knockBytes(visit, nonce));
    await home.clock.pass(6000);
    expect(reasonOf(await knock)).toBe('camera-lost');
    expect(home.locks.moves('unlocked')).toEqual([]);
  });

  it('a camera that is lost while the intent is being written: nothing moves, and the use is given back', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    const nonce = bytesOf(await home.ask(visit));
    await home.clock.pass(1500);
    const knock = await home.knockBytes(visit, nonce);
    home.disk.meanwhile = () => home.films.get(1)?.cut();
    expect(reasonOf(await home.hub.answer('knock', knock))).toBe('camera-lost');
    await home.clock.pass(3000);
    expect(home.locks.moves('unlocked')).toEqual([]);
    expect(home.events()).toContain('unlock-cancelled');
    expect(home.hub.core.memory.uses.taken.size).toBe(0);
  });

  it('a pre-roll shorter than 5 s is waited for, and no longer than the relay waits', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.hub.answer('chain', new Uint8Array(0), visit.links);
    await home.clock.pass(2000);
    const nonce = bytesOf(await home.ask(visit));
    const knock = home.hub.answer('knock', await home.knockBytes(visit, nonce));
    await home.clock.pass(2500);
    expect(home.locks.moves('unlocked')).toEqual([]);
    await home.clock.pass(1500);
    expect(reasonOf(await knock)).toBe('allowed');
  });

  it('a disk that takes no more of the film: nobody is told that the door is filmed, however well the camera sees', async () => {
    const { home } = await TestHome.withCourierInside();
    const camera = () => home.hub.core.doors.get(1)?.film.state(true);
    expect(camera()).toBe('recording');
    home.films.get(1)?.fail();
    home.hub.core.doors.get(1)?.film.picture('lost');
    expect(camera()).toBe('lost');
    home.hub.core.doors.get(1)?.film.picture('moving');
    expect(camera()).toBe('lost');
    expect(home.hub.core.doors.get(1)?.loop.film?.status).toBe('lost');
    await home.clock.pass(1000);
    expect(home.receipts().find(({ event }) => event === 'attention')?.detail?.cause).toBe('camera-lost');
  });

  it('a camera that dies inside: the visit ends locked, with an alarm', async () => {
    const home = await TestHome.paired();
    const visit = await home.visit();
    await home.arm(visit);
    await home.goIn(visit);
    home.films.get(1)?.cut();
    home.hub.core.doors.get(1)?.film.picture('lost');
    await home.clock.pass(5000);
    home.locks.act({ act: 'pull' });
    await home.clock.pass(12_000);
    expect(home.locks.flat.truth.bolt).toBe(100);
    expect(home.receipts().find(({ event }) => event === 'attention')?.detail?.cause).toBe('camera-lost');
    expect(home.events()).toContain('complete');
  });
});
