/** Steps of whole visits that several tests begin with. */
import { announce, shipmentOf, stopOf } from './carrier.ts';
import type { ServedHome } from './household.ts';
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
