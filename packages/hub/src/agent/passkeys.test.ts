import { channel, routes } from '@latchkey/contract';
import { keyName, ROLE, signRoster, toBase64url, type Roster, type RosterMember, type Signer } from '@latchkey/protocol'; // prettier-ignore
import { describe, expect, it } from 'vitest';
import type { Answer } from './answer.ts';
import { Finger } from './testing/finger.ts';
import { Paper } from './testing/paper.ts';
import { p, person } from './testing/powered-home.ts';
import { reasonOf, TestHome } from './testing/test-home.ts';

/** Anna, and from then on her passkey. */
class Bound extends TestHome {
  readonly finger = new Finger();

  /** The next roster by whoever signs, as it is or asserted. */
  async change(change: Partial<Roster>, by: Signer = this.anna, finger?: Finger): Promise<Answer> {
    if (this.roster === undefined) throw new Error('nobody has paired');
    const { claims, hash } = this.roster;
    const next = await signRoster(p, by, { ...claims, iat: this.unixS, epoch: claims.epoch + 1, ...change }, hash);
    const said = finger === undefined ? next : await finger.asserts(next);
    const answer = await this.hub.answer('roster', said.bytes);
    if (answer.ok) this.roster = said;
    return answer;
  }

  get members(): readonly RosterMember[] {
    return this.roster?.claims.members ?? [];
  }

  /** Anna's own entry with a passkey, or without. */
  with(passkey: RosterMember['passkey']): readonly RosterMember[] {
    return this.members.map(({ role, key, sealingKey }, i) =>
      i > 0 || passkey === undefined ? { role, key, sealingKey } : { role, key, sealingKey, passkey },
    );
  }

  friend(key = person().key): RosterMember {
    return { role: ROLE.admin, key, sealingKey: new Uint8Array(65).fill(4) };
  }

  static override async paired(): Promise<Bound> {
    const home = new Bound();
    await home.plugIn();
    await home.pair();
    await home.clock.pass(3000);
    return home;
  }

  static async bound(): Promise<Bound> {
    const home = await Bound.paired();
    const answer = await home.change({ members: home.with(home.finger.passkey) }, home.anna, home.finger);
    if (!answer.ok) throw new Error(answer.refusal.reason);
    return home;
  }
}

describe('an admin with a passkey in the roster', () => {
  it('changes the household with the passkey, and with the device’s key alone nothing, over a start too', async () => {
    const home = await Bound.bound();
    const more = () => ({ members: [...home.members, home.friend()] });
    expect(reasonOf(await home.change(more()))).toBe('passkey-missing');
    expect(reasonOf(await home.change(more(), home.anna, new Finger()))).toBe('passkey-wrong');
    expect(reasonOf(await home.change({ members: home.with(undefined) }))).toBe('passkey-missing');
    home.unplug();
    await home.plugIn();
    expect(reasonOf(await home.change(more()))).toBe('passkey-missing');
    expect(home.hub.core.memory.roster.members.size).toBe(1);
    expect(home.receipts().filter(({ event }) => event === 'roster')).toHaveLength(1);
    expect(reasonOf(await home.change(more(), home.anna, home.finger))).toBe('allowed');
    expect(home.receipts().findLast(({ event }) => event === 'roster')).toMatchObject({
      answers: home.roster?.hash,
      detail: { epoch: 3, rosterHash: home.roster?.hash },
    });
    home.unplug();
    await home.plugIn();
    expect(home.hub.core.memory.roster.members.size).toBe(2);
  });

  it('P3, P10: opens and blocks without it', async () => {
    const home = await Bound.bound();
    expect(reasonOf(await home.memberKnock())).toBe('allowed');
    expect(reasonOf(await home.blockKey(await home.visit()))).toBe('allowed');
  });

  it('that has set it without its own assertion is not bound', async () => {
    const home = await Bound.paired();
    expect(reasonOf(await home.change({ members: home.with(home.finger.passkey) }))).toBe('passkey-missing');
    expect(reasonOf(await home.change({ members: [...home.members, home.friend()] }))).toBe('allowed');
  });

  it('and has lost it is helped by another admin, who cannot give them another', async () => {
    const home = await Bound.bound();
    const cleo = person();
    await home.change({ members: [...home.members, home.friend(cleo.key)] }, home.anna, home.finger);
    const cleos = new Finger();
    expect(reasonOf(await home.change({ members: home.with(cleos.passkey) }, cleo, cleos))).toBe('passkey-not-yours');
    expect(reasonOf(await home.change({ members: home.with(undefined) }, cleo))).toBe('allowed');
    expect(reasonOf(await home.change({ members: [home.friend(home.anna.key)] }))).toBe('allowed');
  });

  it('P10: and has lost everything comes back by the sheet and the button, and drops it', async () => {
    const home = await Bound.paired();
    const paper = await Paper.printed(home);
    const bound = await home.change({ members: home.with(home.finger.passkey) }, home.anna, home.finger);
    expect(reasonOf(bound)).toBe('allowed');
    const phone = person();
    home.roster = await paper.used(phone);
    home.hub.heard({ type: 'button', heldMs: 300 });
    await home.clock.pass(1000);
    expect(home.receipts().at(-1)).toMatchObject({ event: 'recovered' });
    const [anna] = home.hub.core.memory.roster.members.values();
    expect(anna?.passkey).toEqual(home.finger.passkey);
    expect(reasonOf(await home.change({}))).toBe('passkey-missing');
    expect(reasonOf(await home.change({ members: home.with(undefined) }, phone))).toBe('allowed');
    expect(reasonOf(await home.change({}))).toBe('allowed');
  });
});

describe('a household of sixteen', () => {
  /** Fifteen came, and each has set a passkey of their own; Anna's finger does the same thing sixteen times. */
  const full = async () => {
    const home = await Bound.paired();
    const others = Array.from({ length: 15 }, () => ({ signer: person(), finger: new Finger() }));
    const paper = person().key;
    const come = await home.change({ members: [...home.with(undefined), ...others.map(({ signer }) => home.friend(signer.key))], recoveryKey: paper }); // prettier-ignore
    if (!come.ok) throw new Error(come.refusal.reason);
    for (const { signer, finger } of [...others, { signer: home.anna, finger: home.finger }]) {
      const own = keyName(signer.key);
      const members = home.members.map((one) => (keyName(one.key) === own ? { ...one, passkey: finger.passkey } : one));
      const answer = await home.change({ members, recoveryKey: paper }, signer, finger);
      if (!answer.ok) throw new Error(answer.refusal.reason);
    }
    return home;
  };
  const next = async (home: Bound, longest = true) => {
    const { claims, hash } = home.roster ?? expect.unreachable();
    const signed = await signRoster(p, home.anna, { ...claims, iat: 0xffff_ffff, epoch: claims.epoch + 1 }, hash);
    return home.finger.asserts(signed, longest);
  };
  const onTheLine = (bytes: Uint8Array) => {
    const message = toBase64url(bytes);
    const request = { type: 'request', id: 1, method: 'roster', message };
    const taken = [
      channel.serverToHub.safeParse(request),
      channel.hubToServer.safeParse({ type: 'roster', roster: message }),
      routes.tellHub.body?.safeParse({ method: 'roster', message }),
      routes.listRosters.answer?.safeParse({ rosters: [message] }),
    ];
    expect(JSON.stringify(request).length).toBeLessThan(channel.maxLineMessageBytes);
    return taken.map((read) => read?.success);
  };

  it('each with a passkey, changes by the longest word that an authenticator can give: every message takes it, the hub does, and says it on its line', async () => {
    const home = await full();
    const roster = await next(home);
    expect(roster.bytes.length).toBeGreaterThan(4080);
    expect(onTheLine(roster.bytes)).toEqual([true, true, true, true]);
    expect(reasonOf(await home.hub.answer('roster', roster.bytes))).toBe('allowed');
    expect(home.hub.core.memory.roster.members.size).toBe(16);
    expect(home.server.said).toContainEqual({ type: 'roster', roster: toBase64url(roster.bytes) });
    home.unplug();
    await home.plugIn();
    expect(home.hub.core.memory.roster.epoch).toBe(roster.claims.epoch);
  });

  it('is full: one more is no roster, and bytes above the limit are refused by every message and by the hub', async () => {
    const home = await full();
    const { claims, hash } = home.roster ?? expect.unreachable();
    const more = { ...claims, epoch: claims.epoch + 1, members: [...claims.members, home.friend()] };
    await expect(signRoster(p, home.anna, more, hash)).rejects.toThrow(RangeError);
    const named = claims.members.map((one) => ({ ...one, name: 'x'.repeat(40) }));
    const long = await signRoster(p, home.anna, { ...claims, epoch: claims.epoch + 1, members: named }, hash);
    await expect(home.finger.asserts(long)).rejects.toThrow(RangeError);
    const above = Uint8Array.from([...(await next(home)).bytes, ...new Uint8Array(64)]).slice(0, 4097);
    expect(above).toHaveLength(4097);
    expect(onTheLine(above)).toEqual([false, false, false, false]);
    expect(reasonOf(await home.hub.answer('roster', above))).toBe('malformed');
    expect(home.hub.core.memory.roster.epoch).toBe(claims.epoch);
  });
});
