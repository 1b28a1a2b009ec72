import type { FastifyRequest } from 'fastify';
import type { World } from '../world.ts';
import { callerAddress } from './caller-address.ts';

/** Sixteen bits of where a request comes from: the same for the same address, and for each 65,536th of all others. */
export const callerBucket = ({ effects: { primitives }, settings }: Pick<World, 'effects' | 'settings'>) => {
  const addressOf = callerAddress(settings.trustedProxies);
  return ({ raw }: FastifyRequest): number => {
    const [high = 0, low = 0] = primitives.sha256(Buffer.from(`lk1-where\n${addressOf(raw)}`));
    return high * 256 + low;
  };
};
