import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerAddress } from '../http/caller-address.ts';
import { notFound } from '../http/problems.ts';
import type { Home, Session } from '../store/records.ts';
import type { World } from '../world.ts';

/** A file of shipments may hold so many mistakes. */
const WRONG_A_MINUTE = 30;

interface Asked {
  readonly session: Pick<Session, 'tenantId'>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/**
 * The household of a handle. Anybody can be a carrier, and be many: who names handles that are nobody's is counted by carrier and by address, and
 * hears nothing of right ones either until they have waited.
 */
export const knownHandle = ({ effects, throttles, settings }: Pick<World, 'effects' | 'throttles' | 'settings'>) => {
  const addressOf = callerAddress(settings.trustedProxies);
  const perMinute = WRONG_A_MINUTE * (settings.rateFactor ?? 1);
  return async (handle: string, { session, request, reply }: Asked): Promise<Home> => {
    const counted = [`handle\n${session.tenantId}`, `handle\n${addressOf(request.raw)}`];
    for (const one of counted) throttles.admitStill(one, perMinute, reply);
    const home = await effects.store.homeByHandle(handle);
    if (home !== undefined) return home;
    for (const one of counted) throttles.takes(one, perMinute);
    throw notFound();
  };
};
