/** What a person who comes again says of a place, apart from the door. `safe-again` names the moment of the saying that it takes back. */
export interface PlaceSaying {
  readonly what: 'unsafe' | 'safe-again';
  /** By the person's own device. */
  readonly atS: number;
}

/** The same as the server keeps it. */
export type HeardSaying = PlaceSaying & UnsafeSaid;

/** Unix seconds both. */
export interface UnsafeSaid {
  /** By the person's own device, whose clock may be wrong; it names the saying. */
  readonly atS: number;
  /** When the server first heard it. */
  readonly heardS: number;
}

/** A household reads its newest; a device that says it day and night fills nothing. */
const most = 16;

/** When it was: by the device's word, and never later than it was heard. */
export const unsafeWhenS = ({ atS, heardS }: UnsafeSaid): number => Math.min(atS, heardS);

/** When they did not feel safe, oldest first. Said twice is said once, when it was heard first; and taken back twice too. */
export const unsafeAfter = (
  unsafe: readonly UnsafeSaid[],
  { what, atS, heardS }: HeardSaying,
): readonly UnsafeSaid[] => {
  const others = unsafe.filter((one) => one.atS !== atS);
  if (what === 'safe-again') return others;
  const said = unsafe.find((one) => one.atS === atS) ?? { atS, heardS };
  return [...others, said].sort((a, b) => unsafeWhenS(a) - unsafeWhenS(b)).slice(-most);
};
