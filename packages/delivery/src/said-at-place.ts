/** What a person who comes again says of a place, apart from the door. `safe-again` names the moment of the saying that it takes back. */
export interface PlaceSaying {
  readonly what: 'unsafe' | 'safe-again';
  /** By the person's own device. */
  readonly atS: number;
}

/** A household reads its newest; a device that says it day and night fills nothing. */
const most = 16;

/** When they did not feel safe, oldest first. Said twice is said once, and taken back twice too. */
export const unsafeAfter = (unsafe: readonly number[], { what, atS }: PlaceSaying): readonly number[] => {
  const others = unsafe.filter((one) => one !== atS);
  return what === 'safe-again' ? others : [...others, atS].sort((a, b) => a - b).slice(-most);
};
