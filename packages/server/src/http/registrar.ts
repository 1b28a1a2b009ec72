import { perMinuteOf, routes, withinOf, type Route } from '@latchkey/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Effects, Settings } from '../effects.ts';
import { admitWithin } from '../operator/roles.ts';
import { owesPasskey } from '../passkeys/guard.ts';
import type { Session } from '../store/records.ts';
import { textOf } from '../ids.ts';
import { callerAddress, type CallerAddress } from './caller-address.ts';
import type { Call, Handler, Repeats } from './call.ts';
import { presentedToken } from './cookies.ts';
import { readInput } from './input.ts';
import type { CallLog } from './call-log.ts';
import { LastSeen } from './last-seen.ts';
import { answeredBefore, commitOnce, readKey, RecentAnswers, type Keyed } from './once.ts';
import { checkOrigin } from './origin.ts';
import { fail } from './problems.ts';
import type { Sessions } from './sessions.ts';
import type { Throttles } from './throttles.ts';

/** Puts routes of the contract onto the server; everything that all of them share happens here, in this order. */
export class Registrar {
  readonly #app: FastifyInstance;
  readonly #effects: Effects;
  readonly #settings: Settings;
  readonly #sessions: Sessions;
  readonly #throttles: Throttles;
  readonly #recent: RecentAnswers;
  readonly #seen: LastSeen;
  readonly #log: CallLog;
  readonly #addressOf: CallerAddress;
  readonly #registered: Route[] = [];

  constructor(
    app: FastifyInstance,
    effects: Effects,
    settings: Settings,
    sessions: Sessions,
    throttles: Throttles,
    log: CallLog,
  ) {
    this.#throttles = throttles;
    this.#log = log;
    this.#addressOf = callerAddress(settings.trustedProxies);
    this.#app = app;
    this.#effects = effects;
    this.#settings = settings;
    this.#sessions = sessions;
    this.#recent = new RecentAnswers(effects.clock);
    this.#seen = new LastSeen(effects);
  }

  /** What the API description is made of. */
  get routes(): readonly Route[] {
    return this.#registered;
  }

  on<P, Q, B, A>(route: Route<P, Q, B, A>, handler: Handler<P, Q, B, A>, repeats: Repeats = 'stored'): void {
    if (this.#settings.atHome?.routes.has(route) === false) return;
    this.#registered.push(route);
    this.#app.route({
      method: route.method,
      url: route.path,
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        const session = await this.#caller(route, request, reply);
        if (session?.role === 'carrier') {
          this.#noteCall(route, session, request, reply);
          await admitWithin(this.#effects.store, session, withinOf(route));
        }
        const input = readInput(route, request);
        const keyed = route.method === 'GET' ? undefined : this.#key(route, request, session);
        const call = this.#call(route, keyed, { ...input, session, request, reply });
        const answer = await this.#answer(keyed, repeats, () => handler(call));
        if (route.produces !== undefined) return reply;
        return reply.status(route.status).send(closed(route, answer));
      },
    });
  }

  /** Origin, session, limit. A caller without a session is limited too, by address, before hearing 401. */
  async #caller(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<Session | undefined> {
    const { role } = route;
    const presented = role === 'anyone' ? { byCookie: false } : presentedToken(request, role);
    if (route.method !== 'GET') checkOrigin(this.#settings, request.headers.origin, presented.byCookie);
    const session = role === 'anyone' ? undefined : await this.#sessions.find(presented.token, role);
    this.#limit(route, session?.principalId ?? this.#addressOf(request.raw), reply);
    if (role !== 'anyone' && session === undefined) throw fail('not-signed-in');
    if (session !== undefined) this.#seen.note(session);
    if (
      session !== undefined &&
      route.needsPasskey !== false &&
      (await owesPasskey(this.#effects, this.#settings, session))
    )
      throw fail('passkey-needed');
    return session;
  }

  /** When the answer is out. Reading the log leaves no trace in it, and neither does a stream that stays open. */
  #noteCall(route: Route, session: Session, request: FastifyRequest, reply: FastifyReply): void {
    if (route.path === routes.readCallLog.path || route.produces !== undefined) return;
    const key = request.headers['idempotency-key'];
    reply.header('x-request-id', request.id);
    reply.raw.once('close', () =>
      this.#log.note(session.tenantId, {
        kind: 'call',
        atMs: this.#effects.clock.nowMs(),
        what: `${route.method} ${route.path}`,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        id: request.id,
        by: session.principalId,
        ...(typeof key === 'string' ? { keyPrefix: key.slice(0, 8) } : {}),
      }),
    );
  }

  #limit(route: Route, caller: string, reply: FastifyReply): void {
    const perMinute = perMinuteOf(route) * (this.#settings.rateFactor ?? 1);
    this.#throttles.admit(`${route.method} ${route.path}\n${caller}`, perMinute, reply);
  }

  #key(route: Route, request: FastifyRequest, session: Session | undefined): Keyed {
    const key = readKey(request.headers['idempotency-key']);
    const scope = `${route.method} ${route.path} ${session === undefined ? 'anyone' : `${session.role} ${session.principalId}`}`; // prettier-ignore
    const said = JSON.stringify([request.params, request.body ?? null]);
    return { scope, key, requestHash: this.#effects.primitives.sha256(Buffer.from(said)) };
  }

  #call<P, Q, B>(
    route: Route<P, Q, B>,
    keyed: Keyed | undefined,
    given: Omit<Call<P, Q, B>, 'commit' | 'session'> & { readonly session: Session | undefined },
  ): Call<P, Q, B> {
    const { store, clock } = this.#effects;
    return {
      ...given,
      get session() {
        if (given.session === undefined) throw new Error('A route for anyone has no session.');
        return given.session;
      },
      commit: (tenant, writes, answer) => {
        if (keyed === undefined) throw new Error('A read does not write.');
        return commitOnce(store, keyed, route.status, clock.nowMs(), tenant, writes, answer);
      },
    };
  }

  async #answer(keyed: Keyed | undefined, repeats: Repeats, ask: () => Promise<unknown>): Promise<unknown> {
    if (keyed === undefined || repeats === 'by-nature' || repeats === 'stored-late') return ask();
    if (repeats === 'relayed') return this.#recent.once(keyed, ask);
    const before = await answeredBefore(this.#effects.store, keyed);
    return before === undefined ? ask() : before.answer;
  }
}

/** An answer with a field that the contract does not name does not leave the server: it could be somebody else's. */
const closed = (route: Route, answer: unknown): unknown =>
  route.answer === undefined ? undefined : route.answer.parse(answer);

/** For scopes and log lines that must not carry an id. */
export const digest = (effects: Pick<Effects, 'primitives'>, text: string): string =>
  textOf(effects.primitives.sha256(Buffer.from(text)).subarray(0, 6));
