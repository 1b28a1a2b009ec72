import { routes } from '@latchkey/contract';
import type { HubLine } from '../channel/line.ts';
import { found, HttpProblem, notFound } from '../http/problems.ts';
import { keptRosters } from '../held.ts';
import { textOf } from '../ids.ts';
import { keepRemoval } from '../kept-removal.ts';
import { learnRoster } from '../members.ts';
import { rostersIn } from '../roster-chain.ts';
import type { World } from '../world.ts';
import { bytesOf } from './bytes.ts';

/** The word a member uses, and the word on the hub's line: a hub tells a member's ask and knock from a courier's. */
const methods = { roster: 'roster', ask: 'member-ask', knock: 'member-knock', state: 'state', resume: 'resume', time: 'time', declare: 'declare', access: 'access', approve: 'approval', veto: 'veto', look: 'look', suspend: 'suspend', depart: 'depart', 'set-back': 'set-back', tally: 'tally', page: 'page', mailbox: 'mailbox', move: 'move' } as const; // prettier-ignore

/** Messages between a member's app and its hub, carried as they are. */
export const addHomeHubs = (world: World): void => {
  const { registrar, lines, effects } = world;
  const { store } = effects;

  registrar.on(
    routes.pairHub,
    async ({ session, params, body }) => {
      const bound = await store.hub(params.hubId);
      const line = lines.get(params.hubId);
      // Another household's hub, and one that is not there, are the same thing: not one to pair with.
      if (bound === undefined ? line === undefined : bound.homeId !== session.tenantId) throw notFound();
      const answer = await lines.ask(params.hubId, body.step === 'hello' ? 'pairing' : 'roster', body.message);
      if (body.step === 'roster' && answer.ok && line !== undefined)
        await bind(world, session.tenantId, line, body.message);
      return answer;
    },
    'relayed',
  );

  registrar.on(routes.acknowledgeSilence, async ({ session, params, body }) => {
    const { hubId } = found(await world.hubRoutes.hubOf(session.tenantId, params.hubId));
    // Of a silence that is over, or of another one: the phone reads anew.
    if (!(await world.silence.acknowledge(hubId, body.sinceMs))) throw notFound();
  });

  registrar.on(routes.listRosters, async ({ session }) => {
    const home = found(await store.home({ role: 'home', id: session.tenantId }, session.tenantId));
    const kept = await keptRosters(store, session.tenantId);
    const waiting = kept.length === 0 ? {} : { waiting: kept.map(({ bytes }) => textOf(bytes)) };
    return { rosters: home.rosters === undefined ? [] : rostersIn(home.rosters).map(textOf), ...waiting };
  });

  registrar.on(
    routes.tellHub,
    async ({ session, params, body }) => {
      const hub = await world.hubRoutes.hubOf(session.tenantId, params.hubId);
      const { hubId } = found(hub);
      const asking = askedBy(lines.get(hubId));
      const answer = await lines.ask(hubId, methods[body.method], body.message).catch(async (error: unknown) => {
        const kept = body.method === 'roster' && isAway(error) && (await keepRemoval(world, session, hubId, body.message)); // prettier-ignore
        if (!kept) throw error;
        return { ok: false, refusal: { reason: 'kept-for-hub' } } as const;
      });
      if (!answer.ok) return answer;
      asking.answered(body.method);
      if (body.method === 'roster') await learnRoster(world, session.tenantId, bytesOf(body.message));
      return answer;
    },
    'relayed',
  );
};

const isAway = (error: unknown): boolean =>
  error instanceof HttpProblem && (error.problem.code === 'hub-offline' || error.problem.code === 'hub-silent');

/** What a line wanted of members before one of them was asked: the hub may come back on another line meanwhile, and want something else. */
const askedBy = (line: HubLine | undefined) => {
  const before = { resume: line?.resumeWanted, time: line?.timeWanted };
  return {
    answered: (method: keyof typeof methods): void => {
      if (line === undefined) return;
      if (method === 'resume' && line.resumeWanted === before.resume) line.resumeWanted = undefined;
      if (method === 'time' && line.timeWanted === before.time) line.timeWanted = undefined;
    },
  };
};

/**
 * The hub took the household's first roster: from now on it is this household's, also where the line on which it said so has ended
 * meanwhile. `line`: the one that was asked.
 */
const bind = async (world: World, homeId: string, { hubId, hubKeyBytes: hubKey }: HubLine, message: string) => {
  const { store, clock } = world.effects;
  const hub = { hubId, hubKey, homeId, boundMs: clock.nowMs() };
  const outcome = await store.write({ role: 'home', id: homeId }, [{ kind: 'hub', hub }]);
  if (!outcome.ok) throw notFound();
  await learnRoster(world, homeId, bytesOf(message), hubId);
  await world.lines.get(hubId)?.whenBound(hub);
};
