import { makeDeparture, signRoster, type Link, type Roster, type Signer } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { Finger } from './testing/finger.ts';
import { Paper } from './testing/paper.ts';
import { p, person, unlike } from './testing/powered-home.ts';
import { over } from './testing/recovered-home.ts';
import { hexKid, Shared } from './testing/shared-home.ts';
import { reasonOf } from './testing/test-home.ts';

/**
 * Who is stolen, and what still works for whoever stands at the hub: the table in SECURITY.md, row by row. Robin is a resident, Anna and Cleo are admins; there is a
 * sheet of paper.
 */
const printed = async () => {
  const home = await Shared.paired();
  return { home, paper: await Paper.printed(home) };
};

const isIn = (home: Shared, who: Pick<Signer, 'key'>) => home.hub.core.memory.roster.members.has(hexKid(who));

/** What this phone does as soon as it hears of anything. */
const asSoonAsItHears = (home: Shared, does: () => unknown) => {
  const send = home.server.send.bind(home.server);
  home.server.send = (message) => {
    send(message);
    if (message.type === 'receipt') void does();
  };
};

/** It refuses whatever waits. */
const refusesAtOnce = (home: Shared, paper: Paper, phone: Signer) => {
  asSoonAsItHears(home, () => {
    const { pending } = home.hub.core.memory.recovery;
    return pending === undefined ? undefined : paper.veto(pending.link, phone);
  });
};

/** An admin's signs over whatever is the newest, as soon as something waits. */
const overtakesAtOnce = (home: Shared, _: Paper, phone: Signer) => {
  asSoonAsItHears(home, () => (home.hub.core.memory.recovery.pending === undefined ? undefined : home.rosterOf(phone)));
};

const comesInBeside = async (home: Shared, paper: Paper) => {
  const device = person();
  const recovery = await paper.recovery(device);
  await home.press();
  const answer = await paper.sendBeside(recovery);
  await home.clock.pass(500);
  return { said: reasonOf(answer), device, recovery };
};

const longer = async (home: Shared, by: Signer) => {
  const of = home.hub.core.memory.departure.leaving?.id ?? unlike(16);
  const { bytes } = await makeDeparture(p, by, { hubId: home.hub.core.hubId, says: 'longer', of });
  return reasonOf(await home.hub.answer('depart', bytes));
};

describe('P11: one phone of the household is stolen, and far away', () => {
  it.each([
    ['a resident’s', (home: Shared) => home.robin, refusesAtOnce],
    ['an admin’s', (home: Shared) => home.cleo, refusesAtOnce],
    ['an admin’s', (home: Shared) => home.cleo, overtakesAtOnce],
  ] as const)('%s: paper and button alone are outrun, paper and letters are not', async (_, phoneOf, attacks) => {
    const { home, paper } = await printed();
    const outrun = await Shared.paired();
    const theirs = await Paper.printed(outrun);
    attacks(outrun, theirs, phoneOf(outrun));
    await theirs.send(await theirs.recovery());
    await outrun.clock.pass(500);
    expect(over(outrun)).toHaveLength(1);
    attacks(home, paper, phoneOf(home));
    const { said, device } = await comesInBeside(home, paper);
    expect(said).toBe('allowed');
    expect(isIn(home, device)).toBe(true);
    expect(home.events()).not.toContain('recovery-pending');
    expect(home.receipts().at(-1)).toMatchObject({ event: 'recovered', detail: { cause: 'button' } });
    expect(reasonOf(await home.suspend(device, phoneOf(home)))).toBe('allowed');
  }); // prettier-ignore

  it('any: is suspended by any other member beside the hub, and its rosters, refusals and weeks count no more', async () => {
    const { home, paper } = await printed();
    expect(reasonOf(await home.suspend(home.robin, home.cleo))).toBe('allowed');
    expect(reasonOf(await home.rosterOf(home.cleo))).toBe('signer-suspended');
    const recovery = await paper.used();
    expect(reasonOf(await paper.veto(recovery, home.cleo))).toBe('signer-unknown');
    await home.press(6000);
    expect(await longer(home, home.cleo)).toBe('signer-suspended');
  });

  it('an admin’s without a passkey may remove everybody, and the sheet with them: the button, held, begins anew, at most a week later', async () => {
    const { home, paper } = await printed();
    const [, , cleo] = home.roster?.claims.members ?? [];
    if (home.roster === undefined || cleo === undefined) throw new Error('nobody has paired');
    const { claims, hash } = home.roster;
    const { iat, homeId, epoch } = claims;
    const alone = await signRoster(p, home.cleo, { iat, homeId, epoch: epoch + 1, members: [cleo] }, hash);
    expect(reasonOf(await home.hub.answer('roster', alone.bytes))).toBe('allowed');
    await expect(paper.recovery()).rejects.toThrow('not-recognised');
    await home.press();
    expect(reasonOf(await home.hub.answer('suspend', await home.said(home.robin, home.cleo)))).toBe('signer-unknown');
    await home.press(6000);
    expect(await longer(home, home.cleo)).toBe('allowed');
    expect(await longer(home, home.cleo)).toBe('leaving-longer-already');
    expect(home.hub.core.memory.departure.leaving).toMatchObject({ longer: true });
  });

  it('an admin’s with a passkey, and not the finger, changes nobody, and keeps nobody from coming in by paper and letters', async () => {
    const { home, paper } = await printed();
    const finger = new Finger();
    const bound = await rosterBy(home, home.cleo, (members) => members.map((one) => (one.key === home.cleo.key ? { ...one, passkey: finger.passkey } : one))); // prettier-ignore
    expect(reasonOf(await home.hub.answer('roster', (await finger.asserts(bound)).bytes))).toBe('allowed');
    home.roster = bound;
    expect(reasonOf(await home.rosterOf(home.cleo, bound.claims.members.slice(0, 1)))).not.toBe('allowed');
    refusesAtOnce(home, paper, home.cleo);
    expect((await comesInBeside(home, paper)).said).toBe('allowed');
  });
});

describe('P11: the sheet is photographed', () => {
  it('and sent in the moment in which its owner reads the letters: the owner comes in, and what waited is over', async () => {
    const { home, paper } = await printed();
    const [thief, device] = [person(), person()];
    await home.press();
    const own = await paper.recovery(device);
    const stolen = await paper.used(thief);
    expect(reasonOf(await paper.sendBeside(own))).toBe('allowed');
    expect([isIn(home, device), isIn(home, thief)]).toEqual([true, false]);
    expect(over(home)).toEqual(['overtaken']);
    expect(reasonOf(await paper.send(stolen))).not.toBe('allowed');
    home.unplug();
    await home.plugIn();
    expect(isIn(home, device)).toBe(true);
  });

  it('and used far away: letters are guessed for nothing, tell nobody, and take nothing from the sheet', async () => {
    const { home, paper } = await printed();
    await home.press();
    const recovery = await paper.recovery();
    for (let i = 0; i < 20; i++) expect(reasonOf(await paper.sendBeside(recovery, 'AAAA BBBB CCCC'))).toBe('presence-wrong'); // prettier-ignore
    expect(home.events()).not.toContain('recovery-pending');
    await home.clock.pass(121_000);
    expect(reasonOf(await paper.sendBeside(recovery))).toBe('presence-none');
    expect((await comesInBeside(home, paper)).said).toBe('allowed');
  });

  it('with a resident’s phone beside it: any other member’s no is enough, and nobody’s yes is', async () => {
    const { home, paper } = await printed();
    const recovery = await paper.used();
    expect(reasonOf(await paper.veto(recovery, home.anna))).toBe('allowed');
    expect(over(home)).toEqual(['refused']);
    await expect(paper.ask()).rejects.toThrow('code-void');
    const { said } = await comesInWith(home, paper, recovery);
    expect(said).toBe('code-void');
  });
});

describe('P11: letters of the display', () => {
  it('are spent by the recovery that they let stand: no suspension, and no other recovery, by them', async () => {
    const { home, paper } = await printed();
    await home.press();
    const shown = home.display ?? '';
    const recovery = await paper.recovery();
    expect(reasonOf(await paper.sendBeside(recovery, shown))).toBe('allowed');
    expect(home.display).toBeUndefined();
    const said = await home.said(home.robin, home.anna, { shown });
    expect(reasonOf(await home.hub.answer('suspend', said))).toBe('presence-none');
    expect(reasonOf(await paper.sendBeside(recovery, shown))).not.toBe('allowed');
  });

  it('count for nobody while a visitor may be inside', async () => {
    const { home, paper } = await printed();
    const visit = await home.visit();
    await home.arm(visit);
    const recovery = await paper.recovery();
    await home.press();
    const shown = home.display ?? '';
    await home.goIn(visit);
    await home.clock.pass(1500);
    expect(reasonOf(await paper.sendBeside(recovery, shown))).toBe('visit-running');
    expect(home.events()).not.toContain('recovery-pending');
    await home.leave();
    expect((await comesInBeside(home, paper)).said).toBe('allowed');
  });
});

describe('P11: two at the same moment', () => {
  it('admins who remove each other: the first that the hub takes counts, the other is nobody’s', async () => {
    const { home } = await printed();
    const without = (gone: Signer) => (members: Roster['members']) => members.filter(({ key }) => key !== gone.key);
    const [byAnna, byCleo] = [await rosterBy(home, home.anna, without(home.cleo)), await rosterBy(home, home.cleo, without(home.anna))]; // prettier-ignore
    const answers = await Promise.all([byAnna, byCleo].map(({ bytes }) => home.hub.answer('roster', bytes)));
    expect(reasonOf(answers[0] ?? { ok: true })).toBe('allowed');
    expect(['epoch-wrong', 'signature-wrong', 'signer-not-admin']).toContain(reasonOf(answers[1] ?? { ok: true }));
    expect([isIn(home, home.anna), isIn(home, home.cleo)]).toEqual([true, false]);
    home.roster = byAnna;
    expect(reasonOf(await home.rosterOf(home.cleo))).toBe('signer-not-admin');
  });

  it('a roster that was signed before a recovery, and comes after it, follows nothing, in either order', async () => {
    const { home, paper } = await printed();
    const early = await rosterBy(home, home.cleo, (members) => members.slice(1));
    const { said } = await comesInBeside(home, paper);
    expect(said).toBe('allowed');
    expect(['epoch-wrong', 'signature-wrong']).toContain(reasonOf(await home.hub.answer('roster', early.bytes)));
    const second = await printed();
    const recovery = await second.paper.recovery();
    expect(reasonOf(await second.home.nextRoster())).toBe('allowed');
    await second.home.press();
    expect(reasonOf(await second.paper.sendBeside(recovery))).not.toBe('allowed');
    expect((await comesInBeside(second.home, second.paper)).said).toBe('allowed');
  });
});

/** Signed over the newest roster, with the sheet's key where nobody leaves. */
async function rosterBy(
  home: Shared,
  by: Signer,
  change: (members: Roster['members']) => Roster['members'],
): Promise<Link<Roster>> {
  if (home.roster === undefined) throw new Error('nobody has paired');
  const { claims, hash } = home.roster;
  const members = change(claims.members);
  const { recoveryKey, ...rest } = claims;
  const keeps = members.length === claims.members.length && recoveryKey !== undefined ? { recoveryKey } : {};
  return signRoster(p, by, { ...rest, ...keeps, epoch: claims.epoch + 1, members }, hash);
}

async function comesInWith(home: Shared, paper: Paper, recovery: Link<Roster>) {
  await home.press();
  return { said: reasonOf(await paper.sendBeside(recovery)) };
}
