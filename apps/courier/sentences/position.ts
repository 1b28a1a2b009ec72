import type { Tables } from '@latchkey/web-kit';

interface PositionSentences {
  readonly shared: string;
  readonly asking: string;
  readonly denied: string;
  readonly off: string;
  readonly why: string;
  /** Which domains hear it. */
  readonly dispatch: (domains: string) => string;
  readonly stop: string;
  readonly again: string;
}

const en: PositionSentences = {
  shared: 'Position shared until the tour ends',
  asking: 'Asking this device where it is…',
  denied: 'Position not allowed on this device',
  off: 'Position not shared',
  why: 'The households ahead hear in how many minutes you come, never where you are.',
  dispatch: (domains) => `Your dispatch (${domains}) sees where you are while you share it; the server cannot read it.`,
  stop: 'Stop sharing',
  again: 'Share again',
};

const de: PositionSentences = {
  shared: 'Standort geteilt, bis die Tour endet',
  asking: 'Das Gerät wird nach dem Standort gefragt …',
  denied: 'Standort auf diesem Gerät nicht erlaubt',
  off: 'Standort nicht geteilt',
  why: 'Die nächsten Haushalte hören, in wie vielen Minuten Sie kommen, nie, wo Sie sind.',
  dispatch: (domains) =>
    `Ihre Disposition (${domains}) sieht, wo Sie sind, solange Sie es teilen; der Server kann es nicht lesen.`,
  stop: 'Nicht mehr teilen',
  again: 'Wieder teilen',
};

export const positionSentences: Tables<PositionSentences> = { en, de };
