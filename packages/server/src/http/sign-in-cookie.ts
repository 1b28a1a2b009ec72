import type { FastifyReply, FastifyRequest } from 'fastify';
import { SIGN_IN_S } from '../operator/sign-ins.ts';

/** Binds a sign-in to the browser that began it: an answer that somebody else's browser brings along finds nothing. */
const NAME = 'lk_sign_in';
const attributes = (secure: boolean) => ({ path: '/api/sign-in', httpOnly: true, sameSite: 'strict', secure }) as const; // prettier-ignore

export const signInCookie = {
  give: (reply: FastifyReply, token: string, secure: boolean) =>
    reply.setCookie(NAME, token, { ...attributes(secure), maxAge: SIGN_IN_S }),
  take: (reply: FastifyReply, secure: boolean) => reply.clearCookie(NAME, attributes(secure)),
  in: (request: FastifyRequest): string | undefined => request.cookies[NAME],
};
