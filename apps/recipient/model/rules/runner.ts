import { createCell, type Later, type Observable } from '@latchkey/web-kit/model';
import type { DomainAnswer } from '../parcels/carrier-domain.ts';
import type { Fitted } from '../parcels/grant-making.ts';
import type { KeptChoice } from '../parcels/kept-choices.ts';
import type { ListsState } from '../lists.ts';
import type { AtMinute } from '../parcels/part-window.ts';
import { judge, type Rules, type Verdict } from './rules.ts';
import type { ToSign } from '../parcels/sign.ts';
import { asksHere } from '../parcels/terms.ts';
import type { CarrierSummary, ShipmentSummary } from '../visits/stage.ts';

/**
 * Signs by rule what may be signed by rule, while the app is open. It believes nobody more than a person at the form would: the key
 * is fetched from the carrier's own domain each time and must be one that this phone pinned before.
 */
export interface RunnerParts {
  readonly lists: Observable<ListsState>;
  readonly reload: () => Promise<void>;
  readonly rules: Rules;
  readonly choices: Observable<Readonly<Record<string, KeptChoice>>>;
  readonly isPinned: (carrier: CarrierSummary) => Promise<boolean>;
  readonly askDomain: (carrier: CarrierSummary) => Promise<DomainAnswer>;
  readonly sign: (wish: ToSign) => Promise<string>;
  readonly doors: () => readonly number[];
  /** By the hub's signed state; undefined until it has spoken of this door. */
  readonly fitted: Fitted;
  readonly atMinute: AtMinute;
  readonly wallMs: () => number;
  /** No rule signs by a clock that is off; the parcel waits. */
  readonly clockIsRight: () => boolean;
  readonly later: Later;
}

/** What became of a parcel that a rule wanted to sign. */
export type RuleTrial = 'signing' | 'unreached' | 'other-key' | 'not-taken';

export interface RuleRunner {
  /** By shipment; a signed one has a visit and is no longer here. */
  readonly trials: Observable<Readonly<Record<string, RuleTrial>>>;
  readonly verdict: (shipment: ShipmentSummary) => Promise<Verdict>;
  /** Something that a rule waited for may be there now. */
  readonly look: () => void;
  readonly start: () => void;
  readonly stop: () => void;
}

const dayMs = 86_400_000;
const againMs = 60_000;

export const createRuleRunner = (parts: RunnerParts): RuleRunner => {
  const trials = createCell<Readonly<Record<string, RuleTrial>>>({});
  const triedMs = new Map<string, number>();
  let running = false;
  let busy = false;
  let wanted = false;
  const ends: (() => void)[] = [];

  const signedToday = () => {
    const sinceMs = parts.wallMs() - dayMs;
    return Object.values(parts.choices.get()).filter(({ by, atMs }) => by === 'rule' && atMs > sinceMs).length;
  };
  const verdict = async (shipment: ShipmentSummary) =>
    judge(parts.rules.of(shipment.carrier.domain), shipment, {
      pinned: await parts.isPinned(shipment.carrier),
      signedToday: signedToday(),
      doors: parts.doors(),
      atMinute: parts.atMinute,
    });
  const note = (shipmentId: string, trial: RuleTrial) => trials.update((all) => ({ ...all, [shipmentId]: trial }));

  /** Whether anything was handed to the server. */
  const attempt = async (shipment: ShipmentSummary): Promise<boolean> => {
    const said = await verdict(shipment);
    if (said.kind !== 'sign') return false;
    // No presence is waived because the hub's word on its doors has not come yet; the parcel waits.
    if (asksHere(said.rule.terms, parts.fitted(said.rule.terms.door)) === undefined) return false;
    triedMs.set(shipment.shipmentId, parts.wallMs());
    note(shipment.shipmentId, 'signing');
    const answer = await parts.askDomain(shipment.carrier);
    if (answer.kind !== 'found') {
      note(shipment.shipmentId, answer.kind);
      return false;
    }
    const { rule, window } = said;
    try {
      await parts.sign({ shipment, carrier: answer.key, terms: rule.terms, window, by: 'rule' });
    } catch {
      // Another phone of the household was quicker, or the server was not reached: the lists, read again, say which.
      note(shipment.shipmentId, 'not-taken');
    }
    return true;
  };
  const due = ({ shipmentId, visitId, window, declined }: ShipmentSummary) =>
    visitId === undefined &&
    declined === undefined &&
    window.toS * 1000 > parts.wallMs() &&
    (triedMs.get(shipmentId) ?? -Infinity) <= parts.wallMs() - againMs;

  const once = async (): Promise<void> => {
    if (!parts.clockIsRight()) return;
    const lists = parts.lists.get();
    let handedOn = false;
    for (const shipment of lists.kind === 'ready' ? lists.content.shipments : [])
      if (due(shipment)) handedOn = (await attempt(shipment)) || handedOn;
    if (handedOn) await parts.reload();
  };
  const run = async (): Promise<void> => {
    wanted = true;
    if (busy) return;
    busy = true;
    try {
      while (running && wanted) {
        wanted = false;
        await once();
      }
    } finally {
      busy = false;
    }
  };
  const repeat = () => {
    void run();
    ends[0] = parts.later(repeat, againMs);
  };

  return {
    trials,
    verdict,
    look: () => void run(),
    start: () => {
      running = true;
      repeat();
      ends.push(parts.lists.subscribe(() => void run()));
      ends.push(parts.rules.all.subscribe(() => void run()));
    },
    stop: () => {
      running = false;
      for (const end of ends.splice(0)) end();
    },
  };
};
