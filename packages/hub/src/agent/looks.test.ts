import { describe, expect, it } from 'vitest';
import { CAMERA } from '@latchkey/protocol';
import { LookedAt } from './testing/looked-at.ts';
import { Paper } from './testing/paper.ts';
import { bytesOf } from './testing/powered-home.ts';
import { reasonOf } from './testing/test-home.ts';
import { settle } from './testing/virtual-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The same message over other seconds, which no honest app can write: 600 is 19 02 58 in CBOR. */
const withSeconds = (bytes: Uint8Array, seconds: number): Uint8Array => {
  const at = bytes.findIndex((byte, i) => byte === 0x19 && bytes[i + 1] === 0x02 && bytes[i + 2] === 0x58);
  if (at < 0) throw new Error('no seconds in it');
  return Uint8Array.from(bytes, (byte, i) => (i === at + 2 ? seconds & 0xff : byte));
};

describe('P8: a look outside a visit', () => {
  it('P8: is receipted before a picture leaves, lights the camera, is sealed to its own key and shows nothing from before', async () => {
    const home = await LookedAt.paired();
    expect(home.film.armed).toBe(false);
    const began = await home.lookAt();
    const receipt = home.receipts().at(-1);
    expect(receipt).toMatchObject({ event: 'look-began', door: 1, detail: { lengthMs: 600_000 } });
    expect(bytesOf(began)).toEqual(home.hub.core.memory.receipts.last?.bytes);
    expect(home.film.look).toMatchObject({ sealingKey: new Uint8Array(65).fill(4), sinceMs: home.clock.nowMs });
    const said = home.server.said.map(({ type }) => type);
    expect(said.lastIndexOf('receipt')).toBeLessThan(said.indexOf('look-started'));
    expect(home.locks.indicator).toBe(true);
    expect(await home.camera()).toBe(CAMERA.watched);
    expect(home.events()).not.toContain('recording-started');
  });

  it('P8: ends by the hub’s own clock after its seconds, whatever the server sends, and the camera closes', async () => {
    const home = await LookedAt.paired();
    await home.lookAt({ seconds: 600 });
    await home.watch(599_999);
    expect(home.film.recording).toBe(true);
    expect(home.lastEnd).toBeUndefined();
    await home.watch(1);
    expect(home.film).toMatchObject({ recording: false, armed: false });
    expect(home.lastEnd).toMatchObject({ cause: 'time-over' });
    expect(home.server.closed).toHaveLength(1);
    expect(home.locks.indicator).toBe(false);
    expect(await home.camera()).toBe(CAMERA.off);
  });

  it('P8: lasts 600 s at a door that is watched without a pause, and no second longer at the 601st', async () => {
    const home = await LookedAt.paired();
    const longer = await home.lookBytes().then((bytes) => withSeconds(bytes, 601));
    expect(reasonOf(await home.hub.answer('look', longer))).toBe('malformed');
    await home.lookAt();
    await home.watch(600_000 - 1);
    expect([home.film.recording, await home.camera()]).toEqual([true, CAMERA.watched]);
    await home.watch(1001);
    expect([home.film.recording, await home.camera()]).toEqual([false, CAMERA.off]);
    expect(home.receipts().filter(({ event }) => event === 'look-ended')).toHaveLength(1);
    // Nor does another viewer, or the same wish once more, bring it back.
    await home.watch(10_000);
    expect(home.film.starts).toBe(1);
    expect(reasonOf(await home.lookAt())).toBe('look-rests');
  });

  it('P8: that was recorded starts no camera again, and neither does one that comes late', async () => {
    const home = await LookedAt.paired();
    const bytes = await home.lookBytes();
    expect(reasonOf(await home.hub.answer('look', bytes))).toBe('allowed');
    expect(reasonOf(await home.hub.answer('look', bytes))).toBe('nonce-unknown');
    await home.endLook(home.robin);
    expect(reasonOf(await home.hub.answer('look', bytes))).toBe('nonce-unknown');
    const late = await home.lookBytes();
    await home.clock.pass(31_000);
    expect(reasonOf(await home.hub.answer('look', late))).toBe('nonce-expired');
    expect(home.film.starts).toBe(1);
  });

  it('P8: begins once where two are wished in the same moment, at whichever door', async () => {
    const home = await LookedAt.paired();
    const [one, two] = [await home.lookBytes(), await home.lookBytes({ door: 2 }, home.anna)];
    const answers = await Promise.all([home.hub.answer('look', one), home.hub.answer('look', two)]);
    expect(answers.map(reasonOf)).toEqual(['allowed', 'look-running']);
    await settle();
    expect(home.events().filter((event) => event === 'look-began')).toHaveLength(1);
  });

  it('P8, P11: is ended by any member at once; who looked waits an hour then, and otherwise as long as they looked', async () => {
    const home = await LookedAt.paired();
    await home.lookAt();
    await home.watch(MINUTE);
    expect(reasonOf(await home.endLook(home.anna))).toBe('allowed');
    expect(home.lastEnd).toMatchObject({ cause: 'ended-by-member' });
    expect(home.film.recording).toBe(false);
    expect(reasonOf(await home.endLook(home.anna))).toBe('no-look');
    await home.clock.pass(HOUR - 1000);
    expect(reasonOf(await home.lookAt())).toBe('look-rests');
    await home.clock.pass(2000);
    expect(reasonOf(await home.lookAt())).toBe('allowed');
    await home.watch(MINUTE);
    await home.endLook(home.robin);
    await home.clock.pass(MINUTE - 1000);
    expect(reasonOf(await home.lookAt())).toBe('look-rests');
    expect(reasonOf(await home.lookAt({}, home.anna))).toBe('allowed');
  });

  it('P8: is ended by the hub’s button, which switches looks off for a day of the hub’s running time, over a start too', async () => {
    const home = await LookedAt.paired();
    await home.lookAt();
    home.hub.heard({ type: 'button', heldMs: 200 });
    home.hub.heard({ type: 'button', heldMs: 200 });
    await settle();
    expect(home.lastEnd).toMatchObject({ cause: 'button' });
    expect(home.events().filter((event) => event === 'looks-off')).toHaveLength(1);
    home.clock.nowMs += 2 * HOUR;
    expect(await home.lookAt()).toMatchObject({ refusal: { reason: 'looks-off', waitS: 22 * 3600 } });
    home.unplug();
    await home.plugIn();
    expect(await home.lookAt()).toMatchObject({ refusal: { reason: 'looks-off', waitS: 24 * 3600 } });
    home.clock.nowMs += 24 * HOUR;
    await home.clock.pass(2000);
    expect(reasonOf(await home.lookAt())).toBe('allowed');
  });

  it('P8: is what a press of the button ends while it runs, and a recovery that waits has to wait for the next press', async () => {
    const home = await LookedAt.paired();
    const paper = await Paper.printed(home);
    await paper.used();
    expect(reasonOf(await home.lookAt())).toBe('allowed');
    home.hub.heard({ type: 'button', heldMs: 200 });
    await home.clock.pass(1000);
    expect(home.lastEnd).toMatchObject({ cause: 'button' });
    expect(home.events()).not.toContain('recovered');
    home.hub.heard({ type: 'button', heldMs: 200 });
    await home.clock.pass(1000);
    expect(home.events()).toContain('recovered');
  });

  it('P8: has its wait survive a start, which begins it anew, also where the look was cut off by it', async () => {
    const home = await LookedAt.paired();
    await home.lookAt();
    await home.watch(MINUTE);
    await home.endLook(home.anna);
    home.unplug();
    await home.plugIn();
    await home.clock.pass(HOUR - 2000);
    expect(reasonOf(await home.lookAt())).toBe('look-rests');
    expect(reasonOf(await home.lookAt({}, home.anna))).toBe('allowed');
    await home.endLook(home.anna);
    await home.clock.pass(4000);
    expect(reasonOf(await home.lookAt({ seconds: 300 }))).toBe('allowed');
    home.unplug();
    await home.plugIn();
    await home.clock.pass(5 * MINUTE - 2000);
    expect(reasonOf(await home.lookAt())).toBe('look-rests');
    await home.clock.pass(4000);
    expect(reasonOf(await home.lookAt())).toBe('allowed');
  });

  it('P8: is refused at a door that has no camera, and spends no nonce', async () => {
    const home = await LookedAt.paired();
    home.film.absent = true;
    expect(await home.lookAt()).toMatchObject({ refusal: { reason: 'camera-none' } });
    expect(home.events()).not.toContain('look-began');
    expect(reasonOf(await home.lookAt({ door: 2 }))).toBe('allowed');
  });

  it('P8: gives way to a courier’s ask, whose film begins at once, and none begins while a visit is filmed', async () => {
    const home = await LookedAt.paired();
    await home.lookAt();
    const visit = await home.visit();
    await home.arm(visit);
    await home.watch(1000);
    expect(reasonOf(await home.ask(visit))).toBe('allowed');
    await home.clock.pass(500);
    expect(home.lastEnd).toMatchObject({ cause: 'visit' });
    expect(home.film).toMatchObject({ recording: true, look: undefined });
    expect(home.locks.indicator).toBe(true);
    expect(reasonOf(await home.lookAt({}, home.anna))).toBe('visit-running');
    expect(await home.camera()).toBe(CAMERA.recording);
  });

  it('P8, P11: ends with the membership of whoever looks', async () => {
    const home = await LookedAt.paired();
    await home.lookAt();
    await home.nextRoster({ members: home.members.slice(0, 1) });
    await settle();
    expect(home.lastEnd).toMatchObject({ cause: 'member-removed' });
    expect(home.film.recording).toBe(false);
  });

  it('P8: ends when nobody watches, when the line ends, and when the camera gives no picture', async () => {
    const home = await LookedAt.paired();
    await home.lookAt();
    await home.clock.pass(22_000);
    expect(home.lastEnd).toMatchObject({ cause: 'nobody-watches' });
    await home.clock.pass(MINUTE);
    await home.lookAt();
    home.hub.line.welcome(home.hub.core.memory.seq, '');
    await settle();
    expect(home.lastEnd).toMatchObject({ cause: 'line-lost' });
    await home.clock.pass(MINUTE);
    home.film.cut();
    await home.lookAt();
    await home.watch(10_000);
    expect(home.lastEnd).toMatchObject({ cause: 'camera-lost' });
    expect(home.film.armed).toBe(false);
  });

  it('P8: is over after a start, and that is the first thing that the hub says', async () => {
    const home = await LookedAt.paired();
    await home.lookAt();
    await home.watch(5000);
    home.unplug();
    await home.plugIn();
    await home.clock.pass(2000);
    expect(home.events().slice(-3)).toEqual(['look-began', 'booted', 'look-ended']);
    expect(home.lastEnd).toMatchObject({ cause: 'hub-restarted' });
    expect(home.film.recording).toBe(false);
    home.unplug();
    await home.plugIn();
    await settle();
    expect(home.events().filter((event) => event === 'look-ended')).toHaveLength(1);
  });
});
