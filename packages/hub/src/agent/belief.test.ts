import { expect, it } from 'vitest';
import { TestHome } from './testing/test-home.ts';

const told = (home: TestHome) => home.locks.ordered.filter(({ type }) => type === 'belief').length;

const wiredAnew = (home: TestHome, view: boolean) => {
  home.locks.view = view;
  home.locks.connect((message) => home.hub.heard(message));
};

it('tells hardware what the hub holds true only where it said that somebody looks there, every two seconds', async () => {
  const home = await TestHome.paired();
  await home.clock.pass(10_000);
  expect(told(home)).toBe(0);
  wiredAnew(home, true);
  await home.clock.pass(10_000);
  const looked = told(home);
  expect(looked).toBeGreaterThanOrEqual(5);
  wiredAnew(home, false);
  await home.clock.pass(10_000);
  expect(told(home)).toBe(looked);
});
