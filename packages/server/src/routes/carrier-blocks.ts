import { routes } from '@latchkey/contract';
import { TARGET, type Block, type Link } from '@latchkey/protocol';
import { tellVisit } from '../channel/intake.ts';
import { fail, found } from '../http/problems.ts';
import { textOf } from '../ids.ts';
import { Statements } from '../statements.ts';
import type { Carrier, CarrierBlock, KeptBlock, Visit } from '../store/records.ts';
import type { Write } from '../store/store.ts';
import type { World } from '../world.ts';
import { bytesOf } from './bytes.ts';
import { carrierOf } from './carrier.ts';
import { pushBlock, settleIfAnswered } from './withdrawing.ts';

const LIMIT_LIST = 500;
/** Of one device, who are told at once that they have no courier any more; who is beyond reads it with the next list. */
const LIMIT_TOLD = 300;

interface Prepared {
  readonly link: Link<Block>;
  readonly kept: KeptBlock;
  readonly writes: readonly Write[];
}

/**
 * What a carrier takes back: a visit, or a device wherever this carrier named it. The server carries it; what confirms it is each hub's receipt.
 * A device's sessions are not a carrier's to end: whoever was shown its code can take it on, and it may work for others, or come again somewhere.
 */
export const addCarrierBlocks = (world: World): void => {
  const { registrar, effects, visitRoutes, bus, lines } = world;
  const { store, clock } = effects;
  const statements = new Statements(effects.primitives);

  const prepared = (carrier: Carrier, visit: Visit, text: string): Prepared => {
    const link = statements.carrierBlock(bytesOf(text), carrier);
    if (textOf(link.claims.hubId) !== visit.hubId) throw fail('invalid-request', 'The block is for another hub.');
    const { hash, bytes } = link;
    const { hubId, homeId, visitId } = visit;
    const nowMs = clock.nowMs();
    const kept: KeptBlock = { hubId, homeId, kind: 'block', hash, bytes, links: [visit.grant], visitId, receivedMs: nowMs }; // prettier-ignore
    const block: CarrierBlock = { carrierId: carrier.carrierId, hubId, homeId, visitId, hash, bytes, sentMs: nowMs };
    return {
      link,
      kept,
      writes: [
        { kind: 'block', block: kept },
        { kind: 'carrier-block', block },
      ],
    };
  };

  registrar.on(
    routes.newCarrierBlock,
    async ({ session, params, body, commit }) => {
      const visit = found(await store.visit(carrierOf(session), params.visitId));
      const carrier = found(await store.carrier(session.tenantId));
      const { link, kept, writes } = prepared(carrier, visit, body.block);
      const { target } = link.claims;
      if (target.type === TARGET.visit && textOf(target.id) !== visit.visitId) {
        throw fail('invalid-request', 'The block is for another visit.');
      }
      const handedToHub = pushBlock(world, kept);
      const answer = await commit(carrierOf(session), writes, { handedToHub });
      await settleIfAnswered(world, kept);
      return answer;
    },
    'stored-late',
  );

  registrar.on(
    routes.blockCourier,
    async ({ session, params, body, commit }) => {
      const tenant = carrierOf(session);
      const couriers = await store.couriers(tenant, session.tenantId);
      const { courierId, keyId } = found(couriers.find((one) => one.courierId === params.courierId));
      const carrier = found(await store.carrier(session.tenantId));
      const visits = await store.visitsById(
        tenant,
        body.blocks.map(({ visitId }) => visitId),
      );
      const all = body.blocks.map(({ visitId, block }) => {
        const one = prepared(carrier, found(visits.find((visit) => visit.visitId === visitId)), block);
        const { type, id } = one.link.claims.target;
        const fits = type === TARGET.courierKey && textOf(id) === keyId;
        if (!fits) throw fail('invalid-request', 'A block is not for this courier’s device.');
        return one;
      });
      const given = await store.visits({ role: 'courier', id: keyId }, LIMIT_TOLD);
      const sent = all.map(({ kept }) => ({ hubId: kept.hubId, hash: textOf(kept.hash), handedToHub: pushBlock(world, kept) })); // prettier-ignore
      const blocked = { kind: 'courier-block', carrierId: session.tenantId, courierId, keyId, atMs: clock.nowMs() } as const; // prettier-ignore
      const answer = await commit(tenant, [blocked, ...all.flatMap(({ writes }) => writes)], { sent });
      visitRoutes.forgetCourier(keyId);
      for (const visit of given) if (visit.carrierId === session.tenantId) tellVisit(bus, visit);
      for (const { kept } of all) await settleIfAnswered(world, kept);
      return answer;
    },
    'stored-late',
  );

  registrar.on(routes.listCarrierBlocks, async ({ session }) => {
    const blocks = await store.carrierBlocks(carrierOf(session), LIMIT_LIST);
    const listed = blocks.map(async ({ hubId, visitId, bytes, sentMs, answer }) => {
      const { hubKey } = found(await store.hub(hubId));
      const receipt = answer && { seq: answer.seq, parent: textOf(answer.parent), receipt: textOf(answer.bytes) };
      const { online } = lines.presence(hubId);
      const said = { hubId, hubKey: textOf(hubKey), visitId, block: textOf(bytes), sentMs, hubOnline: online };
      return receipt === undefined ? said : { ...said, receipt };
    });
    return { blocks: await Promise.all(listed) };
  });
};
