import { describe, expect, it } from 'vitest';
import { readState, RECOVERY_WAIT_MS } from '@latchkey/protocol';
import type { Paper } from './testing/paper.ts';
import { admins, over, press, printed } from './testing/recovered-home.ts';
import { bytesOf, p, person } from './testing/powered-home.ts';
import { seenOf } from './testing/seen.ts';
import type { TestHome } from './testing/test-home.ts';
import { reasonOf } from './testing/test-home.ts';

const MINUTE_MS = 60_000;

const inState = async (home: TestHome) => {
  const read = readState(p, bytesOf(await home.hub.answer('state', new Uint8Array(16))));
  return read.ok ? read.link.claims.recovery : undefined;
};
/** The journal's word, as if the hub had waited so long; then a start, because only a start reads it. */
const waited = async (home: TestHome, name: string, ranMs: number) => {
  await home.hub.core.journal.write({ t: 'recovery-ran', recovery: name, ranMs });
  home.unplug();
  await home.plugIn();
};

describe('a recovery', () => {
  it('waits, says so in a receipt and in every state, and opens no door', async () => {
    const { home, paper } = await printed();
    const recovery = await paper.used();
    expect(home.receipts().at(-1)).toMatchObject({
      event: 'recovery-pending',
      answers: recovery.hash,
      detail: { epoch: 3, rosterHash: recovery.hash, lengthMs: RECOVERY_WAIT_MS },
    });
    expect(await inState(home)).toEqual({ hash: recovery.hash, leftS: 48 * 3600 });
    expect((await paper.ask()).pending?.hash).toEqual(recovery.hash);
    await home.clock.pass(3 * MINUTE_MS);
    expect((await inState(home))?.leftS).toBe(48 * 3600 - 180);
    expect(admins(home)).toBe(1);
    expect(home.locks.moves('unlocked')).toEqual([]);
  });

  it('stands at once by the button, makes its new admin a member and its sheet waste paper', async () => {
    const { home, paper } = await printed();
    const device = person();
    const recovery = await paper.used(device);
    await press(home);
    expect(home.receipts().at(-1)).toMatchObject({
      event: 'recovered',
      answers: recovery.hash,
      detail: { epoch: 3, rosterHash: recovery.hash, cause: 'button' },
    });
    expect(home.server.said).toContainEqual({ type: 'roster', roster: Buffer.from(recovery.bytes).toString('base64url') });
    expect(admins(home)).toBe(2);
    expect(home.locks.moves('unlocked')).toEqual([]);
    await expect(paper.ask()).rejects.toThrow('not-recognised');
    expect((await paper.ask(paper.next)).roster.head).toEqual(recovery.hash);
    expect(reasonOf(await paper.send(recovery))).not.toBe('allowed');
    expect(await inState(home)).toBeUndefined();
    // The household goes on: its first admin signs over what the recovery left.
    home.roster = recovery;
    expect(reasonOf(await home.memberKnock())).toBe('allowed');
  }); // prettier-ignore

  it('stands after 48 hours of running time, over starts, and is told again on the way', async () => {
    const { home, paper } = await printed();
    const recovery = await paper.used();
    await waited(home, recovery.name, 12 * 3600 * 1000 - MINUTE_MS);
    await home.clock.pass(2 * MINUTE_MS);
    const told = home.receipts().filter(({ event }) => event === 'recovery-pending');
    expect(told.map(({ detail }) => detail?.lengthMs)).toEqual([RECOVERY_WAIT_MS, 36 * 3600 * 1000]);
    await waited(home, recovery.name, RECOVERY_WAIT_MS - MINUTE_MS);
    await home.clock.pass(MINUTE_MS - 2000);
    expect(admins(home)).toBe(1);
    await home.clock.pass(3000);
    expect(admins(home)).toBe(2);
    expect(home.receipts().at(-1)).toMatchObject({ event: 'recovered', detail: { cause: 'waited' } });
    // The server was away: at the next welcome it hears of it.
    home.unplug();
    home.server.said.length = 0;
    await home.plugIn();
    expect(home.server.said.some(({ type }) => type === 'roster')).toBe(true);
  });

  it('is waited for by a clock that tells no whole milliseconds, and is read again by the next start', async () => {
    const { home, paper } = await printed();
    const recovery = await paper.used();
    await home.clock.pass(3 * MINUTE_MS);
    home.unplug();
    await home.plugIn();
    expect(Buffer.from(home.disk.durable).toString('latin1')).toContain(`"ranMs":${String(3 * MINUTE_MS)}}`);
    expect(home.hub.core.memory.recovery.pending?.ranMs).toBe(3 * MINUTE_MS);
    // As hubs once wrote it.
    await waited(home, recovery.name, 12 * 3600 * 1000 - MINUTE_MS + 0.25);
    await home.clock.pass(2 * MINUTE_MS);
    const told = home.receipts().filter(({ event }) => event === 'recovery-pending');
    expect(told.map(({ detail }) => detail?.lengthMs)).toEqual([RECOVERY_WAIT_MS, 36 * 3600 * 1000]);
  });

  it('P12: does not come nearer while the hub is off or stands still, whatever the clocks say', async () => {
    const { home, paper } = await printed();
    const recovery = await paper.used();
    await waited(home, recovery.name, RECOVERY_WAIT_MS - 10 * MINUTE_MS);
    home.unplug();
    await home.clock.pass(20 * MINUTE_MS);
    await home.plugIn();
    await home.clock.pass(5000);
    expect((await inState(home))?.leftS).toBe(600);
    home.clock.nowMs += 48 * 3600 * 1000;
    await home.clock.pass(5000);
    await home.tellTime(home.unixS + 500_000);
    await home.clock.pass(5000);
    expect(admins(home)).toBe(1);
    expect((await inState(home))?.leftS).toBeGreaterThan(500);
  });
});

describe('a recovery ends, and its code is void for ever', () => {
  const spent = async (home: TestHome, paper: Paper, cause: string) => {
    expect(over(home)).toEqual([cause]);
    expect(await inState(home)).toBeUndefined();
    await press(home);
    await home.clock.pass(2 * MINUTE_MS);
    expect(home.events()).not.toContain('recovered');
    await expect(paper.ask()).rejects.toThrow(/code-void|not-recognised/);
  };

  it('when any member refuses', async () => {
    const { home, paper } = await printed();
    const recovery = await paper.used();
    expect(reasonOf(await paper.veto(recovery, person()))).toBe('signer-unknown');
    expect(reasonOf(await paper.veto(recovery, home.anna))).toBe('allowed');
    expect(reasonOf(await paper.veto(recovery, home.anna))).toBe('recovery-none');
    await spent(home, paper, 'refused');
    expect(reasonOf(await paper.send(recovery))).toBe('code-void');
    home.unplug();
    await home.plugIn();
    expect(reasonOf(await paper.send(recovery))).toBe('code-void');
    // Another roster that still names the void key does not bring it back.
    await home.nextRoster();
    await expect(paper.ask()).rejects.toThrow('code-void');
  });

  it('when another one comes while it waits: two hold the code', async () => {
    const { home, paper } = await printed();
    const first = await paper.used();
    const second = await paper.recovery();
    expect(reasonOf(await paper.send(first))).toBe('allowed');
    expect(reasonOf(await paper.send(second))).toBe('two-at-once');
    await spent(home, paper, 'two-at-once');
    for (const one of [first, second]) expect(reasonOf(await paper.send(one))).toBe('code-void');
  });

  it('when an admin’s roster overtakes it', async () => {
    const { home, paper } = await printed();
    await paper.used();
    expect(reasonOf(await home.nextRoster())).toBe('allowed');
    await spent(home, paper, 'overtaken');
  });

  it('when a member’s device shows that this disk is an old one', async () => {
    const { home, paper } = await printed();
    const recovery = await paper.used();
    const copy = home.disk.durable.slice();
    await paper.veto(recovery, home.anna);
    const seen = seenOf(home.hub.core.memory);
    home.unplug(copy);
    await home.plugIn();
    expect(await inState(home)).toBeDefined();
    expect(reasonOf(await home.resume(seen))).toBe('allowed');
    await spent(home, paper, 'rolled-back');
  });

  it('when the household moves out', async () => {
    const { home, paper } = await printed();
    await paper.used();
    await home.hub.core.receipts.add({ event: 'moved-out', detail: { cause: 'button' } });
    expect(home.hub.core.memory.recovery.pending).toBeUndefined();
  });
});

describe('the hub’s button', () => {
  it('does nothing while somebody visits who has come in: they may stand beside the hub', async () => {
    const { home, paper } = await printed();
    const visit = await home.visit();
    await home.arm(visit);
    await paper.used();
    await home.goIn(visit);
    await home.clock.pass(1500);
    await press(home);
    expect(admins(home)).toBe(1);
    await home.leave();
    await press(home);
    expect(admins(home)).toBe(2);
  });

  it('counts while a member goes in or out: from afar nobody keeps it dead', async () => {
    const { home, paper } = await printed();
    await paper.used();
    expect(reasonOf(await home.memberKnock())).toBe('allowed');
    await home.clock.pass(1500);
    await press(home);
    expect(admins(home)).toBe(2);
  });

  it('says yes to a recovery and nothing else with one press, and switches looks off with the next', async () => {
    const { home, paper } = await printed();
    await paper.used();
    await press(home);
    expect(admins(home)).toBe(2);
    expect(home.events()).not.toContain('looks-off');
    await press(home);
    expect(home.events().filter((event) => event === 'looks-off')).toHaveLength(1);
  });

  it('does nothing for a recovery that comes after it', async () => {
    const { home, paper } = await printed();
    await press(home);
    await paper.used();
    await home.clock.pass(5000);
    expect(admins(home)).toBe(1);
  });
});

describe('a hub hears no recovery', () => {
  it('as a member’s roster, without a code, or with another one', async () => {
    const { home, paper } = await printed();
    const recovery = await paper.recovery();
    expect(reasonOf(await home.hub.answer('roster', recovery.bytes))).toBe('recovery-unconfirmed');
    await home.nextRoster({ recoveryKey: person().key });
    expect(reasonOf(await paper.send(recovery))).not.toBe('allowed');
    await expect(paper.ask()).rejects.toThrow('not-recognised');
    expect(home.events()).not.toContain('recovery-pending');
  });

  it('in garbage', async () => {
    const { home } = await printed();
    for (const method of ['recovery', 'recovery-call', 'veto'] as const)
      for (const bytes of [new Uint8Array(0), new Uint8Array(16), new Uint8Array(4096).fill(0x81)])
        expect(reasonOf(await home.hub.answer(method, bytes))).not.toBe('allowed');
  });
});
