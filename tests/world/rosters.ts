/** A household's next list of devices, all of them admins. */
import { rawSealingKey } from '@latchkey/keys';
import { ROLE, signRoster, type Roster } from '@latchkey/protocol';
import { bytesOf, primitives, type Member } from './member.ts';

type Row = Roster['members'][number];

export const adminRow = async ({ signer, sealing }: Pick<Member, 'signer' | 'sealing'>): Promise<Row> => ({
  role: ROLE.admin,
  key: signer.key,
  sealingKey: await rawSealingKey(sealing.publicKey),
});

/** Signed by `by` over the one that they know, and told to their hub. Resolves to its hash, over which the next one is signed. Throws the hub's refusal. */
export const tellRoster = async (by: Member, epoch: number, members: readonly Row[]): Promise<Uint8Array> => {
  const claims = { iat: Math.floor(Date.now() / 1000), homeId: bytesOf(by.homeId), epoch, members };
  const next = await signRoster(primitives, by.signer, claims, by.hub.roster);
  const answer = await by.tell('roster', next.bytes);
  if (!answer.ok) throw new TypeError(`roster: ${answer.refusal.reason}`);
  return next.hash;
};

export const tellAdmins = async (by: Member, epoch: number, staying: readonly Member[]): Promise<Uint8Array> =>
  tellRoster(by, epoch, await Promise.all(staying.map(adminRow)));
