import type { CourierRow } from '../couriers.ts';
import type { Row } from '../desk.ts';
import { inArea, readArea } from './areas.ts';
import { isHandable, type Order } from './handing.ts';

/** One line of the carrier's own: whose it is, where, and up to how many stops. It stays in this browser, where the key is that signs. */
export interface DispatchRule {
  readonly ruleId: string;
  readonly courierId: string;
  /** As somebody wrote it; empty: everywhere. */
  readonly area: string;
  /** As somebody wrote it; empty: without end. */
  readonly upTo: string;
  /** Switched off: it keeps its place and gives nothing. */
  readonly off?: boolean | undefined;
}

/** Why a rule gives nobody anything until somebody looks at it. */
export type RuleTrouble =
  | { readonly kind: 'courier-gone' }
  | { readonly kind: 'courier-blocked' }
  | { readonly kind: 'area-wrong'; readonly pattern: string }
  | { readonly kind: 'up-to-wrong' }
  | { readonly kind: 'never-reached'; readonly by: number };

interface Read {
  readonly rule: DispatchRule;
  readonly patterns: readonly string[];
  readonly upTo: number;
}

export const limitStops = 500;
export const limitRules = 50;

const readUpTo = (text: string): number | undefined => {
  const said = text.trim();
  if (said === '') return Infinity;
  const stops = Number(said);
  return /^\d{1,3}$/.test(said) && stops >= 1 && stops <= limitStops ? stops : undefined;
};

/** Undefined: switched off, and nothing to look at. */
const read = (rule: DispatchRule, couriers: readonly CourierRow[]): Read | RuleTrouble | undefined => {
  if (rule.off === true) return undefined;
  const courier = couriers.find(({ courierId }) => courierId === rule.courierId);
  if (courier?.blocked === true) return { kind: 'courier-blocked' };
  if (courier?.known === undefined) return { kind: 'courier-gone' };
  const area = readArea(rule.area);
  if (!area.ok) return { kind: 'area-wrong', pattern: area.wrong };
  const upTo = readUpTo(rule.upTo);
  return upTo === undefined ? { kind: 'up-to-wrong' } : { rule, patterns: area.patterns, upTo };
};

const isTrouble = (said: Read | RuleTrouble): said is RuleTrouble => 'kind' in said;
const isSound = (said: Read | RuleTrouble | undefined): said is Read => said !== undefined && !isTrouble(said);

/** Each rule as it stands in the list: sound, or what is wrong with it. Behind a rule that takes everything none is ever reached. */
export const troublesOf = (
  rules: readonly DispatchRule[],
  couriers: readonly CourierRow[],
): readonly (RuleTrouble | undefined)[] => {
  const all = rules.map((rule) => read(rule, couriers));
  const taker = all.findIndex((said) => isSound(said) && said.patterns.length === 0 && said.upTo === Infinity);
  return all.map((said, at) => {
    if (said === undefined || isTrouble(said)) return said;
    return taker >= 0 && at > taker ? { kind: 'never-reached', by: taker + 1 } : undefined;
  });
};

/** Why a visit is left over. */
export type LeftOver = 'no-rule' | 'full' | 'no-address';

export interface Plan {
  readonly orders: readonly (Required<Order> & { readonly courier: string })[];
  readonly left: readonly { readonly row: Row; readonly why: LeftOver }[];
}

/**
 * What the rules give to whom, before anything is signed: the earliest window first, each visit by the first rule that it fits and
 * that has room. A courier's stops of now count. Only visits that nobody has yet: rules take nothing away from anybody.
 */
export const planOf = (rules: readonly DispatchRule[], couriers: readonly CourierRow[], rows: readonly Row[]): Plan => {
  const sound = rules.map((rule) => read(rule, couriers));
  const stops = new Map(couriers.map(({ courierId, stops: now }) => [courierId, now.length]));
  const orders: Plan['orders'][number][] = [];
  const left: Plan['left'][number][] = [];
  for (const row of waiting(rows)) {
    if (row.label === undefined) {
      left.push({ row, why: 'no-address' });
      continue;
    }
    const { address } = row.label;
    const fitting = sound.flatMap((said, at) =>
      !isSound(said) || (said.patterns.length > 0 && !inArea(said.patterns, address)) ? [] : [{ ...said, at }],
    );
    const taken = fitting.find(({ rule, upTo }) => (stops.get(rule.courierId) ?? 0) < upTo);
    if (taken === undefined) {
      left.push({ row, why: fitting.length === 0 ? 'no-rule' : 'full' });
      continue;
    }
    const { courierId, area } = taken.rule;
    stops.set(courierId, (stops.get(courierId) ?? 0) + 1);
    const courier = couriers.find((one) => one.courierId === courierId)?.name ?? '';
    orders.push({ row, courierId, by: { rule: taken.at + 1, area: area.trim() }, courier });
  }
  return { orders, left };
};

const waiting = (rows: readonly Row[]): readonly Row[] =>
  rows
    .filter((row) => isHandable(row) && row.shipment.state === 'granted')
    .sort((a, b) => a.shipment.window.fromS - b.shipment.window.fromS);

/** Up or down by one; past an end nothing moves. */
export const moved = <T>(list: readonly T[], at: number, by: -1 | 1): readonly T[] => {
  const [one, other] = [list[at], list[at + by]];
  if (one === undefined || other === undefined) return list;
  return list.map((entry, index) => (index === at ? other : index === at + by ? one : entry));
};
