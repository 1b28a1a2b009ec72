/** The five words a door can be in (P4). Everything that is not shown to be one of the first four is `unknown`. */
export type DoorWord = 'locked' | 'unlocked' | 'open' | 'jammed' | 'unknown';

/** What the drawing shows. `unknown` parts are hatched; nothing is ever drawn from memory. */
export interface DoorPicture {
  readonly form: 'hinged' | 'overhead';
  readonly word: DoorWord;
  readonly bolt: 'thrown' | 'withdrawn' | 'unknown';
  readonly contact: 'closed' | 'open' | 'unknown';
  readonly filming: boolean;
  /** A leaf that moves with nobody beside it: its lamp flashes before and while it does. */
  readonly warns?: boolean;
  /** Only the door view knows it: whether somebody presses the inside handle. */
  readonly handle?: 'rest' | 'pressed';
}

export const unknownPicture = (form: DoorPicture['form']): DoorPicture => ({
  form,
  word: 'unknown',
  bolt: 'unknown',
  contact: 'unknown',
  filming: false,
});
