import { expect, it } from 'vitest';
import { reasonOf, TestHome } from './testing/test-home.ts';

const rings = (home: TestHome): number =>
  home.receipts().filter(({ event, detail }) => event === 'attention' && detail?.cause === 'film-late').length;
const siren = (home: TestHome) => home.locks.ordered.some((message) => message.type === 'siren' && message.on);

it('P5: film that falls behind while somebody is inside rings at the household, on the ladder, of this visit and without a siren', async () => {
  const { home } = await TestHome.withCourierInside({ maxOpenSeconds: 600 });
  home.server.isFilmLate = true;
  await home.clock.pass(1500);
  expect(rings(home)).toBe(1);
  const visitIds = home.receipts().flatMap(({ event, visitId }) => (event === 'attention' ? [visitId] : []));
  expect(visitIds).toEqual([home.receipts().find(({ event }) => event === 'unlocked')?.visitId]);
  await home.clock.pass(60_000);
  expect(rings(home)).toBe(2);
  expect(siren(home)).toBe(false);
});

it('P5: it is over once the server has caught up, and a line that is now in time and now late rings once a minute', async () => {
  const { home } = await TestHome.withCourierInside({ maxOpenSeconds: 600 });
  for (let second = 0; second < 50; second += 5) {
    home.server.isFilmLate = second % 10 === 0;
    await home.clock.pass(5000);
  }
  await home.clock.pass(70_000);
  expect(rings(home)).toBe(1);
  expect(home.hub.core.doors.get(1)?.loop.alarms).toEqual([]);
  await home.clock.pass(120_000);
  expect(rings(home)).toBe(1);
  home.server.isFilmLate = true;
  await home.clock.pass(1500);
  expect(rings(home)).toBe(2);
});

it('a member who heard of it hears no more of it', async () => {
  const { home } = await TestHome.withCourierInside({ maxOpenSeconds: 600 });
  home.server.isFilmLate = true;
  await home.clock.pass(1500);
  await home.memberKnock();
  const heard = rings(home);
  await home.clock.pass(120_000);
  expect(rings(home)).toBe(heard);
});

it('before the bolt moved and behind a locked door a film may be late: nobody is told', async () => {
  const home = await TestHome.paired();
  const visit = await home.visit();
  await home.arm(visit);
  home.server.isFilmLate = true;
  await home.ask(visit);
  await home.clock.pass(7000);
  expect(rings(home)).toBe(0);
  home.server.isFilmLate = false;
  await home.clock.pass(1000);
  expect(reasonOf(await home.knock(visit))).toBe('allowed');
  await home.goThrough();
  const { home: another } = await TestHome.withCourierInside();
  another.locks.act({ act: 'pull' });
  for (let i = 0; i < 40 && !another.events().includes('locked'); i++) await another.clock.pass(250);
  another.server.isFilmLate = true;
  await another.clock.pass(30_000);
  expect(rings(home) + rings(another)).toBe(0);
  expect(another.events()).toContain('complete');
});

it('what was late before is told as soon as somebody goes in', async () => {
  const home = await TestHome.paired();
  const visit = await home.visit();
  await home.arm(visit);
  home.server.isFilmLate = true;
  expect(reasonOf(await home.knock(visit))).toBe('allowed');
  await home.clock.pass(1500);
  expect(rings(home)).toBe(1);
});
