import { expect, it } from 'vitest';
import { keepingCode } from './device.ts';

const aShelf = (kept?: object) => {
  const all = new Map<string, unknown>(kept === undefined ? [] : [['enrolled', kept]]);
  return {
    kept: () => all.get('enrolled'),
    get: (name: string) => Promise.resolve(all.get(name)),
    put: (name: string, value: unknown) => Promise.resolve(void all.set(name, value)),
  };
};

const aDevice = () => {
  const names: string[] = [];
  return {
    names,
    enrol: (name: string) => Promise.resolve({ code: `code ${String(names.push(name))}`, keyId: 'k' }),
  };
};

it('makes a fresh code where its own leads nowhere any more, once, and under the same name', async () => {
  const shelf = aShelf({ name: 'Kim', code: 'of before' });
  const device = aDevice();
  const { renew } = keepingCode(shelf, device);
  expect(await renew()).toEqual({ name: 'Kim', code: 'code 1', leads: true });
  expect(shelf.kept()).toEqual({ name: 'Kim', code: 'code 1', leads: true });
  expect(await renew()).toBeUndefined();
  expect(device.names).toEqual(['Kim']);
});

it('keeps the old one where there is no connection, and makes none for a device without a name', async () => {
  const shelf = aShelf({ name: 'Kim', code: 'of before' });
  const away = { enrol: () => Promise.reject(new TypeError('no way')) };
  await expect(keepingCode(shelf, away).renew()).rejects.toThrow('no way');
  expect(shelf.kept()).toEqual({ name: 'Kim', code: 'of before' });
  const device = aDevice();
  expect(await keepingCode(aShelf(), device).renew()).toBeUndefined();
  expect(await keepingCode(aShelf(), device).enrol('Kim')).toEqual({ name: 'Kim', code: 'code 1', leads: true });
});
