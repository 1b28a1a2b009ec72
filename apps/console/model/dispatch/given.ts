import * as z from 'zod';
import type { Shelf } from '@latchkey/web-kit/model';
import type { Row } from '../desk.ts';
import type { CourierRow } from '../couriers.ts';
import { isHanded, type Handing } from './handing.ts';

/** Which rule gave a visit to whom, as it read at that moment: rules are changed afterwards. */
export interface GivenByRule {
  readonly visitId: string;
  readonly courierId: string;
  /** Its place in the list, from 1. */
  readonly rule: number;
  /** Empty: everywhere. */
  readonly area: string;
}

const limitGiven = 2000;
const shelfName = 'given-by-rule';
const kept = z
  .array(
    z.strictObject({
      visitId: z.string().max(64),
      courierId: z.string().max(64),
      rule: z.number().int().min(1),
      area: z.string().max(400),
    }),
  )
  .max(limitGiven);

export interface GivenShelf {
  readonly all: () => Promise<readonly GivenByRule[]>;
  /** What was given by rule is remembered with it; what was given by hand forgets the rule. */
  readonly note: (handing: Handing) => Promise<void>;
}

/** It stays in this browser, beside the rules. */
export const givenShelf = (shelf: Pick<Shelf, 'get' | 'put'>): GivenShelf => {
  const all = async () => kept.catch([]).parse((await shelf.get(shelfName)) ?? []);
  return { all, note: async (handing) => shelf.put(shelfName, givenAfter(await all(), handing)) };
};

export const givenAfter = (before: readonly GivenByRule[], { results }: Handing): readonly GivenByRule[] => {
  const given = results.filter(({ handed }) => isHanded(handed)).map(({ order }) => order);
  const visits = new Set(given.map(({ row }) => row.shipment.visit?.visitId));
  const byRule = given.flatMap(({ row: { shipment }, courierId, by }) =>
    shipment.visit === undefined || by === undefined ? [] : [{ visitId: shipment.visit.visitId, courierId, ...by }],
  );
  return [...before.filter(({ visitId }) => !visits.has(visitId)), ...byRule].slice(-limitGiven);
};

/** The rule that gave this visit to the courier who has it now; undefined where somebody else has it since. */
export const ruleBehind = (
  given: readonly GivenByRule[],
  couriers: readonly CourierRow[],
  { visit }: Row['shipment'],
): GivenByRule | undefined => {
  const found = given.find(({ visitId }) => visitId === visit?.visitId);
  const courier = couriers.find(({ courierId }) => courierId === found?.courierId);
  return courier !== undefined && courier.name === visit?.courierName ? found : undefined;
};
