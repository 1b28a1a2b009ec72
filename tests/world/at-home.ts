/** A further device of a household, opened on the page that the hub itself serves: its own key, let in by a member who is elsewhere. */
import { randomBytes } from 'node:crypto';
import { routes } from '@latchkey/contract';
import { rawSealingKey } from '@latchkey/keys';
import {
  boxOf,
  decodeCbor,
  encodeCbor,
  encodePublicKey,
  mailFor,
  makeEnrolment,
  readOwnPage,
  ROLE,
  toBase64url,
  verifyEnrolment,
  verifyLink,
  type CborValue,
  type Enrolment,
  type OwnPage,
} from '@latchkey/protocol';
import { bytesOf, Member, primitives } from './member.ts';
import { adminRow, tellRoster } from './rosters.ts';
import { until } from './until.ts';

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

/** The keys of a device that shows its code, as they came through the hub and were checked against that code. */
interface Shown {
  readonly device: Member;
  readonly found: Enrolment;
}

/** Of each device that showed its code. */
const boxes = new WeakMap<Member, Uint8Array>();

/** A device that was opened at this address shows its code; `member`, who is elsewhere, has the rest fetched through the hub. */
const showCode = async (member: Pick<Member, 'tell'>, origin: string): Promise<Shown> => {
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
  await device.client(routes.newEnrolment, { body: { publicKey, challenge, signature, transport: 'bearer', record, boxId: toBase64url(boxOf(primitives, code)) } }); // prettier-ignore

  // The member sees the code on the device's screen, and nothing else of it but through server and hub.
  boxes.set(device, boxOf(primitives, code));
  const mail = await member.tell('mailbox', mailOf(device));
  if (!mail.ok) throw new TypeError(`mailbox: ${mail.refusal.reason}`);
  const found = routes.enrolmentRecord.parse(JSON.parse(Buffer.from(bytesOf(mail.message ?? '')).toString()));
  const body = encodeCbor([decodeCbor(bytesOf(found.signingKey)), bytesOf(found.sealingKey), found.name]);
  const checked = verifyEnrolment(primitives, encodeCbor([body, bytesOf(found.mac)]), code);
  if (!checked.ok) throw new TypeError(checked.problem);
  return { device, found: checked.enrolment };
};

/** Where a device left its letter, or looks for one. */
export const mailOf = (device: Member, welcome?: Uint8Array): Uint8Array =>
  mailFor(boxes.get(device) ?? new Uint8Array(16), welcome);

export const letInAtHome = async (member: Member): Promise<Member> =>
  letIn(member, (await ownPageOf(member)).origin, 2, [member]);

/** As the roster of this epoch, with all of `before` in it. They sign over it from then on. */
export const letIn = async (
  by: Member,
  origin: string,
  epoch: number,
  before: readonly Pick<Member, 'signer' | 'sealing'>[],
): Promise<Member> => {
  const { device, found } = await showCode(by, origin);
  const theirs = { role: ROLE.admin, key: found.signingKey, sealingKey: found.sealingKey };
  const { hubId, hubKey } = by.hub;
  const roster = await tellRoster(by, epoch, [...(await Promise.all(before.map(adminRow))), theirs]);
  const hub = { hubId, hubKey, roster };
  await by.comeIn(hub);
  // Where the server does not carry the roster, the hub tells it.
  await until('the device to be let in', () =>
    device.comeIn(hub).then(
      () => true,
      () => false,
    ),
  );
  device.homeId = by.homeId;
  return device;
};
