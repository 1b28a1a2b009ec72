import { routes } from '@latchkey/contract';
import { answerToDivert } from '@latchkey/delivery';
import { PLACE } from '@latchkey/protocol';
import { tellVisit } from '../channel/intake.ts';
import { fail, found } from '../http/problems.ts';
import { sameBytes, textOf } from '../ids.ts';
import { Statements } from '../statements.ts';
import type { KeptBlock, Visit } from '../store/records.ts';
import type { World } from '../world.ts';
import { bytesOf } from './bytes.ts';
import { homeOf } from './home-reading.ts';
import { changingVisit } from './visit-changes.ts';
import { pushBlock, settleIfAnswered } from './withdrawing.ts';

type Target = NonNullable<Visit['divert']>['to'];

const places: Readonly<Record<Target, number>> = {
  neighbour: PLACE.neighbour,
  'collection-point': PLACE.collectionPoint,
  'parcel-box': PLACE.box,
  'other-address': PLACE.address,
  'other-day': PLACE.anotherDay,
  return: PLACE.returned,
};

/** Elsewhere instead: the block that the divert carries goes to the hub first, because the door matters before the parcel. */
export const addHomeDiverting = (world: World): void => {
  const { registrar, effects, bus } = world;
  const { store, clock } = effects;
  const statements = new Statements(effects.primitives);

  const read = async (
    visit: Visit,
    body: { divert: string; block: string; to: Target },
  ): Promise<{ readonly kept: readonly KeptBlock[]; readonly hasDetails: boolean }> => {
    const members = await store.members({ role: 'home', id: visit.homeId }, visit.homeId);
    const divert = statements.divert(bytesOf(body.divert), statements.keptGrant(visit.grant), members);
    const block = statements.memberBlock(bytesOf(body.block), members);
    if (!sameBytes(divert.claims.block, block.bytes) || divert.claims.place !== places[body.to]) {
      throw fail('invalid-request', 'Divert, block and target do not belong together.');
    }
    const { hubId, homeId, visitId } = visit;
    const isFor = (claims: { hubId: Uint8Array }) => textOf(claims.hubId) === hubId;
    if (textOf(divert.claims.visitId) !== visitId || !isFor(divert.claims) || !isFor(block.claims)) {
      throw fail('invalid-request', 'The divert is for another visit.');
    }
    const common = { hubId, homeId, visitId, receivedMs: clock.nowMs() };
    const kept: readonly KeptBlock[] = [
      { ...common, kind: 'block', hash: block.hash, bytes: block.bytes, links: [] },
      { ...common, kind: 'divert', hash: divert.hash, bytes: divert.bytes, links: [visit.grant] },
    ];
    return { kept, hasDetails: divert.claims.sealed !== undefined };
  };

  registrar.on(
    routes.newDivert,
    async ({ session, params, body, commit }) => {
      const tenant = homeOf(session);
      const { kept, hasDetails } = await read(found(await store.visit(tenant, params.visitId)), body);
      const handedToHub = kept.map((block) => pushBlock(world, block)).every((handed) => handed);
      const answer = await changingVisit(world, tenant, params.visitId, async (visit) => {
        const answer = answerToDivert(visit.divert?.offer, body.to, hasDetails);
        const divert = { to: body.to, answer, link: bytesOf(body.divert) };
        const blocks = kept.map((block) => ({ kind: 'block', block }) as const);
        const change = {
          kind: 'visit-change',
          visitId: visit.visitId,
          fromVersion: visit.version,
          change: { divert },
        } as const;
        const committed = await commit(tenant, [...blocks, change], { handedToHub });
        tellVisit(bus, visit);
        return committed;
      });
      for (const block of kept) await settleIfAnswered(world, block);
      return answer;
    },
    'stored-late',
  );
};
