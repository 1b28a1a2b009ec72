import { fromBase64url, mailFor, readOwnPage, signTime, verifyLink } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import type { OwnPagePort } from './ports.ts';
import { TestServer, unlike } from './testing/powered-home.ts';
import { bytesOf, p, reasonOf, TestHome } from './testing/test-home.ts';

/** The page as the hub sees it: an address, and letters. */
class TestPage implements OwnPagePort {
  readonly origin = 'https://192.168.1.20:8443';
  readonly certificate = new Uint8Array(32).fill(7);
  readonly welcomes: Uint8Array[] = [];
  readonly asking = new Uint8Array(16).fill(3);
  mail = (keyId: Uint8Array) =>
    Promise.resolve(Buffer.from(keyId).equals(this.asking) ? new TextEncoder().encode('{}') : undefined);
  welcome = (keyId: Uint8Array, welcome: Uint8Array) => {
    if (!Buffer.from(keyId).equals(this.asking)) return Promise.resolve(false);
    this.welcomes.push(welcome);
    return Promise.resolve(true);
  };
}

const withPage = async () => {
  const home = new TestHome();
  const [line, page] = [new TestServer(), new TestPage()];
  home.atHome = { line, page };
  await home.plugIn();
  await home.pair();
  await home.clock.pass(3000);
  return { home, line, page };
};

describe('a hub that serves a page of its own', () => {
  it('says where under its signature, over the nonce of whoever asks', async () => {
    const { home, page } = await withPage();
    const nonce = unlike(16);
    const read = readOwnPage(p, bytesOf(await home.hub.answer('page', nonce)));
    if (!read.ok) throw new Error('malformed');
    expect(verifyLink(p, read.link, home.hubSigner.key)).toBe(true);
    const { origin, certificate } = page;
    expect(read.link.claims).toEqual({ nonce, hubId: home.hub.core.hubId, origin, certificate });
    expect(reasonOf(await home.hub.answer('page', unlike(15)))).toBe('malformed');
    expect(reasonOf(await (await TestHome.paired()).hub.answer('page', nonce))).toBe('no-page');
  });

  it('carries letters to and from the devices that ask there, and nothing that has another form', async () => {
    const { home, page } = await withPage();
    const send = async (...mail: Parameters<typeof mailFor>) => home.hub.answer('mailbox', mailFor(...mail));
    expect(Buffer.from(bytesOf(await send(page.asking))).toString()).toBe('{}');
    expect(reasonOf(await send(page.asking, Uint8Array.of(1, 2)))).toBe('allowed');
    expect(page.welcomes).toEqual([Uint8Array.of(1, 2)]);
    expect(reasonOf(await send(unlike(16)))).toBe('nobody-asks');
    expect(reasonOf(await send(unlike(16), Uint8Array.of(1)))).toBe('nobody-asks');
    for (const message of [new Uint8Array(0), unlike(24), mailFor(unlike(15))])
      expect(reasonOf(await home.hub.answer('mailbox', message))).toBe('malformed');
    expect(page.welcomes).toHaveLength(1);
  });

  it('P3: never takes its own page for an answer of the world outside: with the server gone visits end after 60 s', async () => {
    const { home, line } = await withPage();
    const visit = await home.visit();
    await home.arm(visit);
    home.server.connected = false;
    await home.clock.pass(80_000);
    expect(line.said.filter(({ type }) => type === 'fresh?')).toEqual([]);
    const asked = home.server.said.flatMap((one) => (one.type === 'fresh?' ? [one.nonce] : []));
    for (const nonce of asked) home.hub.atHome?.fresh(nonce);
    expect(reasonOf(await home.knock(visit))).toBe('not-fresh');
  });

  describe('after a start with the world outside gone', () => {
    const DAYS_60 = 60 * 86_400;
    const started = async (maxStaleSeconds: number) => {
      const { home, line } = await withPage();
      const visit = await home.visit({ maxStaleSeconds, exp: home.unixS + 11 * 3600 });
      await home.arm(visit);
      home.server.connected = false;
      home.unplug();
      line.said.length = 0;
      await home.plugIn();
      await home.clock.pass(25_000);
      return { home, line, visit };
    };
    const wanted = (line: TestServer) => line.said.flatMap((one) => (one.type === 'time-wanted' ? [one.nonce] : []));
    const answers = async (home: TestHome, line: TestServer, blockSeq = home.hub.core.memory.blockSeq) => {
      const nonce = fromBase64url(wanted(line).at(-1) ?? '') ?? new Uint8Array(16);
      const time = await signTime(p, home.anna, { iat: home.unixS, nonce, hubId: home.hub.core.hubId, blockSeq });
      return home.hub.answer('time', time.bytes, [], 'page');
    };

    it('whoever is at home answers it, and a visit whose grant has patience needs no word from outside', async () => {
      const { home, line, visit } = await started(DAYS_60);
      expect(reasonOf(await home.resume())).toBe('allowed');
      expect(reasonOf(await home.knock(visit))).toBe('not-fresh');
      expect(reasonOf(await answers(home, line))).toBe('allowed');
      await home.clock.pass(3_600_000);
      expect(wanted(line).length).toBeLessThan(3);
      expect(reasonOf(await home.knock(visit))).toBe('allowed');
    });

    it('P3: a device that knows of a block which the hub may lack vouches for nothing', async () => {
      const { home, line, visit } = await started(DAYS_60);
      await home.resume();
      expect(reasonOf(await answers(home, line, 0xffff_ffff))).toBe('allowed');
      await home.clock.pass(6000);
      expect(reasonOf(await home.knock(visit))).toBe('not-fresh');
    });

    it('P3: nobody is asked for a visit of the usual minute', async () => {
      const { home, line, visit } = await started(60);
      await home.resume();
      await home.clock.pass(60_000);
      expect(wanted(line)).toEqual([]);
      expect(reasonOf(await home.knock(visit))).toBe('not-fresh');
    });

    it('the same after a sleep', async () => {
      const { home, line } = await withPage();
      const visit = await home.visit({ maxStaleSeconds: DAYS_60, exp: home.unixS + 11 * 3600 });
      await home.arm(visit);
      home.server.connected = false;
      home.clock.sleep(3_600_000);
      await home.clock.pass(2000);
      await home.resume();
      expect(reasonOf(await answers(home, line))).toBe('allowed');
      await home.clock.pass(6000);
      expect(reasonOf(await home.knock(visit))).toBe('allowed');
    });
  });

  it('P15: tells its page everything that it tells the server, while there is one and after', async () => {
    const { home, line } = await withPage();
    home.hub.atHome?.welcome(-1, '');
    const toldTo = (one: TestServer) => one.said.flatMap((said) => (said.type === 'receipt' ? [said.seq] : []));
    await home.clock.pass(1000);
    home.server.connected = false;
    const before = toldTo(home.server).length;
    const visit = await home.visit();
    await home.arm(visit);
    await home.clock.pass(1000);
    expect(toldTo(home.server)).toHaveLength(before);
    expect(new Set(toldTo(line))).toEqual(new Set(home.receipts().map(({ seq }) => seq)));
  });
});
