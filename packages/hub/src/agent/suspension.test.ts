import {
  fromHex,
  kidOf,
  signApproval,
  signBlock,
  signDeclaration,
  signGrant,
  signResume,
  SUSPENSION_MS,
  SUSPENSION_RESTS_MS,
  TARGET,
} from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { Paper } from './testing/paper.ts';
import { p, unlike } from './testing/powered-home.ts';
import { hexKid, Shared } from './testing/shared-home.ts';
import { reasonOf } from './testing/test-home.ts';

const MINUTE_MS = 60_000;

describe('P11: whoever stands beside the hub', () => {
  it('P11: suspends an admin far away: nothing that this device signs counts, and everybody is told', async () => {
    const home = await Shared.paired();
    const visit = await home.visit();
    await home.arm(visit);
    expect(reasonOf(await home.suspend(home.robin, home.anna))).toBe('allowed');
    expect(home.receipts().findLast(({ event }) => event === 'suspended')?.detail).toEqual({
      kid: kidOf(p, home.robin.key),
      member: fromHex(hexKid(home.anna)),
      lengthMs: SUSPENSION_MS,
    });
    expect(await home.inState()).toEqual([[hexKid(home.anna), SUSPENSION_MS / 1000]]);
    expect(reasonOf(await home.knockOf(home.anna))).toBe('not-recognised');
    expect(reasonOf(await home.knock(visit))).not.toBe('allowed');
    expect(reasonOf(await home.block(visit))).toBe('signer-unknown');
    expect(reasonOf(await home.declare(1))).toBe('signer-unknown');
    expect(reasonOf(await home.rosterOf(home.anna, home.roster?.claims.members.slice(0, 1)))).toBe('signer-suspended');
    home.unplug();
    await home.plugIn();
    expect(reasonOf(await home.resume())).toBe('signer-unknown');
    expect(home.locks.moves('unlocked')).toEqual([]);
    // The others go on as before.
    expect(reasonOf(await home.knockOf(home.robin))).toBe('allowed');
  });

  it('proves it by what the display shows, once, for two minutes', async () => {
    const home = await Shared.paired();
    const say = async (shown?: string) =>
      reasonOf(await home.hub.answer('suspend', await home.said(home.robin, home.anna, shown === undefined ? {} : { shown }))); // prettier-ignore
    expect(await say()).toBe('presence-none');
    await home.press();
    const first = home.display;
    expect(first).toMatch(/^[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}$/);
    await home.press();
    expect(home.display).not.toBe(first);
    expect(await say(first)).toBe('presence-wrong');
    const second = home.display;
    await home.clock.pass(2 * MINUTE_MS + 1000);
    expect(home.display).toBeUndefined();
    expect(await say(second)).toBe('presence-none');
    await home.press();
    const third = home.display;
    expect(await say(third)).toBe('allowed');
    expect(home.display).toBeUndefined();
    const other = await home.said(home.robin, home.cleo, { shown: third ?? '' });
    expect(reasonOf(await home.hub.answer('suspend', other))).toBe('presence-none');
    expect(home.events().filter((event) => event === 'suspended')).toHaveLength(1);
  }); // prettier-ignore

  it('a repeated message hears the first answer and begins nothing', async () => {
    const home = await Shared.paired();
    await home.press();
    const bytes = await home.said(home.robin, home.anna);
    const first = await home.hub.answer('suspend', bytes);
    expect(await home.hub.answer('suspend', bytes)).toEqual(first);
    expect(home.events().filter((event) => event === 'suspended')).toHaveLength(1);
    home.unplug();
    await home.plugIn();
    expect(reasonOf(await home.hub.answer('suspend', bytes))).toBe('presence-none');
  });

  it('shows nothing while somebody visits who has come in: they may stand beside the hub', async () => {
    const home = await Shared.paired();
    const visit = await home.visit();
    await home.arm(visit);
    await home.press();
    const before = home.display;
    await home.goIn(visit);
    await home.clock.pass(1500);
    expect(reasonOf(await home.hub.answer('suspend', await home.said(home.robin, home.anna, { shown: before ?? '' })))).toBe('visit-running'); // prettier-ignore
    await home.press();
    expect(home.display).toBeUndefined();
    await home.leave();
    expect(reasonOf(await home.suspend(home.robin, home.anna))).toBe('allowed');
  });

  it('of two who suspend each other the quicker one counts, and no further press changes it', async () => {
    const home = await Shared.paired();
    await home.press();
    const [mine, yours] = [await home.said(home.robin, home.cleo), await home.said(home.cleo, home.robin)];
    const answers = await Promise.all([home.hub.answer('suspend', mine), home.hub.answer('suspend', yours)]);
    expect(answers.map(reasonOf)).toEqual(['allowed', 'signer-suspended']);
    expect(reasonOf(await home.suspend(home.cleo, home.robin))).toBe('signer-suspended');
    expect(reasonOf(await home.lift(home.cleo, home.cleo))).toBe('signer-suspended');
    expect(reasonOf(await home.suspend(home.robin, home.cleo))).toBe('suspended-already');
  });

  it('a suspended admin hears that first, whatever is wrong with the roster', async () => {
    const home = await Shared.paired();
    await Paper.printed(home);
    const alone = home.roster?.claims.members.slice(0, 1);
    expect(reasonOf(await home.rosterOf(home.cleo, alone))).toBe('recovery-key-kept');
    expect(reasonOf(await home.suspend(home.robin, home.anna))).toBe('allowed');
    expect(reasonOf(await home.rosterOf(home.anna, alone))).toBe('signer-suspended');
    expect(reasonOf(await home.rosterOf(home.cleo, alone))).toBe('recovery-key-kept');
  });

  it('an admin who removes the suspender in the moment before wins that race, and one who is late does not', async () => {
    const early = await Shared.paired();
    const without = (home: Shared) => home.roster?.claims.members.filter(({ key }) => key !== home.robin.key) ?? [];
    expect(reasonOf(await early.rosterOf(early.anna, without(early)))).toBe('allowed');
    expect(reasonOf(await early.suspend(early.robin, early.anna))).toBe('signer-unknown');
    const late = await Shared.paired();
    expect(reasonOf(await late.suspend(late.robin, late.anna))).toBe('allowed');
    expect(reasonOf(await late.rosterOf(late.anna, without(late)))).toBe('signer-suspended');
    // Another admin may: presence is against whoever is suspended, not against the household.
    expect(reasonOf(await late.rosterOf(late.cleo, without(late)))).toBe('allowed');
    expect(await late.inState()).toHaveLength(1);
  });
});

describe('a suspended member', () => {
  it('approves nothing, refuses no recovery and grants nothing new', async () => {
    const home = await Shared.paired();
    await home.suspend(home.robin, home.cleo);
    const { hubId } = home.hub.core;
    const approval = await signApproval(p, home.cleo, { iat: home.unixS, hubId }, new Uint8Array(32));
    expect(reasonOf(await home.hub.answer('approval', approval.bytes))).not.toBe('allowed');
    const target = { type: TARGET.courierKey, id: unlike(16) };
    const block = await signBlock(p, home.cleo, { iat: home.unixS, cti: unlike(16), hubId, target });
    expect(reasonOf(await home.hub.answer('block', block.bytes))).toBe('signer-unknown');
    const declared = await signDeclaration(p, home.cleo, { iat: home.unixS, hubId, door: 1, number: 1, facts: 1 });
    expect(reasonOf(await home.hub.answer('declare', declared.bytes))).toBe('signer-unknown');
    const visit = await home.visit();
    const grant = await signGrant(p, home.cleo, { ...visit.grant.claims, cti: unlike(16), depth: [0, 0], holder: visit.courier.key }); // prettier-ignore
    expect(reasonOf(await home.hub.answer('chain', new Uint8Array(0), [grant.bytes]))).not.toBe('allowed');
    const { seq, head, roster, blockSeq } = home.hub.core.memory;
    const claims = { iat: home.unixS, hubId, bootId: home.hub.core.bootId, seq, head, epoch: roster.epoch, blockSeq };
    expect(reasonOf(await home.hub.answer('resume', (await signResume(p, home.cleo, claims)).bytes))).toBe('signer-unknown'); // prettier-ignore
  });

  it('P5: shuts nobody in: whoever was let in before goes out as after a block, and the door relocks', async () => {
    const home = await Shared.paired();
    const visit = await home.visit();
    await home.arm(visit);
    await home.press();
    const shown = home.display ?? '';
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
    await home.goThrough();
    await home.clock.pass(20_000);
    expect(reasonOf(await home.hub.answer('suspend', await home.said(home.robin, home.anna, { shown })))).toBe('allowed'); // prettier-ignore
    await home.clock.pass(30_000);
    expect(home.events()).toContain('complete');
    expect(reasonOf(await home.knockOf(home.robin))).toBe('allowed');
  });

  it('gets back what was granted before, when the suspension ends', async () => {
    const home = await Shared.paired();
    const visit = await home.visit();
    await home.arm(visit);
    await home.suspend(home.robin, home.anna);
    expect(reasonOf(await home.knock(visit))).not.toBe('allowed');
    expect(reasonOf(await home.lift(home.robin, home.anna))).toBe('allowed');
    expect(home.ends()).toEqual(['lifted']);
    await home.clock.pass(6000);
    expect(reasonOf(await home.knock(visit))).toBe('allowed');
  });
});

describe('a suspension ends', () => {
  it('P12: after 72 hours of the hub’s own running time, over starts, whatever the clocks say', async () => {
    const home = await Shared.paired();
    await home.suspend(home.robin, home.anna);
    await home.ran(SUSPENSION_MS - 10 * MINUTE_MS);
    home.unplug();
    await home.clock.pass(20 * MINUTE_MS);
    await home.plugIn();
    await home.clock.pass(2000);
    expect(await home.inState()).toEqual([[hexKid(home.anna), 600]]);
    home.clock.nowMs += 72 * 3600 * 1000;
    await home.clock.pass(2000);
    expect(reasonOf(await home.knockOf(home.anna))).toBe('not-recognised');
    await home.clock.pass(9 * MINUTE_MS);
    expect(home.ends()).toEqual([]);
    await home.clock.pass(MINUTE_MS);
    expect(home.ends()).toEqual(['time-over']);
    expect(await home.inState()).toEqual([]);
    expect(reasonOf(await home.knockOf(home.anna))).toBe('allowed');
    // A day between: whoever was suspended comes to say something.
    expect(reasonOf(await home.suspend(home.robin, home.anna))).toBe('suspension-rests');
    await home.ran(SUSPENSION_RESTS_MS);
    expect(reasonOf(await home.suspend(home.robin, home.anna))).toBe('allowed');
  });

  it('by another admin beside the hub, and by nobody from afar', async () => {
    const home = await Shared.paired();
    await home.suspend(home.robin, home.anna);
    const afar = await home.said(home.cleo, home.anna, { ends: true });
    expect(reasonOf(await home.hub.answer('suspend', afar))).toBe('presence-none');
    expect(reasonOf(await home.lift(home.cleo, home.anna))).toBe('allowed');
    expect(reasonOf(await home.knockOf(home.anna))).toBe('allowed');
    // A mistake may be made again at once.
    expect(reasonOf(await home.suspend(home.robin, home.anna))).toBe('allowed');
  });
});

it('a hub hears no suspension in garbage', async () => {
  const home = await Shared.paired();
  await home.press();
  for (const bytes of [new Uint8Array(0), new Uint8Array(16), new Uint8Array(4096).fill(0x81)])
    expect(reasonOf(await home.hub.answer('suspend', bytes))).toBe('malformed');
});
