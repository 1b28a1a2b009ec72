import type { Effects } from '../effects.ts';
import { short, textOf } from '../ids.ts';
import type { Carrier, KeptBlock, Series, Shipment, Visit } from '../store/records.ts';
import { carrierSummary, isOver } from '../visits.ts';
import { hubRefused } from '../members.ts';
import type { Asked, HubLine } from './line.ts';

const LIMIT_CHAINS = 300;

type Chain = Pick<Visit, 'grant' | 'assignments'>;

export const sendBlock = (line: HubLine, block: Pick<KeptBlock, 'kind' | 'bytes' | 'links'>) =>
  line.request(block.kind, textOf(block.bytes), block.links.length === 0 ? undefined : block.links.map(textOf));

export const sendChain = (line: HubLine, visit: Chain) =>
  line.request('chain', '', [visit.grant, ...visit.assignments].map(textOf));

/** A grant to a person's own key is a whole chain. */
export const chainOfSeries = ({ grant }: Pick<Series, 'grant'>): Chain => ({ grant, assignments: [] });

/**
 * What a hub may have missed: first every withdrawal it has not settled, then the chains of what is still to come. Resolves when the
 * blocks are on the line: only then may the server answer that nothing is withheld.
 */
export const catchUp = async (line: HubLine, effects: Effects): Promise<void> => {
  const { store, clock, log } = effects;
  const blocks = await store.openBlocks(line.hubId);
  const answers = blocks.map((block) => sendBlock(line, block));
  const visits = await store.chains(line.hubId, Math.floor(clock.nowMs() / 1000), LIMIT_CHAINS);
  void sendComing(line, effects, visits);
  void sendLabels(line, effects, visits);
  void Promise.all(answers)
    .then(async (said) => {
      const [roster] = blocks.filter(({ kind }, at) => kind === 'roster' && refuses(said[at]));
      if (roster !== undefined) await hubRefused(store, roster.homeId);
      const refused = said.filter(refuses).length;
      if (refused > 0) log.warn({ hub: short(line.hubId), refused }, 'a hub does not honour blocks kept for it');
    })
    .catch(() => log.warn({ hub: short(line.hubId) }, 'a refused roster could not be undone'));
};

/**
 * A hub whose clock was set back has forgotten the visits that the wrong time ended (docs/protocol/30-set-back.md). It judges each again, by the
 * time that it has now; the receipt with which it arms one is the word that the visit may come after all.
 */
export const sendAgain = async (line: HubLine, effects: Effects): Promise<void> => {
  const { store, clock } = effects;
  const visits = await store.chains(line.hubId, Math.floor(clock.nowMs() / 1000), LIMIT_CHAINS);
  await sendComing(line, effects, visits.filter((visit) => visit.state === 'expired' || !isOver(visit))); // prettier-ignore
};

/** Everybody's whose window is not over by this server's clock. */
const sendComing = async (line: HubLine, effects: Effects, visits: readonly Visit[]): Promise<void> => {
  const nowS = Math.floor(effects.clock.nowMs() / 1000);
  const series = await effects.store.openSeries(line.hubId, nowS, LIMIT_CHAINS);
  await sendChains(line, effects, [...visits, ...series.map(chainOfSeries)]);
};

const refuses = (answer: Asked | undefined): boolean => answer !== undefined && answer !== 'silent' && !answer.ok;

/** What this visit is called here, so that the household can tell it from others when there is no server any more. */
export const sendLabel = (line: HubLine, visit: Visit, shipment: Shipment, carrier: Carrier): void => {
  line.send({
    type: 'visit',
    visit: {
      visitId: visit.visitId,
      shipmentId: visit.shipmentId,
      trackingNumbers: [...shipment.trackingNumbers],
      carrier: carrierSummary(carrier),
      grant: textOf(visit.grant),
      assignments: visit.assignments.map(textOf),
      createdMs: visit.createdMs,
    },
  });
};

const sendLabels = async (line: HubLine, { store, log }: Effects, visits: readonly Visit[]): Promise<void> => {
  try {
    for (const visit of visits) {
      const shipment = await store.shipment({ role: 'home', id: visit.homeId }, visit.shipmentId);
      const carrier = await store.carrier(visit.carrierId);
      if (shipment !== undefined && carrier !== undefined) sendLabel(line, visit, shipment, carrier);
    }
  } catch {
    log.warn({ hub: short(line.hubId) }, 'a hub was not told what its visits are called');
  }
};

/** One after the other: a hub that verifies slowly is not flooded. */
const sendChains = async (line: HubLine, { log }: Effects, visits: readonly Chain[]): Promise<void> => {
  for (const visit of visits) {
    const answer = await sendChain(line, visit);
    if (answer === 'silent') return;
    if (!answer.ok) log.info({ hub: short(line.hubId), reason: answer.refusal.reason }, 'a chain is not armed');
  }
};
