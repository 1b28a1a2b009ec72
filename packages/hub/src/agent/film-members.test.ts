import { ROLE, sameBytes } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { person } from './testing/powered-home.ts';
import { bytesOf, reasonOf, TestHome, type Visit } from './testing/test-home.ts';

/** Anna lives with Robin; a courier's visit is armed and asked for, so that it is filmed. */
async function filmed() {
  const home = await TestHome.paired();
  const [anna] = home.roster?.claims.members ?? [];
  if (anna === undefined) throw new Error('nobody has paired');
  const robin = { role: ROLE.resident, key: person().key, sealingKey: anna.sealingKey };
  await home.nextRoster({ members: [anna, robin] });
  const visit: Visit = await home.visit();
  await home.arm(visit);
  await home.ask(visit);
  await home.clock.pass(500);
  const film = home.films.get(1);
  if (film === undefined) throw new Error('no camera');
  const remove = () => home.nextRoster({ members: [anna] });
  const told = () =>
    home
      .receipts()
      .filter(({ event }) => event === 'recording-started' || event === 'recording-closed')
      .map(({ event, detail, visitId }) => ({ event, cause: detail?.cause, id: detail?.recordingId, visitId }));
  return { home, visit, film, remove, told, anna, robin };
}

describe('the film that runs when somebody leaves the household', () => {
  it('P8, P11: ends, and the same visit’s next one begins at once, both told by receipts', async () => {
    const { home, visit, film, remove, told } = await filmed();
    expect(reasonOf(await remove())).toBe('allowed');
    await home.clock.pass(10);
    expect(film.starts).toBe(2);
    const [first, end, next, ...more] = told();
    expect(more).toEqual([]);
    expect([first?.event, end?.event, end?.cause, next?.event]).toEqual([
      'recording-started',
      'recording-closed',
      'members-changed',
      'recording-started',
    ]);
    expect(end?.id).toEqual(first?.id);
    expect(next?.id).not.toEqual(first?.id);
    expect(next?.visitId).toEqual(visit.visitId);
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
    await home.goThrough();
    expect(home.events()).not.toContain('attention');
    const named = home.receipts().find(({ event }) => event === 'unlock-intended')?.detail?.recordingId;
    expect(named).toEqual(next?.id);
    expect(film.finished).toEqual([first?.id, next?.id]);
  });

  it('goes on as it is when somebody comes, or a role changes', async () => {
    const { home, film, anna, robin } = await filmed();
    const mia = { role: ROLE.resident, key: person().key, sealingKey: anna.sealingKey };
    await home.nextRoster({ members: [anna, { ...robin, role: ROLE.admin }, mia] });
    await home.clock.pass(3000);
    expect(film.starts).toBe(1);
  });

  it('P6: without a picture nobody comes in, and it goes on by itself when the camera is back, however late', async () => {
    const { home, visit, film, remove, told } = await filmed();
    film.cut();
    await remove();
    await home.clock.pass(20_000);
    expect(told().at(-1)).toMatchObject({ event: 'recording-closed', cause: 'members-changed' });
    expect(reasonOf(await home.knock(visit))).not.toBe('allowed');
    expect(home.locks.flat.openings).toBe(0);
    film.restore();
    await home.clock.pass(6000);
    expect(told().at(-1)?.event).toBe('recording-started');
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
  });

  it('P2, P11: a knock in the very moment of a removal opens, or is called off and keeps its use: at every step between the two', async () => {
    const steps = Array.from({ length: 30 }, (_, step) => step - 15);
    let calledOff = 0;
    for (const step of steps) {
      const { home, visit, remove } = await filmed();
      const knock = await home.knockBytes(visit, bytesOf(await home.ask(visit)));
      const knocks = () => home.hub.answer('knock', knock);
      const [first, second] = step < 0 ? [knocks, remove] : [remove, knocks];
      const begun = first();
      for (let i = 0; i < Math.abs(step); i++) await Promise.resolve();
      const answers = Promise.all([begun, second()]);
      await home.clock.pass(500);
      const opened = home.locks.moves('unlocked').length;
      const said = (await answers).map(reasonOf);
      calledOff += home.events().filter((event) => event === 'unlock-cancelled').length;
      expect(home.hub.core.memory.uses.taken.size > 0, `step ${step}, ${said.join()}`).toBe(opened === 1);
      expect(reasonOf(await home.hub.answer('knock', knock)), 'the same knock once more').toBe(opened === 1 ? 'allowed' : said.find((one) => one !== 'allowed')); // prettier-ignore
      await home.clock.pass(6000);
      expect(reasonOf(await home.knock(visit)), `step ${step}`).toBe(opened === 1 ? 'used-up' : 'allowed');
      expect(home.locks.moves('unlocked')).toHaveLength(1);
    }
    expect(calledOff).toBeGreaterThan(0);
  });

  it('is begun no more where the visit ended in the same moment', async () => {
    const { home, visit, film, remove } = await filmed();
    film.cut();
    await remove();
    await home.block(visit);
    await home.clock.pass(1000);
    film.restore();
    await home.clock.pass(10_000);
    expect(film.starts).toBe(1);
    expect(film.recording).toBe(false);
  });

  it('P8: is sealed anew when the household changed while it was beginning', async () => {
    const { home, visit, film, remove, told } = await filmed();
    film.cut();
    await remove();
    await home.clock.pass(500);
    film.restore();
    const [anna] = home.roster?.claims.members ?? [];
    if (anna === undefined) throw new Error('nobody has paired');
    const begin = film.start.bind(film);
    film.start = async (what) => {
      film.start = begin;
      const begun = await begin(what);
      await home.nextRoster({
        members: [anna, { role: ROLE.resident, key: person().key, sealingKey: anna.sealingKey }],
      });
      return begun;
    };
    await home.clock.pass(2000);
    const [, , second, secondEnd, third] = told();
    expect(second?.id).toEqual(secondEnd?.id);
    expect(secondEnd?.cause).toBe('members-changed');
    expect(third?.id !== undefined && second?.id !== undefined && sameBytes(third.id, second.id)).toBe(false);
    expect(film.recording).toBe(true);
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
  });
});
