import { generateSealingKeys, generateSigner, portablePrimitives as p, rawSealingKey } from '@latchkey/keys';
import { kidOf, openRosterChain, ROLE, signRecovery, signRoster, toHex, type Signer } from '@latchkey/protocol';
import { expect, test } from 'vitest';
import { createMembers, type MembersParts } from './members.ts';

const nowS = 1_800_000_000;
const homeId = new Uint8Array(16).fill(1);

/** Anna's device, one that comes, and a hub that takes what follows. */
const scene = async () => {
  const [anna, ben] = await Promise.all([generateSigner(), generateSigner()]);
  const sealingKey = await rawSealingKey((await generateSealingKeys()).publicKey);
  const member = (signer: Signer, role: number = ROLE.admin) => ({ role, key: signer.key, sealingKey });
  const first = await signRoster(p, anna, { iat: nowS - 60, homeId, epoch: 1, members: [member(anna)] });
  const rosters = [first.bytes];
  const pins: unknown[] = [];
  const kept: Uint8Array[] = [];
  /** Hex of what the hub said by receipt; `catchUps` counts who asked for it. */
  const stands = new Set<string>();
  const heard = { catchUps: 0 };
  const parts: MembersParts = {
    primitives: p,
    signer: anna,
    pin: { hash: first.hash, epoch: 1 },
    keepPin: (pin) => {
      pins.push(pin);
      return Promise.resolve();
    },
    fetchRosters: () => Promise.resolve([...rosters]),
    waiting: () => kept,
    tell: (bytes) => {
      const follows = openRosterChain(p, [...rosters, bytes]).ok;
      if (follows) rosters.push(bytes);
      return Promise.resolve(follows ? { ok: true } : { ok: false, refusal: { reason: 'signature-wrong' } });
    },
    confirm: () => Promise.resolve({ ok: false, problem: 'passkey-not-here' }),
    recovered: (hash) => stands.has(toHex(hash)),
    catchUp: () => {
      heard.catchUps += 1;
      return Promise.resolve();
    },
    wallMs: () => nowS * 1000,
  };
  return {
    anna,
    ben,
    member,
    first,
    rosters,
    kept,
    parts,
    pins,
    members: createMembers(parts),
    sealingKey,
    stands,
    heard,
  };
};

test('a device is added by a roster that the hub takes, and removed by the next', async () => {
  const { members, ben, sealingKey, rosters, pins } = await scene();
  await members.load();
  expect(members.state.get()).toMatchObject({
    kind: 'ready',
    mayChange: true,
    devices: [{ own: true, role: 'admin' }],
  });
  expect(await members.add({ key: ben.key, sealingKey }, 'resident')).toEqual({ ok: true });
  const kid = toHex(kidOf(p, ben.key));
  expect(members.keyOf(kid)).toEqual(ben.key);
  expect(members.epoch()).toBe(2);
  expect(await members.remove(kid)).toEqual({ ok: true });
  expect(members.keyOf(kid)).toBeUndefined();
  expect(rosters).toHaveLength(3);
  expect(pins).toHaveLength(2);
  // For a hub that has lost them.
  for (const epoch of [0, 1, 2, 3]) expect(members.after(epoch)).toEqual(rosters.slice(epoch));
});

test('P11: what a server shows is believed only where it leads on from what this device knows', async () => {
  const { members, rosters, ben, member } = await scene();
  await members.load();
  const forged = await signRoster(p, ben, { iat: nowS, homeId, epoch: 1, members: [member(ben)] });
  rosters.splice(0, 1, forged.bytes);
  await members.load();
  expect(members.state.get().kind).toBe('broken');
  expect(members.keyOf(toHex(kidOf(p, ben.key)))).toBeUndefined();
});

test('P11: a removal that the server keeps for the hub shows who is leaving, and is no removal yet', async () => {
  const { parts, members, rosters, kept, anna, ben, member, first } = await scene();
  const [cleo, bens] = [await generateSigner(), toHex(kidOf(p, ben.key))];
  const cleos = toHex(kidOf(p, cleo.key));
  const three = { iat: nowS, homeId, epoch: 2, members: [anna, ben, cleo].map((one) => member(one)) };
  const second = await signRoster(p, anna, three, first.hash);
  rosters.push(second.bytes);
  const away = createMembers({
    ...parts,
    tell: (bytes) => {
      kept.splice(0, 1, bytes);
      return Promise.resolve({ ok: false, refusal: { reason: 'kept-for-hub' } });
    },
  });
  const leaving = (of = away) => {
    const now = of.state.get();
    return now.kind === 'ready' ? now.devices.filter((one) => one.leaving).map(({ kid }) => kid) : [];
  };
  await away.load();
  expect(await away.remove(bens)).toEqual({ ok: false, problem: 'kept-for-hub' });
  expect(leaving()).toEqual([bens]);
  expect([away.keyOf(bens), away.epoch()]).toEqual([ben.key, 2]);
  // Another device hears of it from the server, and by the admin's signature alone.
  await members.load();
  expect(leaving(members)).toEqual([bens]);
  const forged = await signRoster(p, cleo, { ...three, epoch: 3, members: [member(cleo)] }, first.hash);
  kept.push(forged.bytes);
  await members.load();
  expect(leaving(members)).toEqual([bens]);
  kept.pop();
  // The next one leaves together with the first, or the hub would take only one of the two.
  await away.remove(cleos);
  expect(openRosterChain(p, [...rosters, ...kept])).toMatchObject({
    ok: true,
    state: { epoch: 3, members: { size: 1 } },
  });
  expect(leaving()).toEqual([bens, cleos]);
  rosters.push(...kept.splice(0));
  await away.load();
  expect(leaving()).toEqual([]);
  expect(away.keyOf(bens)).toBeUndefined();
});

test('two who change the list in the same moment: one is told to look again, and nothing is lost', async () => {
  const { members, parts, ben, sealingKey } = await scene();
  const other = createMembers(parts);
  await Promise.all([members.load(), other.load()]);
  expect(await other.add({ key: ben.key, sealingKey }, 'admin')).toEqual({ ok: true });
  expect(await members.remove('00')).toEqual({ ok: false, problem: 'signature-wrong' });
  await members.load();
  expect(members.state.get()).toMatchObject({ devices: [{ own: true }, { own: false, role: 'admin' }] });
});

test('a code on paper stays when somebody is added, and ends with whoever is removed', async () => {
  const { members, ben, sealingKey, parts } = await scene();
  const paper = await generateSigner();
  const ready = () => {
    const now = members.state.get();
    return now.kind === 'ready' ? now : undefined;
  };
  const code = () => ready()?.code;
  await members.load();
  expect(code()).toBeUndefined();
  expect(ready()?.codeEndedS).toBeUndefined();
  expect(await members.putOnPaper(paper.key)).toEqual({ ok: true });
  const printed = code();
  expect(printed?.atS).toBe(nowS);
  expect(await members.add({ key: ben.key, sealingKey }, 'resident')).toEqual({ ok: true });
  expect(code()).toEqual(printed);
  const later = createMembers({ ...parts, pin: { hash: members.head(), epoch: members.epoch() } });
  await later.load();
  expect(later.state.get()).toMatchObject({ kind: 'ready', code: printed });
  expect(await members.remove(toHex(kidOf(p, ben.key)))).toEqual({ ok: true });
  expect(ready()).toMatchObject({ code: undefined, codeEndedS: nowS });
  expect(await members.add({ key: ben.key, sealingKey }, 'resident')).toEqual({ ok: true });
  expect(ready()).toMatchObject({ code: undefined, codeEndedS: nowS });
  const next = await generateSigner();
  expect(await members.putOnPaper(next.key)).toEqual({ ok: true });
  expect(ready()?.codeEndedS).toBeUndefined();
});

test('P11: a recovery that a server shows adds nobody until the hub has said by receipt that it stands', async () => {
  const { members, rosters, parts, sealingKey, stands, heard, anna } = await scene();
  const [paper, next, phone] = await Promise.all([generateSigner(), generateSigner(), generateSigner()]);
  await members.load();
  await members.putOnPaper(paper.key);
  const chain = openRosterChain(p, rosters);
  if (!chain.ok) throw new Error(chain.problem);
  const device = { key: phone.key, sealingKey };
  const recovery = await signRecovery(p, paper, chain.state, device, { recoveryKey: next.key, iat: nowS });
  rosters.push(recovery.bytes);
  await members.load();
  expect(heard.catchUps).toBe(1);
  expect(members.epoch()).toBe(2);
  expect(members.state.get()).toMatchObject({ kind: 'ready', devices: [{ own: true }] });
  stands.add(toHex(recovery.hash));
  await members.load();
  expect(members.epoch()).toBe(3);
  expect(members.keyOf(toHex(kidOf(p, phone.key)))).toEqual(phone.key);
  // A device that was pinned behind it believes it for its pin, and the new device pins the recovery itself.
  stands.clear();
  for (const signer of [anna, phone]) {
    const again = createMembers({ ...parts, signer, pin: { hash: recovery.hash, epoch: 3 } });
    await again.load();
    expect(again.state.get()).toMatchObject({ kind: 'ready', mayChange: true });
  }
});

test('a list that was fetched before this device changed it, and comes after, is not believed and breaks nothing', async () => {
  const { parts, ben, sealingKey, rosters } = await scene();
  let answer: ((list: readonly Uint8Array[]) => void) | undefined;
  let slow = false;
  const members = createMembers({
    ...parts,
    fetchRosters: () => (slow ? new Promise((done) => (answer = done)) : Promise.resolve([...rosters])),
  });
  await members.load();
  slow = true;
  const old = [...rosters];
  const loading = members.load();
  expect(await members.add({ key: ben.key, sealingKey }, 'resident')).toEqual({ ok: true });
  answer?.(old);
  await loading;
  expect(members.state.get()).toMatchObject({ kind: 'ready', devices: [{ own: true }, { own: false }] });
});

test('a list that would hold more than it can is refused before it is signed, and nothing is sent', async () => {
  const { anna, member, first, rosters, parts, ben, sealingKey } = await scene();
  const named = (await Promise.all(Array.from({ length: 15 }, () => generateSigner()))).map((one) => member(one));
  const claims = { iat: nowS, homeId, epoch: 2, members: [member(anna), ...named] };
  const second = await signRoster(p, anna, claims, first.hash);
  rosters.push(second.bytes);
  let signatures = 0;
  const sign = (message: Uint8Array) => {
    signatures += 1;
    return anna.sign(message);
  };
  const members = createMembers({ ...parts, signer: { key: anna.key, sign } });
  await members.load();
  expect(await members.add({ key: ben.key, sealingKey }, 'admin')).toEqual({ ok: false, problem: 'roster-full' });
  expect([signatures, rosters.length, members.epoch()]).toEqual([0, 2, 2]);
  const [, gone] = claims.members;
  expect(gone === undefined ? undefined : await members.remove(toHex(kidOf(p, gone.key)))).toEqual({ ok: true });
});
