import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { kill } from 'node:process';
import { channel } from '@latchkey/contract';
import {
  ACTION, encodePresentation, FLAG, kidOf, makePairingHello, parcelCommitment, ROLE, signAssignment, signBlock, signGrant, signKnock, signMemberAsk, signMemberKnock, signResume,
  signRoster, signTime, TARGET, type Grant, type Link,
} from '@latchkey/protocol'; // prettier-ignore
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleRecords, testHub } from '@latchkey/media/testing';
import {
  announce,
  makeKeys,
  openDispatch,
  shipmentOf,
  stopOf,
  untilEvent,
  type Dispatch,
  type Overheard,
} from '../world/carrier.ts';
import type { DemoHome } from '../world/home.ts';
import { pairedWith } from '../world/household.ts';
import { HostileServer } from '../world/hostile-server.ts';
import { bytesOf, primitives, type Member } from '../world/member.ts';
import { databaseContents, filesBelow, findIn } from '../world/server-store.ts';
import { until } from '../world/until.ts';
import { watchersOf } from '../world/watchers.ts';
import { startWorld, type World } from '../world/world.ts';

const label = { name: 'Wilhelmina Querfeld', address: 'Zypressengasse 77, 99999 Nirgendwo' };
const note = 'the parrot bites, put it behind the umbrella stand';
const nowS = () => Math.floor(Date.now() / 1000);
const random = (n: number) => new Uint8Array(randomBytes(n));

/** Long byte strings in base64url, wherever they stand in what was overheard. */
const messagesIn = (overheard: Overheard): Uint8Array[] => {
  const texts = overheard.flatMap(({ sent, answered }) => [
    ...`${sent} ${answered}`.matchAll(/"([A-Za-z0-9_-]{60,})"/g),
  ]);
  return [...new Set(texts.map((match) => match[1] ?? ''))].filter((text) => text.length % 4 !== 1).map(bytesOf);
};

const methods = channel.hubMethods;

describe('a server in an attacker’s hands', () => {
  let world: World;
  let home: DemoHome;
  let member: Member;
  const around = new AbortController();
  let dispatch: Dispatch;
  const overheard: Overheard = [];
  let waiting: { readonly grant: Link<Grant>; readonly links: readonly Uint8Array[]; readonly trackingNumber: string };
  let hostile: HostileServer | undefined;

  /** One honest delivery, then a second visit that is granted, assigned and armed, and not yet used. */
  beforeAll(async () => {
    world = await startWorld();
    ({ home, member } = await pairedWith(world));
    await member.beAround(around.signal);
    dispatch = await openDispatch(world.server, world.carrier, world.data, overheard);
    const carrier = { signingKey: dispatch.signingKey, sealingKey: dispatch.sealingKey };
    const grantOne = async () => {
      const { shipmentId, trackingNumber } = await announce(dispatch, member.handle, label);
      const { visitId, grant } = await member.grant({ shipmentId, trackingNumbers: [trackingNumber], carrier, note });
      await dispatch.carrier.assign(await shipmentOf(dispatch, shipmentId), dispatch.courier.courierId);
      const stop = await stopOf(dispatch, visitId);
      await untilEvent(dispatch, stop, 'armed');
      return { grant, trackingNumber, stop };
    };
    const first = await grantOne();
    await until('the first knock to be allowed', async () => {
      const knocked = await dispatch.device.knock(first.stop, { door: 1, trackingNumbers: [first.trackingNumber] });
      return knocked.outcome === 'allowed';
    });
    await home.untilBolt(0);
    await home.push();
    await untilEvent(dispatch, first.stop, 'door-opened');
    await home.pull();
    await untilEvent(dispatch, first.stop, 'recording-closed');
    const { grant, trackingNumber, stop } = await grantOne();
    const links = overheard.flatMap(({ answered }) =>
      [...answered.matchAll(/"links":(\[[^\]]+\])/g)].map((m) => JSON.parse(m[1] ?? '[]') as string[]),
    );
    const own = links
      .map((chain) => chain.map(bytesOf))
      .find((chain) => Buffer.compare(chain[0] ?? random(1), grant.bytes) === 0);
    waiting = { grant, trackingNumber, links: own ?? [] };
    expect(stop.visitId).toBeDefined();
    expect(waiting.links.length).toBeGreaterThan(1);
  });
  afterAll(async () => {
    around.abort();
    await hostile?.stop();
    if (world.pids.launcher > 0) kill(world.pids.launcher, 'SIGCONT');
    await world.stop();
  });

  it('P8, P13: keeps no key, no picture, no name, no address and no note', async () => {
    const kept = [...(await databaseContents(world.data)), ...(await filesBelow(join(world.data, 'server')))];
    expect(kept.length).toBeGreaterThan(50);
    expect(kept.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeGreaterThan(500_000);
    for (const secret of [member.secret, ...dispatch.secrets]) expect(findIn(kept, secret)).toEqual([]);
    for (const word of [label.name, label.address, 'Querfeld', 'Zypressengasse', note, 'parrot', 'umbrella'])
      expect(findIn(kept, word)).toEqual([]);
    // Fragments of film begin with these box names; sealed records hold none of them.
    for (const box of ['moof', 'mdat', 'avcC', 'ftyp']) expect(findIn(kept, box)).toEqual([]);
    // The search itself can find: what the server is meant to know is there.
    expect(findIn(kept, waiting.trackingNumber).length).toBeGreaterThan(0);
    expect(findIn(kept, waiting.grant.bytes).length).toBeGreaterThan(0);
  });

  it('P8: keeps no film that anybody but the household’s devices can watch; one sealed to somebody else would be seen', async () => {
    const kept = await filesBelow(join(world.data, 'server'));
    const films = watchersOf(kept);
    expect(films.length).toBeGreaterThan(0);
    const own = Buffer.from(kidOf(primitives, member.signer.key)).toString('hex');
    for (const watchers of films) expect(watchers).toEqual([own]);
    expect(watchersOf([{ bytes: Buffer.concat(sampleRecords(testHub())) }])).toEqual([['01'.repeat(8)]]);
  });

  it('P8: writes no secret, token, name or address into its logs', async () => {
    const logs = await filesBelow(join(world.data, 'logs'));
    const tokens = overheard.flatMap(({ answered }) =>
      [...answered.matchAll(/"token":"([^"]+)"/g)].map((m) => m[1] ?? ''),
    );
    expect(tokens.length).toBeGreaterThan(0);
    for (const text of [...tokens, label.name, label.address, note, waiting.trackingNumber])
      expect(findIn(logs, text)).toEqual([]);
    for (const secret of [member.secret, ...dispatch.secrets]) expect(findIn(logs, secret)).toEqual([]);
  });

  it('P1, P2, P13: opens nothing with everything it ever saw, and with everything it can make up', async () => {
    kill(world.pids.launcher, 'SIGSTOP');
    kill(world.pids.server, 'SIGKILL');
    const port = Number(new URL(world.server).port);
    hostile = await until('the port of the dead server', () => tryListen(port, world.server));
    await hostile.connected();

    const seen = messagesIn(overheard);
    expect(seen.length).toBeGreaterThan(20);
    for (const message of seen)
      for (const method of methods) await hostile.ask(method, message, method === 'chain' ? waiting.links : []);
    for (const forged of await forgeries()) await hostile.ask(forged.method, forged.message, forged.links);
    for (let n = 0; n < 1500; n += 1)
      await hostile.ask(
        methods[randomInt(methods.length)] ?? 'knock',
        mutated(seen[randomInt(seen.length)] ?? random(300)),
      );
    for (const frame of ['{"type":"unlock","door":1}', '{"type":"request"}', '[]', 'null', random(64)])
      await hostile.shout(frame);
    expect(await hostile.ask('state', random(16)).catch(() => undefined)).not.toBeNull();

    for (const door of [1, 2]) expect(await home.truth(door)).toMatchObject({ bolt: 100, leaf: 0 });
    await hostile.stop();
    hostile = undefined;
    kill(world.pids.launcher, 'SIGCONT');
    await until('the honest server to be back with the hub', async () => member.state().then(() => true, () => false)); // prettier-ignore
    const receipts = await until('the hub’s receipts to have caught up', async () => {
      const [state, all] = await Promise.all([member.state(), member.receipts()]);
      return all.at(-1)?.claims.seq === state.seq ? all : undefined;
    });
    const opened = receipts.filter(({ claims }) => claims.event === 'unlock-intended' || claims.event === 'unlocked');
    expect(opened.map(({ claims }) => claims.event)).toEqual(['unlock-intended', 'unlocked']);
  });

  /** What a server would try with keys of its own, and with the statements of others put together in other ways. */
  const forgeries = async () => {
    const { keys } = await makeKeys();
    const own = keys.signer;
    const sealingKey = keys.sealing.publicKey;
    const { hubId, roster } = member.hub;
    const cti = random(16);
    const grant = await signGrant(primitives, own, {
      iat: nowS(), nbf: nowS() - 60, exp: nowS() + 3600, cti, holder: own.key, hubId, doors: [1], uses: 200, flags: FLAG.mustRelock, maxOpenSeconds: 600, depth: [0, 0],
      visitId: random(16), parcels: [parcelCommitment(primitives, cti, 'EVIL')],
    }); // prettier-ignore
    const window = {
      iat: nowS(),
      nbf: nowS() - 60,
      exp: nowS() + 3600,
      cti: random(8),
      holder: own.key,
      depth: [0, 0] as [number, number],
    };
    const taken = await signAssignment(primitives, own, window, waiting.grant.hash);
    const claims = { nonce: random(16), door: 1, action: ACTION.unlock, trackingNumbers: [waiting.trackingNumber] };
    const knockOver = async (leaf: Uint8Array) => (await signKnock(primitives, own, claims, leaf)).bytes;
    const leaf = primitives.sha256(waiting.links.at(-1) ?? random(1));
    const chain = (links: readonly Uint8Array[], knock: Uint8Array) =>
      encodePresentation({ kind: 'chain', links: [...links], knock });
    const intruder = { role: ROLE.admin, key: own.key, sealingKey, name: 'Server' };
    const rosterOf = (previous?: Uint8Array) =>
      signRoster(
        primitives,
        own,
        { iat: nowS(), homeId: bytesOf(member.homeId), epoch: previous === undefined ? 1 : 2, members: [intruder] },
        previous,
      );
    const boot = { iat: nowS(), hubId, bootId: random(16), seq: 1, head: random(32), epoch: 1, blockSeq: 0 };
    const code = { keyHash: Buffer.concat([hubId, random(16)]), secret: random(16) };
    const everything = {
      iat: nowS(),
      exp: nowS() + 60,
      cti: random(16),
      hubId,
      target: { type: TARGET.everything, id: new Uint8Array(0) },
    };
    const memberSays = { nonce: random(16), door: 1, action: ACTION.unlock };
    const ownMemberKnock = encodePresentation({
      kind: 'member',
      knock: (await signMemberKnock(primitives, own, memberSays, roster)).bytes,
    });
    const ownMemberAsk = encodePresentation({
      kind: 'member',
      knock: (await signMemberAsk(primitives, own, { random: random(16), door: 1 }, roster)).bytes,
    });
    const none: readonly Uint8Array[] = [];
    return [
      { method: 'chain', message: new Uint8Array(0), links: [grant.bytes] },
      { method: 'chain', message: new Uint8Array(0), links: [waiting.grant.bytes, taken.bytes] },
      { method: 'chain', message: new Uint8Array(0), links: [waiting.grant.bytes] },
      { method: 'knock', message: chain([grant.bytes], await knockOver(grant.hash)), links: none },
      { method: 'knock', message: chain([waiting.grant.bytes, taken.bytes], await knockOver(taken.hash)), links: none },
      { method: 'knock', message: chain(waiting.links, await knockOver(leaf)), links: none },
      { method: 'knock', message: ownMemberKnock, links: none },
      { method: 'member-ask', message: ownMemberAsk, links: none },
      { method: 'member-knock', message: ownMemberKnock, links: none },
      { method: 'roster', message: (await rosterOf()).bytes, links: none },
      { method: 'roster', message: (await rosterOf(roster)).bytes, links: none },
      {
        method: 'pairing',
        message: makePairingHello(primitives, code, { memberKey: own.key, sealingKey, nonce: random(16) }),
        links: none,
      },
      { method: 'resume', message: (await signResume(primitives, own, boot)).bytes, links: none },
      {
        method: 'time',
        message: (await signTime(primitives, own, { iat: nowS() + 900, nonce: random(16), hubId, blockSeq: 0 })).bytes,
        links: none,
      },
      { method: 'block', message: (await signBlock(primitives, own, everything)).bytes, links: none },
    ] as const;
  };
});

/** One to three changed bytes, a cut, or some more at the end. */
const mutated = (message: Uint8Array): Uint8Array => {
  const copy = new Uint8Array(message);
  for (let n = randomInt(1, 4); n > 0; n -= 1) copy[randomInt(copy.length)] = randomInt(256);
  const kind = randomInt(4);
  if (kind === 0) return copy.slice(0, randomInt(copy.length));
  return kind === 1 ? new Uint8Array(Buffer.concat([copy, randomBytes(randomInt(1, 9))])) : copy;
};

const tryListen = async (port: number, audience: string): Promise<HostileServer | undefined> => {
  try {
    return await HostileServer.listen(port, audience);
  } catch {
    return undefined;
  }
};
