import type { z } from 'zod';

/** Who may call: `anyone` without a session, or a session of that role. */
export type Role = 'anyone' | 'member' | 'courier' | 'carrier';

/**
 * Whom of a carrier a route of role `carrier` lets in; the carrier's own key always. `administrators`: people with that role.
 * `people`: dispatchers too, who signed in by the identity provider. `everybody`: programs too, each with a key of its own.
 */
export type Within = 'administrators' | 'people' | 'everybody';

export interface Route<Params = unknown, Query = unknown, Body = unknown, Answer = unknown> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Fastify's form: `/api/home/visits/:visitId`. */
  readonly path: string;
  readonly role: Role;
  /** Of routes of role `carrier`; read it with `withinOf`. */
  readonly within?: Within;
  /** One sentence: what the caller gets. */
  readonly summary: string;
  readonly status: number;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** Absent for streams (`produces` says what comes instead). */
  readonly answer?: z.ZodType<Answer>;
  readonly produces?: 'text/event-stream' | 'application/octet-stream' | 'text/calendar' | 'text/plain';
  /**
   * False: a member's session may call it before it has shown a passkey, where the server asks for one. Only for what a door or the
   * showing itself needs; everything else of the account is guarded.
   */
  readonly needsPasskey?: false;
  /** Requests a minute for one caller; absent: as `perMinuteOf` has it. */
  readonly perMinute?: number;
}

/** Requests a minute that a route takes of one caller. */
export const perMinuteOf = ({ perMinute = 120 }: Pick<Route, 'perMinute'>): number => perMinute;

/** Absent means the narrowest, so that a route which nobody thought about is closed. */
export const withinOf = ({ within = 'administrators' }: Pick<Route, 'within'>): Within => within;

/** Keeps the inferred types of a route's schemas. */
export const route = <Params, Query, Body, Answer>(r: Route<Params, Query, Body, Answer>) => r;
