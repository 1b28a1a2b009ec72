import { expect, it } from 'vitest';
import { handClock } from '../testing/hand-clock.ts';
import type { CameraFault, OpenCamera } from './camera.ts';
import type { Frame } from './decoder.ts';
import { createScan } from './scan.ts';

const frame: Frame = { data: new Uint8ClampedArray(4), width: 1, height: 1 };

/** A camera and a reader by hand: `sees` is what stands before the lens. */
const stand = (given: { fault?: CameraFault; lamp?: boolean } = {}) => {
  const { clock, later, pass } = handClock();
  const world = {
    sees: [] as string[],
    reads: true,
    open: 0,
    lamp: false,
    lose: () => {},
    found: [] as string[],
    onFound: () => {},
  };
  const answered: (() => void)[] = [];
  const openCamera: OpenCamera = async () => {
    await new Promise<void>((resolve) => answered.push(resolve));
    if (given.fault !== undefined) return { ok: false, fault: given.fault };
    world.open += 1;
    const torch = (on: boolean) => {
      world.lamp = on;
      return Promise.resolve();
    };
    const camera = {
      frame: () => frame,
      torch: given.lamp === true ? torch : undefined,
      onLost: (told: () => void) => void (world.lose = told),
      close: () => void (world.open -= 1),
    };
    return { ok: true, camera };
  };
  const read = () => (world.reads ? Promise.resolve([...world.sees]) : Promise.reject(new Error('no decoder')));
  const scan = createScan({
    openCamera,
    openReader: () => ({ read, close: () => {} }),
    formats: ['QRCode'],
    onFound: (text) => {
      world.found.push(text);
      world.onFound();
    },
    clock,
    later,
  });
  const answer = async () => {
    for (const go of answered.splice(0)) go();
    await pass(0);
  };
  return { scan, world, answer, pass };
};

it('tells a code once while it stays in sight, and again when it comes back', async () => {
  const { scan, world, answer, pass } = stand();
  void scan.open();
  expect(scan.state.get().kind).toBe('opening');
  await answer();
  expect(scan.state.get()).toEqual({ kind: 'looking', torch: 'none' });
  world.sees = ['A'];
  await pass(8000);
  expect(world.found).toEqual(['A']);
  world.sees = [];
  await pass(3000);
  world.sees = ['A', 'B'];
  await pass(1000);
  expect(world.found).toEqual(['A', 'A', 'B']);
});

it.each(['refused', 'none', 'busy', 'not-here'] as const)('says why there is no picture: %s', async (fault) => {
  const { scan, answer } = stand({ fault });
  void scan.open();
  await answer();
  expect(scan.state.get()).toEqual({ kind: 'failed', fault });
});

it('closed while the browser still asks, it lets the camera go as soon as it comes', async () => {
  const { scan, world, answer } = stand();
  void scan.open();
  scan.close();
  await answer();
  expect(world.open).toBe(0);
  expect(scan.state.get()).toEqual({ kind: 'closed' });
});

it('a camera that is taken away, and a decoder that does not load, are said, and trying again begins anew', async () => {
  const { scan, world, answer, pass } = stand();
  void scan.open();
  await answer();
  world.lose();
  expect(scan.state.get()).toEqual({ kind: 'failed', fault: 'lost' });
  expect(world.open).toBe(0);
  world.reads = false;
  void scan.open();
  await answer();
  await pass(500);
  expect(scan.state.get()).toEqual({ kind: 'failed', fault: 'unreadable' });
  world.reads = true;
  world.sees = ['A'];
  void scan.open();
  await answer();
  await pass(500);
  expect(world.found).toEqual(['A']);
});

it('finds nothing more once it is closed, also by the finding itself', async () => {
  const { scan, world, answer, pass } = stand();
  void scan.open();
  await answer();
  world.sees = ['A', 'B'];
  world.onFound = scan.close;
  await pass(1000);
  expect(world.found).toEqual(['A']);
});

it('lights the lamp where the camera has one', async () => {
  const { scan, world, answer } = stand({ lamp: true });
  void scan.open();
  await answer();
  await scan.turnTorch();
  expect(world.lamp).toBe(true);
  expect(scan.state.get()).toEqual({ kind: 'looking', torch: 'on' });
  await scan.turnTorch();
  expect(world.lamp).toBe(false);
});
