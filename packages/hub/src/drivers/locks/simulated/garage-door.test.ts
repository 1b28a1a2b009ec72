import { describe, expect, it } from 'vitest';
import { demoHome } from './demo-home.ts';
import { garageDoor } from './garage-door.ts';
import { Bench, garage } from './testing/bench.ts';

describe('a garage door', () => {
  const up = () => {
    const door = garage();
    door.order('unlocked');
    return door.after(9000);
  };

  it('travels up in eight seconds and is held by nothing from the first moment', () => {
    const door = garage();
    door.order('unlocked');
    expect(door.after(4000).last).toMatchObject({ bolt: 0, contact: 'open', moving: 'unlocking' });
    expect(door.truth.leaf).toBeCloseTo(50);
    expect(door.after(4100).last).toMatchObject({ leaf: 100, moving: 'none', jam: false });
  });

  it('warns for five seconds before it closes, and is locked only when it is down', () => {
    const door = up();
    door.order('locked');
    expect(door.after(900).truth).toMatchObject({ leaf: 100, moving: 'warning', warnsLeftMs: 4100 });
    expect(door.after(4000).truth).toMatchObject({ leaf: 100, moving: 'warning', warnsLeftMs: 100 });
    expect(door.after(4100).last).toMatchObject({ bolt: 0, contact: 'open', moving: 'locking' });
    expect(door.after(4100).last).toMatchObject({ bolt: 100, contact: 'closed', moving: 'none' });
  });

  it('does not close by itself where that is not allowed', () => {
    const door = new Bench(garageDoor, { ...demoHome.garage, closesByItself: false });
    door.order('unlocked');
    const id = door.after(9000).order('locked');
    expect(door.after(20_000).truth.leaf).toBe(100);
    expect(door.heard(id)).toEqual(['not-allowed']);
  });

  it('opens again when something stands in its way, and reports the jam', () => {
    const door = up();
    door.order('locked');
    door.after(9000).hand({ act: 'obstruct', present: true });
    expect(door.after(10_000).last).toMatchObject({ leaf: 100, jam: true, obstructed: true });
  });

  it('stays up when something stands in its way before it starts', () => {
    const door = up();
    door.hand({ act: 'obstruct', present: true });
    door.order('locked');
    expect(door.after(20_000).last).toMatchObject({ leaf: 100, jam: true });
  });

  it('stops warning when the command is taken back', () => {
    const door = up();
    const id = door.order('locked');
    door.after(3000).cancel(id);
    expect(door.after(20_000).truth).toMatchObject({ leaf: 100, moving: 'none' });
  });

  it('P10: is freed by its cord in every state, and is not locked until it is coupled again', () => {
    const door = garage();
    door.hand({ act: 'handle' });
    expect(door.after(100).last).toMatchObject({ bolt: 0, contact: 'closed', cause: 'handle' });
    door.hand({ act: 'push' });
    door.after(2000).hand({ act: 'pull' });
    expect(door.after(2000).last).toMatchObject({ bolt: 0, contact: 'closed' });
    door.hand({ act: 'key', to: 'locked' });
    expect(door.after(100).last.bolt).toBe(100);
  });

  it('does not give way while it is coupled', () => {
    const door = garage();
    door.hand({ act: 'push' });
    expect(door.after(3000).truth.leaf).toBe(0);
  });
});
