import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SessionRole } from '../store/records.ts';

/** Each role's cookie goes only below that role's path, so that one browser can hold all three apart. */
const cookies: Readonly<Record<SessionRole, { readonly name: string; readonly path: string }>> = {
  member: { name: 'lk_member', path: '/api/home' },
  courier: { name: 'lk_courier', path: '/api/courier' },
  carrier: { name: 'lk_carrier', path: '/api/carrier' },
};

const attributes = (role: SessionRole, secure: boolean) =>
  ({ path: cookies[role].path, httpOnly: true, sameSite: 'strict', secure }) as const;

export const giveCookie = (
  reply: FastifyReply,
  role: SessionRole,
  token: string,
  secure: boolean,
  maxAge = 30 * 24 * 60 * 60,
) => reply.setCookie(cookies[role].name, token, { ...attributes(role, secure), maxAge });

export const takeCookie = (reply: FastifyReply, role: SessionRole, secure: boolean) =>
  reply.clearCookie(cookies[role].name, attributes(role, secure));

export interface Presented {
  readonly token?: string;
  /** A browser sends cookies by itself, so that a foreign page could have caused the request. */
  readonly byCookie: boolean;
}

interface Headers {
  readonly authorization?: string | undefined;
}

/** What a program shows, and a browser never sends by itself. */
export const bearerOf = ({ authorization }: Headers): string | undefined =>
  authorization?.startsWith('Bearer ') === true ? authorization.slice(7) : undefined;

/** The session a request carries for a role; a bearer token wins over a cookie. */
export const presentedToken = (request: FastifyRequest, role: SessionRole): Presented => {
  const bearer = bearerOf(request.headers);
  if (bearer !== undefined) return { token: bearer, byCookie: false };
  const token = request.cookies[cookies[role].name];
  return token === undefined ? { byCookie: false } : { token, byCookie: true };
};

/** The same from the headers of a WebSocket's upgrade, which passes by the framework. */
export const tokenInHeaders = (
  headers: Headers & { readonly cookie?: string | undefined },
  role: SessionRole,
): Presented => {
  const bearer = bearerOf(headers);
  if (bearer !== undefined) return { token: bearer, byCookie: false };
  for (const part of (headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === cookies[role].name && value !== undefined) return { token: value, byCookie: true };
  }
  return { byCookie: false };
};
