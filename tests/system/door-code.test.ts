import type { Stop } from '@latchkey/carrier-sdk';
import { ffmpegCamera, probeFfmpeg, type GreyPicture } from '@latchkey/hub/cameras';
import { startSimulatedCamera, type SimulatedCamera } from '@latchkey/hub/cameras/simulated';
import { FITTED, FLAG, readAtDoor, type AtDoor } from '@latchkey/protocol';
import { encode } from 'uqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eyeOf } from '../../apps/hub/eye.ts';
import { announce, shipmentOf, stopOf, untilEvent, type Dispatch } from '../world/carrier.ts';
import type { DemoHome } from '../world/home.ts';
import { openServedHome, type ServedHome } from '../world/household.ts';
import type { Member } from '../world/member.ts';
import { until } from '../world/until.ts';
import { wallClock as clock } from '../world/wall-clock.ts';

const root = new URL('../../', import.meta.url);
const finder = new URL('dist/node/hub-code-finder.js', root);
const ffmpeg = await probeFfmpeg(['ffmpeg', new URL('node_modules/@ffmpeg-installer/linux-x64/ffmpeg', root).pathname]);

/** The short form of a knock with one parcel has 135 bytes; these are as long and mean nothing. */
const CODE = `LK1:1/1:0F1E:${'K3 7B$%*+-./:9ZQ'.repeat(13).slice(0, 204)}`;

const screen = (dark: number, light: number): GreyPicture => {
  const { data, size } = encode(CODE, { ecc: 'M', border: 4 });
  return { data: Uint8Array.from(data.flat(), (ink) => (ink ? dark : light)), width: size, height: size };
};

describe.skipIf(ffmpeg === undefined)('a code before a real camera stream', () => {
  const program = ffmpeg ?? { path: 'ffmpeg', rtspTimeoutOption: '-timeout' as const };
  let camera: SimulatedCamera;
  let seen: string[] = [];
  const lines: string[] = [];
  const eye = eyeOf({ clock, seen: (text) => seen.push(text), report: (line) => lines.push(line) }, finder);
  let open: ReturnType<ReturnType<typeof ffmpegCamera>['open']>;

  beforeAll(async () => {
    const clip = new URL('assets/clips/hallway.mp4', root).pathname;
    camera = await startSimulatedCamera({
      ffmpeg: program,
      clip,
      host: '127.0.0.1',
      port: 0,
      clock,
      random: Math.random,
    });
    const source = { kind: 'rtsp', url: camera.url } as const;
    const look = (picture: GreyPicture) => eye.look(picture);
    open = ffmpegCamera({ source, ffmpeg: program, clock, look }).open({
      frame: () => undefined,
      health: () => undefined,
    });
  });
  afterAll(async () => {
    eye.stop();
    await open.close();
    await camera.stop();
  });

  it.each([
    ['straight and near', { widthPx: 260 }],
    ['leaning away by 45°', { widthPx: 320, tiltedDegrees: 45 }],
    ['turned on its side', { widthPx: 300, turnedDegrees: 100 }],
    ['blurred', { widthPx: 320, blurPx: 2 }],
    ['dim and noisy as at night', { widthPx: 320, noise: 40, dark: 25, light: 110 }],
    [
      'all of it a little',
      { widthPx: 340, turnedDegrees: -12, tiltedDegrees: 30, blurPx: 1, noise: 25, dark: 20, light: 140 },
    ],
  ])('is read %s', async (_how, { dark = 30, light = 225, ...how }: Record<string, number> & { widthPx: number }) => {
    seen = [];
    const straight = { turnedDegrees: 0, tiltedDegrees: 0, blurPx: 0, noise: 6 };
    camera.hold({ picture: screen(dark, light), ...straight, ...how });
    await until('the code', () => seen.includes(CODE));
    camera.hold(undefined);
    expect(new Set(seen)).toEqual(new Set([CODE]));
    expect(lines).toEqual([]);
  });
});

describe.skipIf(ffmpeg === undefined)('a courier and a hub without a line', () => {
  let served: ServedHome;
  let home: DemoHome;
  let member: Member;
  let dispatch: Dispatch;

  beforeAll(async () => {
    served = await openServedHome();
    ({ home, member, dispatch } = served);
  });
  afterAll(() => served.stop());

  it('P1, P6: the door reads the courier’s screen, opens once, films it, and tells everything when there is a line again', async () => {
    const { shipmentId, trackingNumber } = await announce(dispatch, member.handle);
    const carrier = { signingKey: dispatch.signingKey, sealingKey: dispatch.sealingKey };
    const more = { maxStaleSeconds: 3600 };
    const { visitId } = await member.grant({ shipmentId, trackingNumbers: [trackingNumber], carrier, more });
    await dispatch.carrier.assign(await shipmentOf(dispatch, shipmentId), dispatch.courier.courierId);
    const stop = await stopOf(dispatch, visitId);
    await untilEvent(dispatch, stop, 'armed');
    await home.act({ type: 'router', line: 'cut' });
    const at = { door: 1, trackingNumbers: [trackingNumber] };
    await until('the bolt to be withdrawn', async () => {
      await home.act({ type: 'hold', codes: [...(await dispatch.device.doorCodes(stop, at)).codes] });
      return until('the bolt', async () => (await home.truth()).bolt < 100, 12_000).catch(() => false);
    });
    await home.act({ type: 'hold', codes: [] });
    await home.untilBolt(0);
    await home.push();
    await home.pull();
    await home.untilBolt(100);
    await home.act({ type: 'router', line: 'up' });
    const told = await untilEvent(dispatch, stop, 'complete');
    expect(told.indexOf('recording-started')).toBeLessThan(told.indexOf('unlock-intended'));
    expect(told.filter((event) => event === 'unlocked')).toHaveLength(1);
    expect(told).not.toContain('asked');
  });

  /** A visit whose household asks that whoever knocks stands at the door. */
  const comesInPerson = async () => {
    const { shipmentId, trackingNumber } = await announce(dispatch, member.handle);
    const carrier = { signingKey: dispatch.signingKey, sealingKey: dispatch.sealingKey };
    const more = { flags: FLAG.mustRecord | FLAG.mustRelock | FLAG.atDoor };
    const { visitId } = await member.grant({ shipmentId, trackingNumbers: [trackingNumber], carrier, more });
    await dispatch.carrier.assign(await shipmentOf(dispatch, shipmentId), dispatch.courier.courierId);
    const stop = await stopOf(dispatch, visitId);
    await untilEvent(dispatch, stop, 'armed');
    return { stop, at: { door: 1, trackingNumbers: [trackingNumber] } };
  };
  /** A phone held against the tag: what it reads there, new each time. */
  const tapped = async (): Promise<AtDoor['shown']> => {
    const last = async () => (await home.state()).doors.find(({ door }) => door === 1)?.outside?.read;
    const before = await last();
    await home.act({ type: 'tap' });
    const link = await until('another reading', async () => {
      const read = await last();
      return read === before ? undefined : read;
    });
    const read = readAtDoor(link);
    if (read === undefined) throw new TypeError(`no door in ${link}`);
    return read.shown;
  };
  const proofOf = async (stop: Stop) =>
    (await dispatch.device.story(stop)).facts.find(({ event }) => event === 'unlock-intended')?.detail.presence;

  it('P1, P2: the tag beside the door lets in who reads it and nobody who does not, and no reading from before counts then', async () => {
    await home.act({ type: 'fit', what: 'tag', there: true });
    await until('the hub to say what is fitted', async () => {
      const { doors } = await member.state();
      return doors[0]?.presence === FITTED.tag;
    });
    const { stop, at } = await comesInPerson();
    expect(await dispatch.device.knock(stop, at)).toMatchObject({ refusal: { reason: 'presence-not-proven' } });
    const early = await tapped();
    // The camera may still be at its first seconds: the same courier knocks again, and reads the tag again.
    await until('the door to let them in', async () => {
      const heard = await dispatch.device.knock(stop, { ...at, shown: await tapped() });
      return heard.outcome === 'allowed';
    });
    await home.untilBolt(0);
    expect(await dispatch.device.knock(stop, { ...at, shown: early })).toMatchObject({ outcome: 'refused' });
    await until('the receipt of the opening', async () => (await proofOf(stop)) === 'tag');
  });
});
