import { holdsGls, holdsGs1, holdsMod37, holdsPostcode } from '../check-digits.ts';
import type { Format } from './format.ts';

/** German and European parcel services. Rules: Deutsche Post *Ident- und Leitcode*, GLS Uni-Box, DPD parcel label specification. */
export const europe: readonly Format[] = [
  // DHL numbers by SSCC with the prefixes of Deutsche Post's companies.
  { id: 'dhl-sscc', carrier: 'dhl', shape: /^0034\d{16}$/, holds: holdsGs1, tells: 'marked' },
  { id: 'dhl-plate', carrier: 'dhl', shape: /^JJD(?:\d{11,15}|\d{17,18})$/, tells: 'known' },
  { id: 'dhl-plate-short', carrier: 'dhl', shape: /^J(?:VGL\d{9,18}|D0\d{10,14}|D0\d{16,17})$/, tells: 'known' },
  { id: 'dhl-identcode', carrier: 'dhl', shape: /^\d{12}$/, holds: holdsPostcode, tells: 'checked' },
  { id: 'dhl-leitcode', carrier: 'dhl', shape: /^\d{14}$/, holds: holdsPostcode, tells: 'shape', route: true },
  {
    id: 'dpd-label',
    carrier: 'dpd',
    shape: /^[0-9A-Z]{7}\d{20}[0-9A-Z]$/,
    holds: holdsMod37,
    tells: 'marked',
    within: (number) => number.slice(7, 21),
  },
  {
    id: 'dpd-barcode',
    carrier: 'dpd',
    shape: /^[0-9A-Z]{7}\d{20}$/,
    tells: 'faint',
    within: (number) => number.slice(7, 21),
  },
  {
    id: 'dpd-printed',
    carrier: 'dpd',
    shape: /^\d{14}[0-9A-Z]$/,
    holds: holdsMod37,
    tells: 'checked',
    within: (number) => number.slice(0, 14),
  },
  { id: 'dpd', carrier: 'dpd', shape: /^0[1-9]\d{12}$/, tells: 'shape' },
  { id: 'gls', carrier: 'gls', shape: /^\d{12}$/, holds: holdsGls, tells: 'checked' },
  { id: 'gls-unchecked', carrier: 'gls', shape: /^\d{11}$/, tells: 'faint' },
  { id: 'gls-track-id', carrier: 'gls', shape: /^[XYZ](?=[A-Z0-9]*[A-Z])[A-Z0-9]{7}$/, tells: 'faint' },
  { id: 'hermes', carrier: 'hermes', shape: /^\d{14}$/, holds: holdsGs1, tells: 'checked' },
  { id: 'hermes-h', carrier: 'hermes', shape: /^H\d{19}$/, tells: 'known' },
  { id: 'evri', carrier: 'evri', shape: /^[HT]\d{2}[A-Z]{2}A\d{10}$/, tells: 'known' },
  { id: 'postnl-3s', carrier: 'postnl', shape: /^3S[A-Z]{4}\d{7,12}$/, tells: 'known' },
  { id: 'yodel', carrier: 'yodel', shape: /^JJ?D\d{16}$/, tells: 'known' },
  { id: 'sscc', carrier: 'gs1', shape: /^00\d{18}$/, holds: holdsGs1, tells: 'checked' },
  {
    id: 'sscc-bare',
    carrier: 'gs1',
    shape: /^\d{18}$/,
    holds: holdsGs1,
    tells: 'checked',
    within: (number) => `00${number}`,
  },
];
