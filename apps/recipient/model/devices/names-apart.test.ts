import { expect, it } from 'vitest';
import { fingerprintOfKid } from './name.ts';
import { namesApart, type Called } from './names-apart.ts';

const words = {
  when: (atMs: number) => `minute ${String(Math.floor(atMs / 60_000))}`,
  since: (name: string, when: string) => `${name} since ${when}`,
  key: (name: string, fingerprint: string) => `${name} ${fingerprint}`,
};
const device = (fill: number, name: string, sinceS: number): Called => ({
  kid: String(fill).repeat(16),
  name,
  sinceS,
});
const said = (...devices: Called[]) => [...namesApart(devices, words).values()];

it('a name that stands once is left as it is', () => {
  expect(said(device(1, 'Anna’s phone', 60), device(2, 'Ben’s phone', 60))).toEqual(['Anna’s phone', 'Ben’s phone']);
});

it('two devices of one name are told apart by when they joined, and the third keeps its own', () => {
  expect(said(device(1, 'First device', 60), device(2, 'Tablet', 60), device(3, 'first device ', 6000))).toEqual([
    'First device since minute 1',
    'Tablet',
    'first device  since minute 100',
  ]);
});

it('two of one name and minute are told apart by their keys', () => {
  const [one, other] = [device(1, 'Phone', 60), device(2, 'Phone', 70)];
  expect(said(one, other)).toEqual([one, other].map(({ kid }) => `Phone ${fingerprintOfKid(kid)}`));
});
