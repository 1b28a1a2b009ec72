import { createCell, type Observable, type Shelf } from '@latchkey/web-kit/model';
import { withinHours, type AtMinute, type Hours, type Window } from '../parcels/part-window.ts';
import type { Terms } from '../parcels/terms.ts';
import type { ShipmentSummary } from '../visits/stage.ts';
import { rulesName } from '../shelf-names.ts';

/**
 * What this household does with a carrier's parcels, kept on this phone alone: the server never learns that there is a rule.
 * `fill` begins the form with its terms; `sign` signs them by itself, while the app is open on this phone.
 */
export interface Rule {
  /** The carrier's own domain: what its key is pinned to. */
  readonly domain: string;
  readonly carrierName: string;
  readonly how: 'fill' | 'sign';
  /** Only within these hours of a day; absent: whenever the carrier says. */
  readonly hours?: Hours | undefined;
  /** Kept, and silent until it is switched on again. */
  readonly off?: boolean | undefined;
  readonly terms: Terms;
}

export interface Rules {
  readonly all: Observable<readonly Rule[]>;
  /** The carrier's rule, switched on or off. */
  readonly of: (domain: string) => Rule | undefined;
  /** The carrier's rule where it is switched on. */
  readonly inForce: (domain: string) => Rule | undefined;
  /** One rule a carrier: a new one goes in place of the old. */
  readonly keep: (rule: Rule) => Promise<void>;
  readonly drop: (domain: string) => Promise<void>;
}

export const createRules = async (shelf: Shelf): Promise<Rules> => {
  const all = createCell<readonly Rule[]>(((await shelf.get(rulesName)) as readonly Rule[] | undefined) ?? []);
  const set = async (next: readonly Rule[]) => {
    all.set(next);
    await shelf.put(rulesName, next);
  };
  const others = (domain: string) => all.get().filter((rule) => rule.domain !== domain);
  const of = (domain: string) => all.get().find((rule) => rule.domain === domain);
  return {
    all,
    of,
    inForce: (domain) => {
      const rule = of(domain);
      return rule?.off === true ? undefined : rule;
    },
    keep: (rule) => set([...others(rule.domain), rule]),
    drop: (domain) => set(others(domain)),
  };
};

/** Why a parcel is asked about although its carrier has a rule that signs. */
export type AskReason =
  /** The key that announced it is not one this household said yes to. */
  | 'key-unknown'
  | 'outside-hours'
  /** A window of more than this is no visit but an open door. */
  | 'too-long'
  /** A server that announces without end is not answered without end. */
  | 'too-many-today'
  | 'door-gone';

export type Verdict =
  | { readonly kind: 'no-rule' }
  | { readonly kind: 'fill'; readonly rule: Rule; readonly window: Window }
  | { readonly kind: 'sign'; readonly rule: Rule; readonly window: Window }
  | { readonly kind: 'ask'; readonly rule: Rule; readonly reason: AskReason };

export const longestByRuleS = 12 * 3600;
export const mostByRuleADay = 5;

export interface Known {
  /** Whether the key id that the server names for this carrier is pinned on this phone. */
  readonly pinned: boolean;
  /** How many this phone's rules signed in the last 24 hours. */
  readonly signedToday: number;
  readonly doors: readonly number[];
  readonly atMinute: AtMinute;
}

/** What the rules say of a parcel. Whatever is not plainly covered is asked; an unknown key never gets more than a question. */
export const judge = (rule: Rule | undefined, shipment: ShipmentSummary, known: Known): Verdict => {
  if (rule === undefined || rule.off === true || rule.domain !== shipment.carrier.domain) return { kind: 'no-rule' };
  const window = rule.hours === undefined ? shipment.window : withinHours(shipment.window, rule.hours, known.atMinute);
  const doorThere = known.doors.includes(rule.terms.door);
  if (rule.how === 'fill') {
    return doorThere ? { kind: 'fill', rule, window: window ?? shipment.window } : { kind: 'no-rule' };
  }
  const ask = (reason: AskReason): Verdict => ({ kind: 'ask', rule, reason });
  if (!known.pinned) return ask('key-unknown');
  if (!doorThere) return ask('door-gone');
  if (window === undefined) return ask('outside-hours');
  if (window.toS - window.fromS > longestByRuleS) return ask('too-long');
  if (known.signedToday >= mostByRuleADay) return ask('too-many-today');
  return { kind: 'sign', rule, window };
};
