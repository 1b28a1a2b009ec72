import { routes } from '@latchkey/contract';
import type { Primitives, Signer } from '@latchkey/protocol';
import type { Client, Clock, Later, RandomBytes, Shelf } from '@latchkey/web-kit/model';
import { askDomain, isPinned, type FetchText } from './carrier-domain.ts';
import type { Fitted } from './grant-making.ts';
import type { Household } from '../household.ts';
import { createKeptChoices, type KeptChoices } from './kept-choices.ts';
import type { Lists } from '../lists.ts';
import { localMinute } from './part-window.ts';
import { createRuleRunner, type RuleRunner } from '../rules/runner.ts';
import { createRules, type Rules } from '../rules/rules.ts';
import { signParcel, type ToSign } from './sign.ts';
import type { DeclineWish } from '../visits/stage.ts';

export interface ParcelDeskParts {
  readonly primitives: Primitives;
  readonly signer: Signer;
  readonly randomBytes: RandomBytes;
  readonly clock: Clock;
  readonly clockIsRight: () => boolean;
  readonly later: Later;
  readonly client: Client;
  readonly shelf: Shelf;
  readonly household: Household;
  readonly lists: Lists;
  /** Those that somebody inside can always leave by (P10). */
  readonly visitorDoors: () => readonly number[];
  readonly fitted: Fitted;
  readonly fetchText: FetchText;
}

/** What this phone decides about parcels, by hand and by rule, and what it remembers of it. */
export interface ParcelDesk {
  readonly choices: KeptChoices;
  readonly rules: Rules;
  readonly runner: RuleRunner;
  readonly sign: (wish: ToSign) => Promise<string>;
  /** Tells the carrier that the parcel shall not come inside. */
  readonly decline: (shipmentId: string, wish: DeclineWish) => Promise<void>;
}

export const createParcelDesk = async (parts: ParcelDeskParts): Promise<ParcelDesk> => {
  const { shelf, lists, primitives, clock } = parts;
  const choices = await createKeptChoices(shelf);
  const rules = await createRules(shelf);
  const sign = async (wish: ToSign) => {
    // A grant carries the time of signing, and a window that was chosen by a clock that is off is another window.
    if (!parts.clockIsRight()) throw new Error('the clock of this device is off');
    if (!parts.visitorDoors().includes(wish.terms.door)) throw new Error('a door that takes no visitors');
    return signParcel({ ...parts, choices }, wish);
  };
  const runner = createRuleRunner({
    lists: lists.state,
    reload: lists.reload,
    rules,
    choices: choices.all,
    isPinned: ({ domain, keyId }) => isPinned(shelf, domain, keyId),
    askDomain: ({ domain, keyId }) => askDomain(primitives, parts.fetchText, domain, keyId),
    sign,
    doors: parts.visitorDoors,
    fitted: parts.fitted,
    atMinute: localMinute,
    wallMs: () => clock.wallMs(),
    clockIsRight: parts.clockIsRight,
    later: parts.later,
  });
  const decline = async (shipmentId: string, wish: DeclineWish) => {
    await parts.client(routes.declineShipment, { params: { shipmentId }, body: { wish } });
    await lists.reload();
  };
  return { choices, rules, runner, sign, decline };
};
