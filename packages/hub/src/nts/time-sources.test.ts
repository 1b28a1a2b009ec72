import { joinBytes } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { issue, makeAuthority } from '../../../../tests/world/certificates.ts';
import type { NtpHeader } from './header.ts';
import { unixMsOf } from './header.ts';
import { agreementOf, howManyAgree } from './agreement.ts';
import { intervalOf, type Reading } from './reading.ts';
import { TimeSources, type Asked } from './time-sources.ts';
import { honestRecords, keRecord, writeTime } from './testing/nts-server.ts';
import { derOf, TimeWorld } from './testing/time-world.ts';

const NOON_S = 1_800_000_000;
const HOUR_MS = 3_600_000;

const stand = (...hosts: readonly string[]) => {
  const world = new TimeWorld(NOON_S);
  for (const host of hosts) world.serve(host);
  const sources = new TimeSources(hosts.map((host) => ({ host, port: 4460 })), world.effects()); // prettier-ignore
  const ask = async (floorS = 0): Promise<Asked> => {
    let asked: Asked | undefined;
    void sources.ask(floorS).then((said) => (asked = said));
    await world.clock.pass(5000);
    if (asked === undefined) throw new Error('it never ended');
    return asked;
  };
  const server = (host: string) => {
    const found = world.servers.get(host);
    if (found === undefined) throw new TypeError(host);
    return found;
  };
  /** The true time lies in what they agree on. */
  const isRight = ({ agreement }: Asked) =>
    agreement !== undefined &&
    agreement.fromMs <= NOON_S * 1000 + agreement.atMs &&
    NOON_S * 1000 + agreement.atMs <= agreement.toMs;
  return { world, ask, server, isRight };
};
const two = () => stand('a.example', 'b.example');

describe('two sources', () => {
  it('agree on an interval in which the time lies', async () => {
    const { ask, isRight } = two();
    const asked = await ask();
    expect(asked).toMatchObject({ failed: {}, agreement: { hosts: ['a.example', 'b.example'] } });
    expect(isRight(asked)).toBe(true);
    const { fromMs = 0, toMs = 0 } = asked.agreement ?? {};
    expect(toMs - fromMs).toBeLessThan(50);
  });

  it('hold the time between them, whichever way is the slow one', async () => {
    const { ask, server, isRight } = two();
    Object.assign(server('a.example'), { outMs: 900, backMs: 0 });
    Object.assign(server('b.example'), { outMs: 0, backMs: 900 });
    expect(isRight(await ask())).toBe(true);
  });

  it('are asked on one handshake, each cookie once, and again and again', async () => {
    const { world, ask, isRight } = two();
    for (let i = 0; i < 30; i++) expect(isRight(await ask())).toBe(true);
    expect(world.established).toBe(2);
    const cookies = world.asked.map((packet) => Buffer.from(packet.slice(84, 188)).toString('hex'));
    expect(new Set(cookies).size).toBe(60);
  });

  it('are heard beyond the end of NTP’s first era', async () => {
    const world = new TimeWorld(Date.UTC(2040, 0, 1) / 1000);
    for (const host of ['a.example', 'b.example']) world.serve(host);
    const named = [...world.servers.keys()].map((host) => ({ host, port: 4460 }));
    const asking = new TimeSources(named, world.effects()).ask(NOON_S);
    await world.clock.pass(1000);
    const { agreement } = await asking;
    expect(agreement?.fromMs).toBeGreaterThan(Date.UTC(2039, 11, 31));
    expect(agreement?.toMs).toBeLessThan(Date.UTC(2040, 0, 2));
  });
});

type Server = ReturnType<ReturnType<typeof two>['server']>;
const withHeader = (change: (header: DataView) => void) => (server: Server) => (server.changes = { header: change });

describe('one of two can withhold, and nothing more:', () => {
  let kept: Uint8Array | undefined;
  const hostile: readonly (readonly [string, string | undefined, (server: Server) => unknown])[] = [
    ['gone', 'silent', (server) => (server.gone = true)],
    ['silent', 'silent', (server) => (server.changes = { sealed: () => [] })],
    ['an hour ahead', undefined, (server) => (server.offsetMs = HOUR_MS)],
    ['an hour behind', undefined, (server) => (server.offsetMs = -HOUR_MS)],
    ['two seconds ahead', undefined, (server) => (server.offsetMs = 2000)],
    ['years behind', undefined, (server) => (server.offsetMs = -3 * 365 * 24 * HOUR_MS)],
    ['late', 'too-late', (server) => (server.backMs = 1200)],
    ['later than it is waited for', 'silent', (server) => (server.backMs = 2500)],
    ['unsynchronised', 'unsynchronised', withHeader((header) => header.setUint8(1, 16))],
    ['at no stratum', 'unsynchronised', withHeader((header) => header.setUint8(1, 0))],
    ['in alarm', 'unsynchronised', withHeader((header) => header.setUint8(0, 0xe4))],
    ['without a time', 'unsynchronised', withHeader((header) => header.setBigUint64(40, 0n))],
    ['vague', 'too-vague', withHeader((header) => header.setUint32(8, 2 << 16))],
    ['far from what it has its time from', 'too-vague', withHeader((header) => header.setUint32(4, 4 << 16))],
    ['before it was asked', 'impossible', withHeader((header) => writeTime(header, 40, NOON_S * 1000 - 1))],
    ['longer at it than it took', 'impossible', withHeader((header) => writeTime(header, 32, NOON_S * 1000 - 5000))],
    ['says only NAK', 'cookie-unknown', (server) => server.forgetCookies()],
    ['repeats an answer', 'silent', (server) => (server.changes = { sealed: (all) => [(kept ??= all)] })],
    ['changes a bit', 'silent', (server) => (server.changes = { sealed: (all) => [all.map((b, i) => (i === 44 ? b ^ 1 : b))] })],
    ['floods', 'silent', (server) => (server.changes = { sealed: (all) => Array.from({ length: 500 }, () => all.slice(1)) })],
    ['echoes', 'silent', (server) => (server.changes = { sealed: (_, question) => [question] })],
    ['answers as the other one', undefined, (server) => (server.peer = 'b.example 123')],
  ]; // prettier-ignore
  it.each(hostile)('%s', async (name, why, change) => {
    const { ask, server, isRight } = two();
    expect(isRight(await ask())).toBe(true);
    if (name === 'repeats an answer') {
      change(server('a.example'));
      await ask();
    }
    change(server('a.example'));
    const asked = await ask();
    expect(asked.agreement).toBeUndefined();
    expect(asked.failed).toEqual(why === undefined ? {} : { 'a.example': why });
  });

  it.each([
    ['of another authority', (host: string) => issue(makeAuthority('Authority of the test'), { host }).cert],
    ['of another name', () => ''],
  ])('with a certificate %s', async (_, certificate) => {
    const { world, ask, server } = two();
    const made = certificate('a.example') || issue(world.authority, { host: 'c.example' }).cert;
    server('a.example').certificates = [derOf(made)];
    expect(await ask()).toEqual({ failed: { 'a.example': 'certificate-refused' } });
  });

  it('with OpenSSL’s objection to anything but dates', async () => {
    const { ask, server, isRight } = two();
    server('a.example').objection = 'CERT_SIGNATURE_FAILURE';
    expect(await ask()).toEqual({ failed: { 'a.example': 'certificate-refused' } });
    server('a.example').objection = 'CERT_NOT_YET_VALID';
    expect(isRight(await ask())).toBe(true);
  });

  it('with the other’s key', async () => {
    const { ask, server } = two();
    server('a.example').certificates = server('b.example').certificates;
    expect((await ask()).agreement).toBeUndefined();
  });

  it('with records that nobody should believe', async () => {
    const { ask, server } = two();
    server('a.example').records = (cookies) => joinBytes(keRecord(99, new Uint8Array(1), true), honestRecords(cookies));
    expect(await ask()).toEqual({ failed: { 'a.example': 'unknown-critical-record' } });
  });
});

describe('a NAK', () => {
  it('of somebody who saw the question does not keep the answer from being heard', async () => {
    const { world, ask, server, isRight } = two();
    await ask();
    const forged = (all: Uint8Array, question: Uint8Array) => {
      const no = all.slice(0, 48 + 36);
      no.set([0xe4, 0]);
      no.set(Buffer.from('NTSN'), 12);
      no.set(question.slice(40, 48), 24);
      return [no, all];
    };
    server('a.example').changes = { sealed: forged };
    expect(isRight(await ask())).toBe(true);
    expect(world.established).toBe(2);
  });

  it('with nothing after it ends the keys, and new ones are good again', async () => {
    const { world, ask, server, isRight } = two();
    await ask();
    server('a.example').forgetCookies();
    expect(await ask()).toEqual({ failed: { 'a.example': 'cookie-unknown' } });
    expect(isRight(await ask())).toBe(true);
    expect(world.established).toBe(3);
  });
});

describe('a certificate is dated by the time that its server tells', () => {
  const until2026 = { from: '250101', to: '260101' };
  const in2025Ms = Date.UTC(2025, 5, 1) - NOON_S * 1000;

  it('expired, it says nothing with the true time', async () => {
    const { world, ask, server } = two();
    server('a.example').certificates = [derOf(issue(world.authority, { host: 'a.example', ...until2026 }).cert)];
    expect(await ask()).toEqual({ failed: { 'a.example': 'certificate-out-of-date' } });
  });

  it('expired and stolen, with a time at which it was good: the other contradicts it', async () => {
    const { world, ask, server } = two();
    server('a.example').certificates = [derOf(issue(world.authority, { host: 'a.example', ...until2026 }).cert)];
    server('a.example').offsetMs = in2025Ms;
    expect(await ask()).toEqual({ failed: {} });
  });

  it('two stolen ones of two operators agree in the past: what is left of them is the floor', async () => {
    const { world, ask, server } = two();
    for (const host of ['a.example', 'b.example']) {
      server(host).certificates = [derOf(issue(world.authority, { host, ...until2026 }).cert)];
      server(host).offsetMs = in2025Ms;
    }
    expect((await ask()).agreement?.toMs).toBeLessThan(Date.UTC(2026, 0, 1));
  });

  it('and one that runs out while the hub runs is looked at anew', async () => {
    const { world, ask, server, isRight } = two();
    const soon = new Date(NOON_S * 1000 + 24 * HOUR_MS).toISOString().slice(2, 10).replaceAll('-', '');
    server('a.example').certificates = [derOf(issue(world.authority, { host: 'a.example', to: soon }).cert)];
    expect(isRight(await ask())).toBe(true);
    await world.clock.pass(48 * HOUR_MS);
    expect(await ask()).toEqual({ failed: { 'a.example': 'certificate-out-of-date' } });
    server('a.example').certificates = [derOf(issue(world.authority, { host: 'a.example' }).cert)];
    expect(isRight(await ask())).toBe(true);
  });
});

describe('three sources', () => {
  it('outvote one that lies or is silent, and two that say nothing withhold', async () => {
    const { ask, server, isRight } = stand('a.example', 'b.example', 'c.example');
    server('b.example').offsetMs = HOUR_MS;
    const asked = await ask();
    expect(asked.agreement?.hosts).toEqual(['a.example', 'c.example']);
    expect(isRight(asked)).toBe(true);
    server('b.example').gone = true;
    expect(isRight(await ask())).toBe(true);
    server('c.example').gone = true;
    expect((await ask()).agreement).toBeUndefined();
  });
});

describe('agreement', () => {
  const said = (host: string, fromMs: number, toMs: number): Reading => ({ host, key: host, peer: host, atMs: 0, fromMs, toMs }); // prettier-ignore
  const of = (readings: readonly Reading[], named = readings.length) => {
    const found = agreementOf(readings, named, 0);
    return found && [found.fromMs, found.toMs, found.hosts.join('')];
  };

  it('takes two at least, and more than half of those that are named', () => {
    expect([1, 2, 3, 4, 5, 7].map(howManyAgree)).toEqual([2, 2, 2, 3, 3, 4]);
    expect(of([said('a', 0, 10)], 1)).toBeUndefined();
    expect(of([said('a', 0, 10)], 2)).toBeUndefined();
    expect(of([said('a', 0, 10), said('b', 5, 15)])).toEqual([5, 10, 'ab']);
    expect(of([said('a', 0, 10), said('b', 5, 15)], 4)).toBeUndefined();
    expect(of([])).toBeUndefined();
  });

  it('touches, and is not where they lie apart', () => {
    expect(of([said('a', 0, 10), said('b', 10, 15)])).toEqual([10, 10, 'ab']);
    expect(of([said('a', 0, 10), said('b', 11, 15)])).toBeUndefined();
  });

  it('is what most share, and none where one wide interval bridges two that contradict each other', () => {
    expect(of([said('a', 0, 10), said('b', 1, 9), said('c', 2, 8)])).toEqual([2, 8, 'abc']);
    expect(of([said('a', 0, 10), said('b', 0, 2), said('c', 8, 10)])).toBeUndefined();
    expect(of([said('a', 0, 10), said('b', 5, 12), said('c', 40, 50)])).toEqual([5, 10, 'ab']);
  });

  it.each(['host', 'key', 'peer'] as const)('counts who shares a %s once', (what) => {
    expect(of([said('a', 0, 10), { ...said('b', 0, 10), [what]: 'a' }])).toBeUndefined();
  });

  it('widens what was read earlier by what a crystal may be off', () => {
    const found = agreementOf([said('a', 0, 10), said('b', 0, 10)], 2, 10_000);
    expect(found).toMatchObject({ fromMs: 9995, toMs: 10_015 });
  });
});

describe('a reading', () => {
  const header: NtpHeader = {
    mode: 'server', leap: 0, stratum: 1, kiss: '', rootDelayMs: 0, rootDispersionMs: 0, origin: new Uint8Array(8), receivedMs: 1, sentMs: 1,
  }; // prettier-ignore
  it('grows with the round trip, and not with what the server took for itself', () => {
    const width = (tookMs: number, heldMs: number) => {
      const interval = intervalOf({ ...header, sentMs: 1 + heldMs }, 0, tookMs, NOON_S);
      return typeof interval === 'string' ? interval : interval.toMs - interval.fromMs;
    };
    expect([width(0, 0), width(100, 0), width(1000, 0), width(1500, 600)]).toEqual([4, 104, 1004, 904]);
    expect(width(1001, 0)).toBe('too-late');
  });

  it('is of the era that is nearest', () => {
    expect(unixMsOf(2_208_988_800_000, 0)).toBe(0);
    expect(unixMsOf(0, Date.UTC(2036, 1, 7) / 1000)).toBe(Date.UTC(2036, 1, 7, 6, 28, 16));
    expect(unixMsOf((2 ** 32 - 1) * 1000, Date.UTC(2036, 1, 8) / 1000)).toBe(Date.UTC(2036, 1, 7, 6, 28, 15));
  });
});
