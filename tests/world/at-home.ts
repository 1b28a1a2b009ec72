/** A further device of a household, opened on the page that the hub itself serves: its own key, let in by a member who is elsewhere. */
import { randomBytes } from 'node:crypto';
import { routes } from '@latchkey/contract';
import { rawSealingKey } from '@latchkey/keys';
import {
  decodeCbor,
  encodeCbor,
  encodePublicKey,
  joinBytes,
  keyIdOf,
  makeEnrolment,
  readOwnPage,
  ROLE,
  signRoster,
  toBase64url,
  verifyEnrolment,
  verifyLink,
  type CborValue,
  type OwnPage,
} from '@latchkey/protocol';
import { bytesOf, Member, primitives } from './member.ts';

/** What the hub signs about its page, over a fresh nonce. */
export const ownPageOf = async (member: Member): Promise<OwnPage> => {
  const nonce = Uint8Array.from(randomBytes(16));
  const answer = await member.tell('page', nonce);
  if (!answer.ok) throw new TypeError(`page: ${answer.refusal.reason}`);
  const read = readOwnPage(primitives, bytesOf(answer.message ?? ''));
  if (!read.ok || !verifyLink(primitives, read.link, member.hub.hubKey)) throw new TypeError('not the hub’s word');
  if (Buffer.compare(read.link.claims.nonce, nonce) !== 0) throw new TypeError('an old word');
  return read.link.claims;
};

const nowS = () => Math.floor(Date.now() / 1000);

export const letInAtHome = async (member: Member): Promise<Member> => {
  const { origin } = await ownPageOf(member);
  const device = new Member(origin);
  await device.makeKeys();
  const sealingKey = await rawSealingKey(device.sealing.publicKey);
  const name = 'At home';
  const introduced = { signingKey: device.signer.key, sealingKey, name };
  const { record: made, code } = makeEnrolment(primitives, introduced, Uint8Array.from(randomBytes(16)));
  const [, mac] = decodeCbor(made) as readonly CborValue[];
  const { challenge, audience } = await device.client(routes.newChallenge, { body: {} });
  const message = routes.sessionMessage(audience, 'courier', challenge);
  const signature = toBase64url(await device.signer.sign(new TextEncoder().encode(message)));
  const publicKey = toBase64url(encodePublicKey(device.signer.key));
  const record = {
    signingKey: publicKey,
    sealingKey: toBase64url(sealingKey),
    name,
    mac: toBase64url(mac as Uint8Array),
  };
  await device.client(routes.newEnrolment, { body: { publicKey, challenge, signature, transport: 'bearer', record } });

  // The member sees the code on the device's screen, and nothing else of it but through server and hub.
  const mail = await member.tell(
    'mailbox',
    joinBytes(new TextEncoder().encode('lk1-mail'), keyIdOf(primitives, device.signer.key)),
  );
  if (!mail.ok) throw new TypeError(`mailbox: ${mail.refusal.reason}`);
  const found = routes.enrolmentRecord.parse(JSON.parse(Buffer.from(bytesOf(mail.message ?? '')).toString()));
  const body = encodeCbor([decodeCbor(bytesOf(found.signingKey)), bytesOf(found.sealingKey), found.name]);
  const checked = verifyEnrolment(primitives, encodeCbor([body, bytesOf(found.mac)]), code);
  if (!checked.ok) throw new TypeError(checked.problem);
  const own = { role: ROLE.admin, key: member.signer.key, sealingKey: await rawSealingKey(member.sealing.publicKey) };
  const theirs = { role: ROLE.admin, key: checked.enrolment.signingKey, sealingKey: checked.enrolment.sealingKey };
  const { hubId, hubKey, roster } = member.hub;
  const claims = { iat: nowS(), homeId: bytesOf(member.homeId), epoch: 2, members: [own, theirs] };
  const next = await signRoster(primitives, member.signer, claims, roster);
  const taken = await member.tell('roster', next.bytes);
  if (!taken.ok) throw new TypeError(`roster: ${taken.refusal.reason}`);
  const hub = { hubId, hubKey, roster: next.hash };
  await member.comeIn(hub);
  await device.comeIn(hub);
  return device;
};
