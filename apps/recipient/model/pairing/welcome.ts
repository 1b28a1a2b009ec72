import type { DoorDescription } from '@latchkey/protocol';
import type { VerifiedReceipt } from '@latchkey/web-kit/model';
import { declaredOf, type DeclaredDoor } from '../doors/facts.ts';

/** How far a door is on its way into the household: read from what the hub signed, so that it is the same on every device. */
export interface DoorStanding {
  readonly facts: DeclaredDoor | undefined;
  /** A member has unlocked it since this household was paired, and it was locked again. */
  readonly tried: boolean;
}

export const standingOf = (receipts: readonly VerifiedReceipt[], door: number): DoorStanding => {
  const ours = receipts.slice(receipts.findLastIndex(({ claims }) => claims.event === 'paired') + 1);
  const knocked = ours.findIndex(
    ({ claims: { door: at, event, detail } }) =>
      at === door && event === 'unlock-intended' && detail?.kid !== undefined,
  );
  const tried =
    knocked >= 0 && ours.slice(knocked).some(({ claims }) => claims.door === door && claims.event === 'locked');
  return { facts: declaredOf(receipts, door), tried };
};

/** The first door that is not described, then the first that was not tried. */
export const nextToDo = (
  doors: readonly DoorDescription[],
  receipts: readonly VerifiedReceipt[],
): { readonly door: DoorDescription; readonly declared: boolean } | undefined => {
  for (const door of doors) {
    const { facts, tried } = standingOf(receipts, door.id);
    if (facts === undefined || !tried) return { door, declared: facts !== undefined };
  }
  return undefined;
};

export const undeclared = (doors: readonly DoorDescription[], receipts: readonly VerifiedReceipt[]): number =>
  doors.filter(({ id }) => declaredOf(receipts, id) === undefined).length;
