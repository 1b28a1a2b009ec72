import { generateSealingKeys, generateSigner, portablePrimitives as p, rawSealingKey } from '@latchkey/keys';
import {
  joinBytes,
  kidOf,
  openRosterChain,
  ROLE,
  signRoster,
  toBase64url,
  toHex,
  type Signer,
} from '@latchkey/protocol';
import { fromHex } from '@latchkey/protocol';
import type { Client } from '@latchkey/web-kit/model';
import { expect, test } from 'vitest';
import { confirming, createGuarding } from './guarding.ts';
import { createMembers } from './members.ts';
import type { PasskeyEnds, PasskeySummary } from './passkeys.ts';

const nowS = 1_800_000_000;
const homeId = new Uint8Array(16).fill(1);
const page = { rpId: 'localhost', origin: 'http://localhost:8400' };
const utf8 = (text: string) => new TextEncoder().encode(text);

/** What a browser answers over an authenticator that holds this key. */
const shownBy = (key: Signer, at = page, flags = 5): PasskeyEnds['show'] =>
  async ({ challenge, rpId }) => {
    const clientData = utf8(JSON.stringify({ type: 'webauthn.get', challenge, origin: at.origin, crossOrigin: false }));
    const authenticatorData = joinBytes(p.sha256(utf8(rpId)), Uint8Array.of(flags, 0, 0, 0, 0));
    const raw = await key.sign(joinBytes(authenticatorData, p.sha256(clientData)));
    const said = { clientData, authenticatorData, signature: der(raw) };
    return { credentialId: 'AQ', clientData: text(said.clientData), authenticatorData: text(said.authenticatorData), signature: text(said.signature) };
  }; // prettier-ignore
const text = (bytes: Uint8Array): string => toBase64url(bytes);

const der = (raw: Uint8Array): Uint8Array => {
  const integer = (bytes: Uint8Array) => {
    const cut = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
    const value = (cut[0] ?? 0) >= 0x80 ? joinBytes(Uint8Array.of(0), cut) : cut;
    return joinBytes(Uint8Array.of(2, value.length), value);
  };
  const both = joinBytes(integer(raw.subarray(0, 32)), integer(raw.subarray(32)));
  return joinBytes(Uint8Array.of(0x30, both.length), both);
};

/** Only x and whether y is odd are looked at. */
const coseOf = ({ key: { x, yOdd } }: Signer): Uint8Array =>
  joinBytes(fromHex('a5010203262001215820') ?? x, x, fromHex('225820') ?? x, new Uint8Array(31), Uint8Array.of(yOdd ? 1 : 0)); // prettier-ignore

const scene = async () => {
  const [anna, finger, thumb] = await Promise.all([generateSigner(), generateSigner(), generateSigner()]);
  const sealingKey = await rawSealingKey((await generateSealingKeys()).publicKey);
  const members = [{ role: ROLE.admin, key: anna.key, sealingKey, name: 'Anna' }];
  const first = await signRoster(p, anna, { iat: nowS - 60, homeId, epoch: 1, members });
  const rosters = [first.bytes];
  const heard: string[] = [];
  const summary = { passkeyId: 'AA', name: 'Phone', createdMs: 0, backedUp: false, credentialId: 'AQ', publicKey: text(coseOf(finger)) } satisfies PasskeySummary; // prettier-ignore
  const listed = { required: true, passkeys: [summary] };
  const client = (() => Promise.resolve(listed)) as unknown as Client;
  const ends = { page, make: () => Promise.reject(new Error('nothing is made here')), show: shownBy(finger) };
  const parts = { primitives: p, client, ends };
  const device = createMembers({
    primitives: p,
    signer: anna,
    pin: { hash: first.hash, epoch: 1 },
    keepPin: () => Promise.resolve(),
    fetchRosters: () => Promise.resolve([...rosters]),
    waiting: () => [],
    tell: (bytes) => {
      const chain = openRosterChain(p, [...rosters, bytes]);
      if (chain.ok) rosters.push(bytes);
      heard.push(chain.ok ? 'taken' : chain.problem);
      return Promise.resolve(chain.ok ? { ok: true } : { ok: false, refusal: { reason: chain.problem } });
    },
    confirm: (roster, passkey) => confirming(parts)(roster, passkey),
    recovered: () => false,
    catchUp: () => Promise.resolve(),
    wallMs: () => nowS * 1000,
  });
  await device.load();
  const guarding = (level = 8) => createGuarding({ ...parts, members: device, level: () => level });
  const own = toHex(kidOf(p, anna.key));
  const isBound = () => {
    const now = device.state.get();
    return now.kind === 'ready' && now.devices[0]?.passkey !== undefined;
  };
  return { device, guarding, summary, listed, ends, finger, thumb, heard, own, isBound };
};

test('an admin’s device is bound by its passkey, changes the household with it, and is free again with it', async () => {
  const { device, guarding, summary, heard, own, isBound } = await scene();
  const desk = guarding();
  await desk.begin(summary);
  expect(desk.state.get()).toEqual({ kind: 'idle' });
  expect(isBound()).toBe(true);
  const paper = await generateSigner();
  expect(await device.putOnPaper(paper.key)).toEqual({ ok: true });
  await desk.end(own);
  expect(isBound()).toBe(false);
  expect(heard).toEqual(['taken', 'taken', 'taken']);
});

test('nothing is sent that the hub would not take: no finger, another key, another page, no list', async () => {
  const { device, guarding, summary, listed, ends, thumb, finger, heard } = await scene();
  await guarding().begin(summary);
  const paper = (await generateSigner()).key;
  const problem = async (show: PasskeyEnds['show']) => {
    ends.show = show;
    const changed = await device.putOnPaper(paper);
    return changed.ok ? 'taken' : changed.problem;
  };
  expect(await problem(() => Promise.reject(new Error('NotAllowedError')))).toBe('passkey-cancelled');
  expect(await problem(shownBy(finger, page, 1))).toBe('passkey-nobody');
  expect(await problem(shownBy(thumb))).toBe('passkey-wrong');
  expect(await problem(shownBy(finger, { ...page, origin: 'http://localhost:8401' }))).toBe('passkey-other-page');
  listed.passkeys = [];
  expect(await problem(shownBy(finger))).toBe('passkey-not-here');
  expect(heard).toEqual(['taken']);
});

test('a server that names a key of its own binds nobody to it', async () => {
  const { guarding, summary, listed, thumb, heard, isBound } = await scene();
  const desk = guarding();
  const swapped = { ...summary, publicKey: text(coseOf(thumb)) };
  listed.passkeys = [swapped];
  await desk.begin(swapped);
  expect(desk.state.get()).toEqual({ kind: 'failed', problem: 'passkey-wrong' });
  expect([heard, isBound()]).toEqual([[], false]);
});

test('it is offered where the hub knows it, and only for a key that a hub verifies', async () => {
  const { guarding, summary } = await scene();
  expect(guarding(8).mayGuard(summary)).toBe(true);
  expect(guarding(7).mayGuard(summary)).toBe(false);
  expect(guarding().mayGuard({ ...summary, publicKey: text(new Uint8Array(42)) })).toBe(false);
});
