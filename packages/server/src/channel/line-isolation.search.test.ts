import { channel } from '@latchkey/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { textOf } from '../ids.ts';
import { MemoryStore } from '../store/memory.ts';
import { Tables } from '../store/tables.ts';
import { aCarrier, aCourier, aMember, random } from '../testing/caller.ts';
import { dumpOf } from '../testing/dump.ts';
import { TestHub } from '../testing/hub.ts';
import { fromHub, fromHubTypes, nothingNamed, toHub, toHubTypes, withField, type Named } from '../testing/line-messages.ts'; // prettier-ignore
import { startTestServer, type TestServer } from '../testing/server.ts';
import { anAssignedVisit, aPairedHome, type AssignedVisit, type PairedHome } from '../testing/story.ts';

const tables = new Tables();
let server: TestServer;
let port: number;
let ada: PairedHome;
let visit: AssignedVisit;
/** What stands under Ada's hub's signature, or is going on at her door. */
let hers: Named;
let tokens: readonly (string | undefined)[];

beforeAll(async () => {
  server = await startTestServer({ settings: { rateFactor: 1000 }, effects: { store: new MemoryStore(tables) } });
  port = await server.listen(0);
  ada = await aPairedHome(server, port);
  visit = await anAssignedVisit(server, ada);
  const receipt = await ada.hub.receipt({ event: 'asked', visitId: Buffer.from(visit.visitId, 'base64url') });
  hers = {
    visitId: visit.visitId,
    recordingId: textOf(random(16)),
    knock: textOf(random(32)),
    receipt: textOf(receipt.bytes),
    roster: textOf(ada.roster.bytes),
  };
  await ada.hub.send(receipt);
  await begin();
  const [member, carrier, courier] = [await aMember(server), await aCarrier(server), await aCourier(server)];
  tokens = [undefined, ada.token, member.token, visit.carrier.token, carrier.token, visit.courier.token, courier.token];
});
afterAll(async () => {
  ada.hub.end();
  await server.close();
});

/** Her film runs and her knock waits; what her hub heard is forgotten. */
const begin = async () => {
  ada.hub.say(fromHub(hers)['approval-wanted']);
  ada.hub.say(fromHub(hers)['recording-started']);
  await ada.hub.next('recording-ack');
  await settled(ada.hub);
};

const tick = () => new Promise((done) => setImmediate(done));

/** When everything said so far was worked off: still open, or the number it was closed with. */
const settled = async (hub: TestHub): Promise<number | 'open' | 'closed before'> => {
  if (hub.socket.readyState !== WebSocket.OPEN) return 'closed before';
  hub.socket.setMaxListeners(0);
  const closed = hub.closed();
  // The first answer says that all was read, the second one that what it began is done.
  for (let round = 0; round < 2; round++) {
    const nonce = textOf(random(16));
    hub.say({ type: 'fresh?', nonce });
    const fresh = hub.next('fresh', (said) => said.nonce === nonce).then(() => 'open' as const);
    const how = await Promise.race([closed, fresh]);
    if (how !== 'open') return how;
    for (let i = 0; i < 8; i++) await tick();
  }
  return 'open';
};

/** Everything that Ada, her carrier and her courier hear, and her hub, while `act` goes on. */
const heardDuring = async (act: () => Promise<unknown>): Promise<readonly unknown[]> => {
  const heard: unknown[] = [];
  const listen = (event: unknown) => void heard.push(event);
  const { bus } = server.world;
  const stops = [
    bus.listen('home', ada.homeId, listen),
    bus.listen('carrier', visit.carrier.carrierId, listen),
    bus.listen('courier', visit.courier.keyId, listen),
  ];
  ada.hub.heard.splice(0);
  await act();
  await settled(ada.hub);
  for (const stop of stops) stop();
  return [...heard, ...ada.hub.heard];
};

const open = async (token: string | undefined) => {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const socket = new WebSocket(`ws://127.0.0.1:${port}${channel.hubPath}`, { headers });
  await new Promise((done) => socket.once('message', done));
  return socket;
};
const closeOf = (socket: WebSocket) => new Promise<number>((done) => socket.once('close', done));

const FORBIDDEN = ['role', 'homeId', 'hubId', 'memberId', 'carrierId', 'tenantId', 'isAdmin', '__proto__x'];

describe('the list of what is said on a hub’s line', () => {
  it('has a sample here of every message of the contract, of the right form', () => {
    expect(Object.keys(fromHub(nothingNamed())).sort()).toEqual([...fromHubTypes].sort());
    expect(Object.keys(toHub(nothingNamed())).sort()).toEqual([...toHubTypes].sort());
    for (const message of Object.values(fromHub(nothingNamed()))) channel.hubToServer.parse(message);
    for (const message of Object.values(toHub(nothingNamed()))) channel.serverToHub.parse(message);
  });
});

describe('who has not shown a hub’s key', () => {
  it.each(fromHubTypes)('says nothing, whatever session they hold, and nothing changes: %s', async (type) => {
    const before = dumpOf(tables);
    const heard = await heardDuring(async () => {
      for (const token of tokens) {
        const socket = await open(token);
        const closed = closeOf(socket);
        socket.send(JSON.stringify(fromHub(hers)[type]));
        socket.send(JSON.stringify({ type: 'state-changed' }));
        expect(await closed).toBe(4401);
      }
    });
    expect(heard).toEqual([]);
    expect(dumpOf(tables)).toEqual(before);
  });
});

describe('a hub of another household', () => {
  /** What it hears for this, from its pairing on, without what it says itself. */
  const answerTo = async (type: channel.HubToServer['type'], named: Named) => {
    const bob = await aPairedHome(server, port);
    bob.hub.heard.splice(0);
    bob.hub.say(fromHub(named)[type]);
    const how = await settled(bob.hub);
    const said = bob.hub.heard.map((message) => message.type);
    bob.hub.end();
    return { how, said, home: bob };
  };

  it.each(fromHubTypes)('changes nothing of Ada’s, and hears what it hears for nothing: %s', async (type) => {
    // The id of a film is the choice of the hub that begins one: that one is taken is another answer, below.
    const named = type === 'recording-started' ? { ...hers, recordingId: textOf(random(16)) } : hers;
    const before = dumpOf(tables);
    let real: Awaited<ReturnType<typeof answerTo>> | undefined;
    const heard = await heardDuring(async () => (real = await answerTo(type, named)));
    expect(heard).toEqual([]);
    expect(dumpOf(tables, real?.home)).toEqual(before);
    const none = await answerTo(type, nothingNamed());
    expect({ how: real?.how, said: real?.said }).toEqual({ how: none.how, said: none.said });
  });

  it('begins no film under the id of hers, and its film goes nowhere with it', async () => {
    const bob = await aPairedHome(server, port);
    const before = dumpOf(tables);
    bob.hub.say(fromHub({ ...nothingNamed(), recordingId: hers.recordingId })['recording-started']);
    expect(await settled(bob.hub)).toBe(4400);
    const again = new TestHub(server, bob.hub.signer);
    await again.connect(port);
    again.film(hers.recordingId, random(100));
    expect(await settled(again)).toBe(4400);
    expect(dumpOf(tables)).toEqual(before);
    expect(await settled(ada.hub)).toBe('open');
  });

  it('shows nobody of hers anything under the id of her film, and does not take its place, when the server starts anew', async () => {
    // A film that is not going on yet: its hub has not come back.
    const film = { ...hers, recordingId: textOf(random(16)) };
    ada.hub.say(fromHub(film)['recording-started']);
    await ada.hub.next('recording-ack');
    const anew = await startTestServer({ effects: { store: new MemoryStore(tables), clock: server.clock } });
    const at = await anew.listen(0);
    const bob = new TestHub(anew, (await aPairedHome(anew, at)).hub.signer);
    await bob.connect(at);
    bob.say(fromHub(film)['look-started']);
    expect(await settled(bob)).toBe('open');
    expect(anew.world.films.isLook(film.recordingId, ada.homeId)).toBe(false);
    const back = new TestHub(anew, ada.hub.signer);
    await back.connect(at);
    back.say(fromHub(film)['recording-started']);
    expect(await back.next('recording-ack')).toMatchObject({ recordingId: film.recordingId });
    back.end();
    bob.end();
    await anew.close();
  });
});

describe('a hub that is nobody’s', () => {
  it.each(fromHubTypes)('changes nothing: %s', async (type) => {
    const before = dumpOf(tables);
    const stranger = new TestHub(server);
    await stranger.connect(port);
    const heard = await heardDuring(async () => {
      stranger.say(fromHub(hers)[type]);
      await settled(stranger);
    });
    expect(heard).toEqual([]);
    expect(dumpOf(tables)).toEqual(before);
    stranger.end();
  });

  it('is held back after 256 messages', async () => {
    const stranger = new TestHub(server);
    await stranger.connect(port);
    for (let i = 0; i < 257; i++) stranger.say({ type: 'state-changed' });
    expect(await stranger.closed()).toBe(4429);
  });
});

describe('the household’s own hub', () => {
  let hub: TestHub;
  const anew = async () => {
    hub = new TestHub(server, ada.hub.signer);
    await hub.connect(port);
    ada.hub.end();
    Object.assign(ada, { hub });
    await begin();
    hub.heard.splice(0);
  };

  it.each(fromHubTypes)('is not heard with a field that nobody knows, at any depth: %s', async (type) => {
    for (const message of FORBIDDEN.flatMap((field) => withField(fromHub(hers)[type], field))) {
      await anew();
      const before = dumpOf(tables);
      hub.socket.send(JSON.stringify(message));
      expect(await hub.closed()).toBe(4400);
      expect(dumpOf(tables)).toEqual(before);
    }
  });

  it.each(toHubTypes)('is not heard with what only the server says: %s', async (type) => {
    await anew();
    const before = dumpOf(tables);
    hub.socket.send(JSON.stringify(toHub(hers)[type]));
    expect(await settled(hub)).toBe(4400);
    expect(dumpOf(tables)).toEqual(before);
  });

  it.each(fromHubTypes)('is not heard with more than a message may be long: %s', async (type) => {
    await anew();
    const before = dumpOf(tables);
    const pad = ' '.repeat(channel.maxLineMessageBytes);
    hub.socket.send(JSON.stringify(fromHub(hers)[type]).replace('{', `{${pad}`));
    expect(await settled(hub)).toBe(4413);
    expect(dumpOf(tables)).toEqual(before);
  });

  it.each(fromHubTypes)('changes nothing by saying the same twice: %s', async (type) => {
    await anew();
    const message = fromHub(hers)[type];
    hub.say(message);
    await settled(hub);
    const once = dumpOf(tables);
    // Some of it ends the line the first time.
    if (hub.socket.readyState !== WebSocket.OPEN) await anew();
    hub.say(message);
    await settled(hub);
    expect(dumpOf(tables)).toEqual(once);
  });

  it.each(fromHubTypes)('is not heard on a line that the server has ended: %s', async (type) => {
    await anew();
    const before = dumpOf(tables);
    const heard = await heardDuring(async () => {
      const closed = hub.closed();
      hub.socket.send('{');
      hub.say(fromHub({ ...hers, recordingId: textOf(random(16)), knock: textOf(random(32)) })[type]);
      expect(await closed).toBe(4400);
      for (let i = 0; i < 8; i++) await tick();
    });
    // Only that it is gone.
    expect(heard).toEqual([expect.objectContaining({ type: 'hub', online: false })]);
    expect(dumpOf(tables)).toEqual(before);
  });
});
