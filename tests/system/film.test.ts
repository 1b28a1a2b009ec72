import { routes } from '@latchkey/contract';
import { openSealed } from '@latchkey/keys';
import { inspectRecording, openRecording, RecordSplitter, RecordVerifier } from '@latchkey/media';
import { kidOf, toHex } from '@latchkey/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { untilEvent, type Dispatch } from '../world/carrier.ts';
import type { DemoHome } from '../world/home.ts';
import { openServedHome, type ServedHome } from '../world/household.ts';
import { Member, primitives } from '../world/member.ts';
import { tellAdmins } from '../world/rosters.ts';
import { visitThatRuns } from '../world/running-visit.ts';
import { until } from '../world/until.ts';
import type { World } from '../world/world.ts';

const ID_BYTES = 16;

/** Sealed film through all processes, watched by a socket that keeps every byte. */
describe('the film of a visit', () => {
  let served: ServedHome;
  let world: World;
  let home: DemoHome;
  let member: Member;
  let dispatch: Dispatch;

  beforeAll(async () => {
    served = await openServedHome();
    ({ world, home, member, dispatch } = served);
  });
  afterAll(() => served.stop());

  const bearer = () => ({ authorization: `Bearer ${member.token}` });

  /** Every message as it came; resolves when the server closes the picture. */
  const watch = (recordingId: string) => {
    const messages: Buffer[] = [];
    const path = routes.livePath.replace(':recordingId', recordingId);
    const socket = new WebSocket(world.server.replace(/^http/, 'ws') + path, { headers: bearer() });
    socket.on('message', (data: Buffer) => messages.push(data));
    const ended = new Promise<void>((resolve, reject) => {
      socket.once('close', () => resolve());
      socket.once('error', reject);
    });
    return { messages, ended };
  };

  const stored = async (recordingId: string): Promise<Buffer> => {
    const path = routes.readRecording.path.replace(':recordingId', recordingId);
    return Buffer.from(await (await fetch(world.server + path, { headers: bearer() })).arrayBuffer());
  };

  const recordingsOf = async (visitId: string) =>
    (await member.client(routes.readHomeVisit, { params: { visitId } })).recordings;

  it('is the same bytes live and stored, from the moment somebody watches to its signed end', async () => {
    const { visitId, stop } = await visitThatRuns(served);
    const { recordingId } = await until('a recording that runs', async () =>
      (await recordingsOf(visitId)).find(({ closed }) => !closed),
    );
    const { messages, ended } = watch(recordingId);
    await until('pictures', () => messages.length > 20);
    await home.push();
    await untilEvent(dispatch, stop, 'door-opened');
    await home.pull();
    await untilEvent(dispatch, stop, 'recording-closed');
    await ended;
    const id = Buffer.from(recordingId, 'base64url');
    for (const message of messages) expect(message.subarray(0, ID_BYTES).equals(id)).toBe(true);

    const live = Buffer.concat(messages.map((message) => message.subarray(ID_BYTES)));
    const whole = await until('the whole film', async () => {
      const bytes = await stored(recordingId);
      return new RecordSplitter().push(bytes).at(-1)?.type === 'close' ? bytes : undefined;
    });
    // A newcomer gets the first record, then everything from the current key frame on.
    const [init, ...rest] = new RecordSplitter().push(live);
    expect(init?.type).toBe('init');
    expect(rest[0]?.type).toBe('key');
    expect(rest.at(-1)?.type).toBe('close');
    expect(rest.length).toBeGreaterThan(30);
    const seen = live.subarray(init?.bytes.length);
    expect(whole.subarray(0, init?.bytes.length).equals(Buffer.from(init?.bytes ?? []))).toBe(true);
    expect(whole.subarray(whole.length - seen.length).equals(seen)).toBe(true);
  });

  let epoch = 1;
  /** The household from now on: the member, and these. */
  const household = async (...others: Member[]) => {
    epoch += 1;
    Object.assign(member.hub, { roster: await tellAdmins(member, epoch, [member, ...others]) });
  };

  /** Checked with the hub's own key, and opened by nobody. */
  const checked = (bytes: Buffer) => {
    const verify = (message: Uint8Array, signature: Uint8Array) =>
      primitives.verify(member.hub.hubKey, message, signature);
    const effects = { sha256: primitives.sha256, verify };
    const [init] = new RecordVerifier(effects)
      .push(bytes)
      .flatMap((found) => (found.kind === 'init' ? [found.init] : []));
    return { report: inspectRecording(bytes, effects), init };
  };

  /** Whether this device has the key that the film commits to: in the envelope with its name, or in anybody's. */
  const opens = async ({ sealing }: Member, film: ReturnType<typeof checked> | undefined) => {
    const init = film?.init;
    if (init === undefined) throw new TypeError('no film');
    const purpose = new TextEncoder().encode('lk1-recording');
    const keys = await Promise.all(init.envelopes.map((one) => openSealed(sealing, one, purpose, init.recordingId)));
    return keys.some((key) => key !== undefined && openRecording(primitives.sha256, key, init) !== undefined);
  };

  it('P11: goes on under another key once a member is removed, and no picture is missing to those who remain', async () => {
    const removed = new Member(world.server);
    await removed.makeKeys();
    await household(removed);
    const { visitId, stop } = await visitThatRuns(served);
    const [before] = await until('a film that runs', async () => {
      const running = (await recordingsOf(visitId)).filter(({ closed }) => !closed);
      return running.length === 1 ? running : undefined;
    });
    await home.untilBolt(0);
    await household();
    const [after] = await until('the film that follows', async () => {
      const running = (await recordingsOf(visitId)).filter(
        ({ closed, recordingId }) => !closed && recordingId !== before?.recordingId,
      );
      return running.length === 1 ? running : undefined;
    });
    await home.push();
    await untilEvent(dispatch, stop, 'door-opened');
    await home.pull();
    await home.untilBolt(100);
    const films = await until('both films, whole', async () => {
      const all = await Promise.all([before, after].map(async (one) => checked(await stored(one?.recordingId ?? ''))));
      return all.every(({ report }) => report.close !== undefined) ? all : undefined;
    });
    expect(films.map(({ report: { verdict, missing, gaps } }) => ({ verdict, missing, gaps }))).toEqual([
      { verdict: 'ok', missing: [], gaps: [] },
      { verdict: 'ok', missing: [], gaps: [] },
    ]);
    const [first, second] = films;
    expect(second?.init?.startedMs).toBeLessThanOrEqual(first?.report.close?.lastCaptureMs ?? 0);
    const kids = films.map(({ init }) => init?.envelopes.map(({ kid }) => toHex(kid)).sort());
    const [staying, gone] = [member, removed].map(({ signer }) => toHex(kidOf(primitives, signer.key)));
    expect(kids).toEqual([[staying, gone].sort(), [staying]]);
    expect(await opens(removed, first)).toBe(true);
    expect(await opens(removed, second)).toBe(false);
    expect(await opens(member, second)).toBe(true);
  });
});
