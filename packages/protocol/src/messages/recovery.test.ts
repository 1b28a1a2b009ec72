import { signerFromScalar } from '@latchkey/keys';
import { describe, expect, it } from 'vitest';
import {
  decodeRecoveryCode,
  encodeRecoveryCode,
  judgeVeto,
  openCall,
  openRoster,
  openRosterChain,
  readReply,
  recoveryScalar,
  ROLE,
  sameBytes,
  signRecovery,
  signRecoveryCall,
  signRecoveryReply,
  signRoster,
  signVeto,
  type RosterMember,
} from '../index.ts';
import { anna, ben, hub, mallory, p, paper, seeded } from '../testing/people.ts';
import { good, knowing, nextPaper, recoverable } from '../testing/recovery-cases.ts';
import { HUB_ID, NOON, seeded65 } from '../testing/story.ts';

const code = { hubId: HUB_ID, secret: seeded('secret on paper') };

describe('a code on paper', () => {
  const sheet = encodeRecoveryCode(p, code);

  it('is read however a person types it', () => {
    expect(sheet).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}$/);
    for (const typed of [sheet.toLowerCase(), sheet.replaceAll('-', ' '), sheet.replaceAll('-', ''), ` ${sheet}\n`])
      expect(decodeRecoveryCode(p, typed)).toEqual({ ok: true, code });
    const alike = sheet.replaceAll('1', 'l').replaceAll('0', 'o');
    expect(decodeRecoveryCode(p, alike)).toEqual({ ok: true, code });
  });

  it('knows every single letter that is another one', () => {
    const letters = sheet.replaceAll('-', '');
    for (let at = 0; at < letters.length; at++) {
      const other = letters[at] === 'A' ? 'B' : 'A';
      const typed = letters.slice(0, at) + other + letters.slice(at + 1);
      expect(decodeRecoveryCode(p, typed)).toEqual({ ok: false, problem: 'mistyped' });
    }
  });

  it('is nothing where a letter is missing, too much or impossible', () => {
    for (const typed of [
      '',
      sheet.slice(1),
      `${sheet}A`,
      sheet.replace(/^./, 'U'),
      sheet.replace(/^./, 'ß'),
      'A'.repeat(1_000_000),
    ])
      // prettier-ignore
      expect(decodeRecoveryCode(p, typed)).toEqual({ ok: false, problem: 'wrong-letters' });
  });

  it('gives another key for another hub and for another secret', async () => {
    const keys = [code, { ...code, hubId: seeded('another hub') }, { ...code, secret: seeded('another secret') }]
      .map((one) => signerFromScalar(recoveryScalar(p, one)))
      .map(({ key }) => key.x.join());
    expect(new Set(keys).size).toBe(3);
    const signer = signerFromScalar(recoveryScalar(p, code));
    const message = seeded('message', 32);
    expect(p.verify(signer.key, message, await signer.sign(message))).toBe(true);
  });
});

describe('a roster with a recovery key', () => {
  const follows = async (members: (before: readonly RosterMember[]) => readonly RosterMember[], keeps = true) => {
    const { newest } = await recoverable();
    const { homeId, head } = newest;
    const recoveryKey = keeps ? paper.key : nextPaper.key;
    const claims = { iat: NOON, homeId, epoch: 3, members: members([...newest.members.values()]), recoveryKey };
    const opened = openRoster(p, (await signRoster(p, anna, claims, head)).bytes, newest);
    return opened.ok ? 'taken' : opened.problem;
  };
  const newcomer = { role: ROLE.resident, key: mallory.key, sealingKey: new Uint8Array(65) };

  it('keeps it as long as nobody leaves', async () => {
    expect(await follows((before) => before)).toBe('taken');
    expect(await follows((before) => [...before, newcomer])).toBe('taken');
  });

  it('does not keep it when a member is removed or an admin becomes a resident', async () => {
    const withoutBen = (before: readonly RosterMember[]) => before.filter(({ name }) => name !== 'Ben');
    const swapped = (before: readonly RosterMember[]) =>
      before.map((one) => ({ ...one, role: one.name === 'Ben' ? ROLE.admin : ROLE.resident }));
    expect(await follows(withoutBen)).toBe('recovery-key-kept');
    expect(await follows(swapped)).toBe('recovery-key-kept');
    expect(await follows(withoutBen, false)).toBe('taken');
    expect(await follows(swapped, false)).toBe('taken');
  });

  it('names no member’s key by it', async () => {
    const { newest } = await recoverable();
    const { homeId, head, members } = newest;
    const claims = { iat: NOON, homeId, epoch: 3, members: [...members.values()], recoveryKey: ben.key };
    const opened = openRoster(p, (await signRoster(p, anna, claims, head)).bytes, newest);
    expect(opened).toEqual({ ok: false, problem: 'kid-repeated' });
  });

  it('is followed by a recovery only where the hub has said that it stands', async () => {
    const at = await recoverable();
    const recovery = await good(at);
    expect(openRoster(p, recovery, at.newest)).toEqual({ ok: false, problem: 'recovery-unconfirmed' });
    const other = openRosterChain(p, [...at.chain, recovery], undefined, (hash) => sameBytes(hash, seeded('x', 32)));
    expect(other).toEqual({ ok: false, at: 2, problem: 'recovery-unconfirmed' });
    const chain = openRosterChain(p, [...at.chain, recovery], undefined, () => true);
    expect(chain).toMatchObject({ ok: true, state: { epoch: 3 } });
    if (!chain.ok) return;
    expect([...chain.state.members.values()].map(({ role }) => role)).toEqual([ROLE.admin, ROLE.resident, ROLE.admin]);
    // The used sheet is waste paper: what its key signs next follows nothing.
    const thief = { key: mallory.key, sealingKey: seeded65('Mallory') };
    const again = await signRecovery(p, paper, chain.state, thief, { recoveryKey: hub.key, iat: NOON });
    expect(openRoster(p, again.bytes, chain.state, () => true)).toEqual({ ok: false, problem: 'signer-not-admin' });
  });
});

describe('a veto', () => {
  const pending = seeded('recovery', 32);
  const judge = async (veto: Uint8Array, waits: Uint8Array | undefined = pending) => {
    const judged = judgeVeto(p, veto, { ...knowing(await recoverable()), pending: waits });
    return judged.ok ? 'refused' : judged.problem;
  };
  const said = { iat: NOON, hubId: HUB_ID };

  it('of any member ends the recovery that is its parent, and no other', async () => {
    expect(await judge((await signVeto(p, anna, said, pending)).bytes)).toBe('refused');
    expect(await judge((await signVeto(p, ben, said, pending)).bytes)).toBe('refused');
    expect(await judge((await signVeto(p, ben, said, seeded('another', 32))).bytes)).toBe('signature-wrong');
    expect(await judge((await signVeto(p, ben, { ...said, hubId: seeded('x') }, pending)).bytes)).toBe('other-hub');
    expect(await judge((await signVeto(p, mallory, said, pending)).bytes)).toBe('signer-unknown');
    expect(await judge((await signVeto(p, paper, said, pending)).bytes)).toBe('signer-unknown');
    expect(await judge((await signVeto(p, ben, said, pending)).bytes.slice(1))).toBe('malformed');
  });

  it('of nothing is told so', async () => {
    const veto = await signVeto(p, ben, said, pending);
    const judged = judgeVeto(p, veto.bytes, knowing(await recoverable()));
    expect(judged).toEqual({ ok: false, problem: 'recovery-none' });
  });
});

describe('a call and its reply', () => {
  const call = () => signRecoveryCall(p, paper, { nonce: seeded('nonce'), hubId: HUB_ID });
  const reply = async (signer = hub, callHash?: Uint8Array) => {
    const { newest, chain } = await recoverable();
    const claims = {
      hubKey: signer.key,
      roster: chain[1] ?? new Uint8Array(1),
      previous: newest.earlier[0] ?? new Uint8Array(0),
      doors: [{ id: 1, name: 'Wohnungstür', kind: 1 }],
      capability: 3,
    };
    return (await signRecoveryReply(p, signer, claims, callHash ?? (await call()).hash)).bytes;
  };

  it('is the code’s holder’s and nobody else’s', async () => {
    const { bytes } = await call();
    expect(openCall(p, bytes, HUB_ID, paper.key)?.claims.nonce).toEqual(seeded('nonce'));
    expect(openCall(p, bytes, HUB_ID, undefined)).toBeUndefined();
    expect(openCall(p, bytes, HUB_ID, nextPaper.key)).toBeUndefined();
    expect(openCall(p, bytes, seeded('another hub'), paper.key)).toBeUndefined();
    expect(openCall(p, bytes.slice(1), HUB_ID, paper.key)).toBeUndefined();
  });

  it('tells the newest roster, by the hub that the sheet pins', async () => {
    const heard = readReply(p, await reply(), (await call()).hash, code);
    const { newest } = await recoverable();
    expect(heard?.roster).toEqual(newest);
    expect(heard?.doors).toEqual([{ id: 1, name: 'Wohnungstür', kind: 1 }]);
    expect(heard?.pending).toBeUndefined();
  });

  it('is not believed from a server’s own hub, nor as the answer to another call', async () => {
    const hash = (await call()).hash;
    expect(readReply(p, await reply(mallory), hash, code)).toBeUndefined();
    expect(readReply(p, await reply(hub, seeded('another call', 32)), hash, code)).toBeUndefined();
    expect(readReply(p, (await reply()).slice(1), hash, code)).toBeUndefined();
  });
});
