import { describe, expect, it } from 'vitest';
import type { PositionText } from '@latchkey/carrier-sdk';
import { courierNamed, couriersHere, createWhereabouts, forgottenMs, marksOf, oldMs } from './whereabouts.ts';

const at = { latE6: 52_500_000, lonE6: 13_400_000 };
const minute = 60_000;

const atDesk = () => {
  const world = { nowMs: 10 * minute, texts: new Map<string, PositionText>() };
  const where = createWhereabouts({
    open: (_visitId, sealed) => Promise.resolve(world.texts.get(sealed)),
    wallMs: () => world.nowMs,
  });
  const hear = (keyId: string, atS: number | undefined) => {
    if (atS !== undefined) world.texts.set(`${keyId}/${atS}`, { at, accuracyM: 8, atS });
    const sealed = atS === undefined ? {} : { sealedPosition: `${keyId}/${atS}` };
    return where.hear({ type: 'position', keyId, visitId: 'v', ...sealed });
  };
  const couriers = [
    { keyId: 'k1', name: 'Mina', blocked: false },
    { keyId: 'k2', name: 'Ali', blocked: false },
  ];
  return { world, where, hear, couriers, here: () => couriersHere(where.places.get(), couriers, world.nowMs) };
};

describe('where couriers are', () => {
  it('is known of this carrier’s own couriers who share it, by name, until they end it', async () => {
    const { hear, here } = atDesk();
    await hear('k1', 600);
    await hear('k2', 590);
    await hear('somebody else', 600);
    expect(here().map(({ name, atMs }) => [name, atMs])).toEqual([
      ['Ali', 590_000],
      ['Mina', 600_000],
    ]);
    await hear('k2', undefined);
    expect(here().map(({ name }) => name)).toEqual(['Mina']);
  });

  it('grows old, is forgotten after a quarter of an hour, and never counts as newer than it came', async () => {
    const { world, hear, here } = atDesk();
    await hear('k1', 9999);
    expect(here()[0]?.atMs).toBe(world.nowMs);
    const marks = () => marksOf(here(), world.nowMs, ({ name }) => name).map(({ old }) => old);
    expect(marks()).toEqual([false]);
    world.nowMs += oldMs;
    expect(marks()).toEqual([true]);
    world.nowMs += forgottenMs - oldMs;
    expect(marks()).toEqual([]);
  });

  it('does not go back to what a server repeats, and not to what was not sealed to this carrier', async () => {
    const { where, hear, here } = atDesk();
    await hear('k1', 600);
    await hear('k1', 500);
    await where.hear({ type: 'position', keyId: 'k1', visitId: 'v', sealedPosition: 'of another key' });
    expect(here().map(({ atMs }) => atMs)).toEqual([600_000]);
  });

  it('stands beside a visit only where one courier has that name, and not of a device that is blocked', async () => {
    const { world, where, hear, here, couriers } = atDesk();
    await hear('k1', 600);
    expect(courierNamed(here(), 'Mina')?.keyId).toBe('k1');
    expect(courierNamed(here(), undefined)).toBeUndefined();
    const twins = [...couriers, { keyId: 'k3', name: 'Mina', blocked: false }];
    await hear('k3', 600);
    expect(courierNamed(couriersHere(where.places.get(), twins, world.nowMs), 'Mina')).toBeUndefined();
    const blocked = [{ keyId: 'k1', name: 'Mina', blocked: true }];
    expect(couriersHere(where.places.get(), blocked, world.nowMs)).toEqual([]);
  });
});
