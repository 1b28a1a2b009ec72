import { routes } from '@latchkey/contract';
import { RecordSplitter } from '@latchkey/media';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { announce, shipmentOf, stopOf, untilEvent, type Dispatch } from '../world/carrier.ts';
import type { DemoHome } from '../world/home.ts';
import { openServedHome, type ServedHome } from '../world/household.ts';
import type { Member } from '../world/member.ts';
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

  it('is the same bytes live and stored, from the moment somebody watches to its signed end', async () => {
    const { shipmentId, trackingNumber } = await announce(dispatch, member.handle);
    const carrier = { signingKey: dispatch.signingKey, sealingKey: dispatch.sealingKey };
    const { visitId } = await member.grant({ shipmentId, trackingNumbers: [trackingNumber], carrier });
    await dispatch.carrier.assign(await shipmentOf(dispatch, shipmentId), dispatch.courier.courierId);
    const stop = await stopOf(dispatch, visitId);
    await until('the knock to be allowed', async () => {
      const knocked = await dispatch.device.knock(stop, { door: 1, trackingNumbers: [trackingNumber] });
      return knocked.outcome === 'allowed';
    });
    const { recordingId } = await until('a recording that runs', async () => {
      const visit = await member.client(routes.readHomeVisit, { params: { visitId } });
      return visit.recordings.find(({ closed }) => !closed);
    });
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
});
