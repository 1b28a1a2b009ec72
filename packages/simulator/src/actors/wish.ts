import type { Dice } from '../dice.ts';

/** What a grant is to allow. Seconds from now, and from there. */
export interface Wish {
  readonly uses: number;
  readonly doors: readonly number[];
  readonly fromS: number;
  readonly forS: number;
  readonly mustRecord: boolean;
  /** Only for whoever is at the door. */
  readonly mustBeThere: boolean;
  /** Each knock waits for a member's yes. */
  readonly asks: boolean;
}

/** Once, at the flat's door, within the hour. */
export const PLAIN: Wish = { uses: 1, doors: [1], fromS: -60, forS: 3600, mustRecord: true, mustBeThere: false, asks: false }; // prettier-ignore

export function drawnWish(dice: Dice): Wish {
  const uses = dice.chance(0.8) ? 1 : 2;
  const doors = dice.chance(0.7) ? [1] : dice.chance(0.5) ? [2] : [1, 2];
  const fromS = dice.chance(0.85) ? -60 : dice.between(60, 300);
  const forS = dice.chance(0.8) ? dice.between(300, 3600) : 90;
  return { uses, doors, fromS, forS, mustRecord: dice.chance(0.85), mustBeThere: false, asks: dice.chance(0.2) }; // prettier-ignore
}
