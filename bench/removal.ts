import { randomBytes } from 'node:crypto';
import { routes } from '@latchkey/contract';
import { rawSealingKey } from '@latchkey/keys';
import { encodePresentation, readReceipt, ROLE, signLook, signMemberAsk, signRoster, toBase64url, type RosterMember } from '@latchkey/protocol'; // prettier-ignore
import WebSocket from 'ws';
import { bytesOf, Member, primitives } from '../tests/world/member.ts';
import { askOnce, prepareVisits, type Visit } from './stage/visits.ts';
import { figure, quantile, type Bench } from './figure.ts';
import { openFloor, openStage, type Stage } from './stage/stage.ts';

const samples = 40;
const warmUp = 4;
/** One door is watched, the removed device's visitor comes to the other: an ask would end a look. */
const [watchedDoor, visitedDoor] = [1, 2];

/** The rosters of one household, signed by its admin one after the other. */
const householdOf = (admin: Member) => {
  const homeId = bytesOf(admin.homeId);
  const row = async (member: Member, name: string): Promise<RosterMember> => ({
    role: ROLE.admin,
    key: member.signer.key,
    sealingKey: await rawSealingKey(member.sealing.publicKey),
    name,
  });
  let head = admin.hub.roster;
  let epoch = 1;
  return async (others: readonly Member[]): Promise<Uint8Array> => {
    const members = [await row(admin, 'Admin'), ...(await Promise.all(others.map((one) => row(one, 'Removed'))))];
    epoch += 1;
    const iat = Math.floor(Date.now() / 1000);
    const roster = await signRoster(primitives, admin.signer, { iat, homeId, epoch, members }, head);
    const answer = await admin.tell('roster', roster.bytes);
    if (!answer.ok) throw new TypeError(`the roster was refused: ${answer.refusal.reason}`);
    head = roster.hash;
    return head;
  };
};

/** Resolves when the stream of events was ended by the server. */
const eventsEnd = async (server: string, { token }: Member): Promise<{ ended: Promise<number> }> => {
  const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
  const { body } = await fetch(server + routes.homeEvents.path, { headers });
  if (body === null) throw new TypeError('no events');
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  await reader.read();
  const ended = (async () => {
    for (;;) {
      const done = await reader.read().then((part) => part.done, () => true); // prettier-ignore
      if (done) return performance.now();
    }
  })();
  return { ended };
};

/** The device looks through a camera and sees a picture; resolves when its picture has ended. */
const pictureEnds = async (server: string, member: Member): Promise<{ ended: Promise<number> }> => {
  const { hubId, roster } = member.hub;
  const said = { door: watchedDoor, random: new Uint8Array(randomBytes(16)) };
  const ask = await signMemberAsk(primitives, member.signer, said, roster);
  const nonce = await member.tell('ask', encodePresentation({ kind: 'member', knock: ask.bytes }));
  if (!nonce.ok) throw new TypeError(`no challenge: ${nonce.refusal.reason}`);
  const sealingKey = await rawSealingKey(member.sealing.publicKey);
  const claims = { nonce: bytesOf(nonce.message ?? ''), hubId, door: watchedDoor, seconds: 60, sealingKey };
  const look = await member.tell('look', (await signLook(primitives, member.signer, claims)).bytes);
  if (!look.ok) throw new TypeError(`no look: ${look.refusal.reason}`);
  const receipt = readReceipt(primitives, bytesOf(look.message ?? ''), new Uint8Array(32));
  const recordingId = receipt.ok ? receipt.link.claims.detail?.recordingId : undefined;
  if (recordingId === undefined) throw new TypeError('a look without a stream');
  const path = routes.livePath.replace(':recordingId', toBase64url(recordingId));
  const socket = new WebSocket(server.replace('http', 'ws') + path, {
    headers: { authorization: `Bearer ${member.token}` },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('message', () => resolve());
    socket.once('error', reject);
  });
  return { ended: new Promise((resolve) => socket.once('close', () => resolve(performance.now()))) };
};

/** Asks again and again until it is refused. */
const untilRefused = async (ask: () => Promise<boolean>): Promise<number> => {
  while (await ask());
  return performance.now();
};

const signedIn = async (server: string, { token }: Member): Promise<boolean> => {
  const { status } = await fetch(server + routes.readHome.path, { headers: { authorization: `Bearer ${token}` } });
  if (status !== 200 && status !== 401) throw new TypeError(`answered ${status}`);
  return status === 200;
};

/** A chain under a grant of somebody who is no member is not recognised. */
const letIn = async (stage: Stage, visit: Visit): Promise<boolean> => {
  const answer = await askOnce(stage, visit, visitedDoor);
  if (!answer.ok && answer.refusal.reason !== 'not-recognised')
    throw new TypeError(`refused for another reason: ${answer.refusal.reason}`);
  return answer.ok;
};

const once = async (stage: Stage, next: ReturnType<typeof householdOf>): Promise<number> => {
  const admin = stage.homes[0]?.member;
  if (admin === undefined) throw new RangeError('no home');
  const device = new Member(stage.server);
  await device.makeKeys();
  const roster = await next([device]);
  await device.comeIn({ ...admin.hub, roster });
  const [visit] = await prepareVisits(stage, [0], { door: visitedDoor, by: device });
  if (visit === undefined) throw new RangeError('no visit');
  const [events, picture] = [await eventsEnd(stage.server, device), await pictureEnds(stage.server, device)];
  const tapped = performance.now();
  // The admin's answer comes after the others' ends; it is waited for so that nothing of it runs into the next sample.
  const removed = next([]);
  const ends = await Promise.all([
    events.ended,
    picture.ended,
    untilRefused(() => signedIn(stage.server, device)),
    removed.then(() => untilRefused(() => letIn(stage, visit))),
  ]);
  return Math.max(...ends) - tapped;
};

/**
 * Admin's tap → the last of four: the removed device's event stream and its live picture are ended, its session is refused, and the
 * door refuses the visitor it had let in. The floor: the hops of one message, one verification, one fdatasync.
 */
export const removal: Bench = {
  names: ['removal.tap-to-ended.p50', 'removal.tap-to-ended.p99'],
  run: async () => {
    const [stage, floor] = [await openStage(1), await openFloor()];
    try {
      const admin = stage.homes[0]?.member;
      if (admin === undefined) throw new RangeError('no home');
      const next = householdOf(admin);
      const ours: number[] = [];
      const floors: number[] = [];
      for (let n = -warmUp; n < samples; n += 1) {
        const before = performance.now();
        const [answered] = await floor.tap();
        const ms = await once(stage, next);
        if (n < 0) continue;
        floors.push(answered - before);
        ours.push(ms);
      }
      const at = (q: number, name: string) => figure(name, 'ms', quantile(ours, q), quantile(floors, q), ours.length);
      return [at(0.5, 'removal.tap-to-ended.p50'), at(0.99, 'removal.tap-to-ended.p99')];
    } finally {
      await Promise.all([stage.stop(), floor.stop()]);
    }
  },
};
