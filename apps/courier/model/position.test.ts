import { describe, expect, it } from 'vitest';
import { tourProgress } from '@latchkey/carrier-sdk';
import type { Fix, GeoPoint } from '@latchkey/delivery';
import { createPosition } from './position.ts';

const here: GeoPoint = { latE6: 52_506_500, lonE6: 13_395_000 };
const plan = [{ id: 'a', at: here }];

const onTour = () => {
  const world = { nowS: 1_000_000, fix: undefined as ((fix: Fix) => void) | undefined, denied: () => {}, ended: 0 };
  const progress = tourProgress(() => world.nowS);
  const position = createPosition({
    progress,
    watch: (onFix, onDenied) => {
      world.fix = onFix;
      world.denied = onDenied;
      return () => {
        world.ended += 1;
      };
    },
  });
  progress.planned(plan);
  return { position, progress, world };
};

describe('a courier’s position', () => {
  it('is used only while the courier shares it, and is asked for once', () => {
    const { position, progress, world } = onTour();
    expect(position.view.get().phase).toBe('off');
    position.share();
    position.share();
    expect(position.view.get().phase).toBe('asking');
    const away = { latE6: here.latE6 + 9000, lonE6: here.lonE6 };
    world.fix?.({ atS: world.nowS, at: away, accuracyM: 9 });
    expect(position.view.get()).toMatchObject({ phase: 'shared', own: { accuracyM: 9 } });
    expect(progress.toTell()[0]?.etaS).not.toBe(210);
    position.stop();
    expect(position.view.get()).toEqual({ phase: 'off', own: undefined });
    expect(progress.toTell()[0]?.etaS).toBe(210);
    expect(world.ended).toBe(1);
  });

  it('is not asked for again by itself where it is not allowed', () => {
    const { position, progress, world } = onTour();
    position.share();
    world.denied();
    expect(position.view.get().phase).toBe('denied');
    expect(progress.toTell()).toEqual([{ id: 'a', etaS: 210, stopsBefore: 0, due: true }]);
    expect(world.ended).toBe(1);
  });
});
