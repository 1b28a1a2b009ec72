import { expect, it } from 'vitest';
import { ArmedChains, leaf16Of } from '../index.ts';
import { seeded } from '../testing/people.ts';
import { delivery } from '../testing/story.ts';

it('armed chains are found by their bytes, every byte of them, and forgotten by their name', async () => {
  const [one, other] = [await delivery(), await delivery({ visitId: seeded('another visit') })];
  const armed = new ArmedChains().set(leaf16Of(one.chain), one.chain).set(leaf16Of(other.chain), other.chain);
  expect(armed.heldAs(one.links)).toBe(one.chain);
  expect(armed.heldAs(other.links)).toBe(other.chain);
  expect(armed.heldAs(one.links.slice(1))).toBeUndefined();
  expect(armed.heldAs([])).toBeUndefined();
  // The same leaf under a grant whose signature has another byte is another presentation.
  const changed = one.links.map((link, i) => (i === 0 ? link.with(-1, (link.at(-1) ?? 0) ^ 1) : link));
  expect(armed.heldAs(changed)).toBeUndefined();
  armed.delete(leaf16Of(one.chain));
  expect([armed.heldAs(one.links), armed.heldAs(other.links)]).toEqual([undefined, other.chain]);
  armed.clear();
  expect(armed.heldAs(other.links)).toBeUndefined();
});
