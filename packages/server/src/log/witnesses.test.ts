import { routes } from '@latchkey/contract';
import { verifyEd25519 } from '@latchkey/keys/node';
import { answerAddCheckpoint, openCheckpoint, verifierKey, type Head } from '@latchkey/log';
import { sha256, signing } from '@latchkey/log/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryStore } from '../store/memory.ts';
import { clientOf } from '../testing/caller.ts';
import { testLogKey, trustedOf } from '../testing/log.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aPairedHome, type PairedHome } from '../testing/story.ts';
import { signedGrowth } from './signed-growth.ts';

const logKey = testLogKey();
const names = ['a.example/witness', 'b.example/witness'] as const;

/** A witness as c2sp.org/tlog-witness has it, in this process: `away` and `spoil` are what its net does. */
const aWitness = (name: string) => {
  const own = signing(name, 4);
  const heads = new Map<string, Head>();
  const net = { away: false, spoil: (body: string) => body, asked: 0 };
  const ask = async (body: string) => {
    net.asked++;
    await new Promise((resolve) => setImmediate(resolve));
    if (net.away) throw new TypeError('unreachable');
    const effects = { sha256, verify: verifyEd25519, sign: own.sign };
    const answer = answerAddCheckpoint(effects, { key: own.key, logs: [logKey.key] }, (of) => heads.get(of), body, 1_790_000_000 + net.asked); // prettier-ignore
    if (answer.keep !== undefined) heads.set(answer.keep.origin, answer.keep.head);
    return { status: answer.status, body: net.spoil(answer.body) };
  };
  return { key: own.key, net, ask };
};

let witnesses: ReturnType<typeof aWitness>[];
let server: TestServer;
let ada: PairedHome;
beforeEach(async () => {
  witnesses = names.map(aWitness);
  const list = witnesses.map(({ key }) => ({ key, url: key.name }));
  const ask = (url: string, body: string) => {
    const witness = witnesses.find(({ key }) => key.name === url);
    return witness === undefined ? Promise.reject(new TypeError(url)) : witness.ask(body);
  };
  server = await startTestServer({ effects: { logKey, witnesses: { list, ask, verify: verifyEd25519 } } });
  ada = await aPairedHome(server, await server.listen(0));
});
afterEach(async () => {
  ada.hub.end();
  await server.close();
});

const turns = async () => {
  for (let n = 0; n < 20; n++) await new Promise((resolve) => setImmediate(resolve));
};
const grow = async () => {
  await ada.hub.send(await ada.hub.receipt({ event: 'door-opened' }));
  server.clock.advance(1_000);
  await turns();
};
const seenBy = async () => {
  const { log } = await clientOf(server)(routes.readLogKey, {});
  const { payload } = await server.app.inject({ url: '/log/checkpoint', headers: { host: 'localhost:8400' } });
  const trusted = trustedOf(
    log,
    witnesses.map(({ key }) => verifierKey(key)),
  );
  const opened = openCheckpoint(trusted, payload);
  if (!opened.ok) throw new TypeError(opened.problem);
  return { names: opened.checkpoint.seenBy.map(({ name }) => name), lines: payload.split('\u2014').length - 2 };
};

describe('the log’s witnesses', () => {
  it('are both named, although they answer at the same moment', async () => {
    await grow();
    expect(await seenBy()).toEqual({ names: [...names], lines: 2 });
    await grow();
    expect(await seenBy()).toEqual({ names: [...names], lines: 2 });
  });

  it('stand in a checkpoint once each, however long another one is away; it is asked until it is back', async () => {
    const [here, gone] = witnesses;
    if (here === undefined || gone === undefined) throw new TypeError('two witnesses');
    gone.net.away = true;
    await grow();
    const asked = here.net.asked;
    for (let minute = 0; minute < 60; minute++) {
      server.clock.advance(60_000);
      await turns();
    }
    expect(await seenBy()).toEqual({ names: [names[0]], lines: 1 });
    expect(here.net.asked).toBe(asked);
    expect(gone.net.asked).toBeGreaterThan(50);
    gone.net.away = false;
    server.clock.advance(60_000);
    await turns();
    expect(await seenBy()).toEqual({ names: [...names], lines: 2 });
  });

  it('are believed by their own line alone, wherever it stands in the answer', async () => {
    const [one, other] = witnesses;
    if (one === undefined || other === undefined) throw new TypeError('two witnesses');
    const stranger = `\u2014 c.example/witness ${Buffer.alloc(76, 1).toString('base64')}\n`;
    one.net.spoil = (body) => stranger + body;
    other.net.spoil = (body) => body.replace(/.{8}=*\n$/, 'AAAAAAAA\n');
    await grow();
    expect(await seenBy()).toEqual({ names: [names[0]], lines: 1 });
    expect(server.logged()).toContain('its cosignature does not verify');
  });

  it('P9: that have seen more than a database that came back older keep it from signing, although their names stand under its head', async () => {
    const store = server.effects.store;
    await grow();
    const head = await store.log.head();
    const copy = new MemoryStore();
    for (const entry of await store.log.entries(0, 1)) await copy.log.add(entry);
    await copy.log.grow(1, verifierKey(logKey.key), signedGrowth(logKey, sha256));
    await copy.log.cosigned(1, 'both', head?.cosignatures ?? '');
    await grow();
    const older = await startTestServer({
      effects: {
        store: copy,
        logKey,
        ...(server.effects.witnesses === undefined ? {} : { witnesses: server.effects.witnesses }),
      },
    });
    await turns();
    await copy.log.add(new Uint8Array(32).fill(9));
    for (let second = 0; second < 30; second++) {
      older.clock.advance(1_000);
      await turns();
    }
    expect((await copy.log.head())?.size).toBe(1);
    expect(older.logged()).toContain('older than one that was signed');
    await older.close();
  });
});
