/** Steps of whole visits and households that several tests begin with. */
import { rawSealingKey } from '@latchkey/keys';
import { ROLE, signRoster } from '@latchkey/protocol';
import { announce, shipmentOf, stopOf } from './carrier.ts';
import type { ServedHome } from './household.ts';
import { bytesOf, primitives, type Member } from './member.ts';
import { until } from './until.ts';

/** Announced, granted, assigned, knocked for and allowed: the film runs, and the bolt is about to move. */
export const visitThatRuns = async ({ dispatch, member }: Pick<ServedHome, 'dispatch' | 'member'>) => {
  const { shipmentId, trackingNumber } = await announce(dispatch, member.handle);
  const carrier = { signingKey: dispatch.signingKey, sealingKey: dispatch.sealingKey };
  const { visitId } = await member.grant({ shipmentId, trackingNumbers: [trackingNumber], carrier });
  await dispatch.carrier.assign(await shipmentOf(dispatch, shipmentId), dispatch.courier.courierId);
  const stop = await stopOf(dispatch, visitId);
  await until('the knock to be allowed', async () => {
    const knocked = await dispatch.device.knock(stop, { door: 1, trackingNumbers: [trackingNumber] });
    return knocked.outcome === 'allowed';
  });
  return { visitId, trackingNumber, stop };
};

/**
 * The household's next list, signed by its first member and told to its hub: `staying`, all of them admins. Resolves to its hash, over which the next one is
 * signed. Throws the hub's refusal.
 */
export const tellRoster = async (member: Member, epoch: number, staying: readonly Member[]): Promise<Uint8Array> => {
  const { hub, homeId, signer } = member;
  const members = await Promise.all(
    staying.map(async (one) => ({
      role: ROLE.admin,
      key: one.signer.key,
      sealingKey: await rawSealingKey(one.sealing.publicKey),
    })),
  );
  const claims = { iat: Math.floor(Date.now() / 1000), homeId: bytesOf(homeId), epoch, members };
  const next = await signRoster(primitives, signer, claims, hub.roster);
  const answer = await member.tell('roster', next.bytes);
  if (!answer.ok) throw new TypeError(`roster: ${answer.refusal.reason}`);
  return next.hash;
};
