import { expect, it } from 'vitest';
import { secretOf } from './secret.ts';

const browser = (hash: string, kept: Record<string, string> = {}) => {
  const cleared: string[] = [];
  const storage = { getItem: (key: string) => kept[key] ?? null, setItem: (key: string, value: string) => void (kept[key] = value) }; // prettier-ignore
  return { read: () => secretOf({ hash, clear: () => cleared.push(hash) }, storage), kept, cleared };
};
const secret = 'a-_Z'.repeat(10) + 'abc';

it('is taken from the address once, and leaves it', () => {
  const { read, kept, cleared } = browser(`#${secret}`);
  expect(read()).toBe(secret);
  expect(cleared).toHaveLength(1);
  expect(browser('', kept).read()).toBe(secret);
});

it.each(['', '#', '#short', `#${secret}x`, `#/${secret}`])('is not read from %s', (hash) => {
  const { read, cleared } = browser(hash);
  expect(read()).toBeUndefined();
  expect(cleared).toEqual([]);
});

it('of an address goes before the one that is kept: the screen was moved to another door', () => {
  const { read } = browser(`#${secret}`, { 'latchkey-display': 'b'.repeat(43) });
  expect(read()).toBe(secret);
});
