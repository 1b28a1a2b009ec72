import { holdsGs1, holdsLuhn, holdsUps } from '../check-digits.ts';
import type { Format } from './format.ts';

/** USPS Publication 199: 420, ZIP of five or nine, then a number that begins with 9. */
const afterZip = (number: string): string =>
  /^420(?:\d{5}|\d{9})(9[1-5]\d{20}|9[1-5]\d{24}|94\d{28})$/.exec(number)?.[1] ?? number;

const mailer = /(?:9\d{8}(?:\d{7}|\d{11}|\d{15})|[0-8]\d{5}(?:\d{10}|\d{14}))\d$/.source;
const zip = /^(?:420\d{5}(?:\d{4})?)?/.source;
const usps = (service: string): RegExp => new RegExp(`${zip}(?:${service})${mailer}`);

export const northAmerica: readonly Format[] = [
  // The mailer's identifier has nine digits and begins with 9, or six and does not: the service code says which.
  ...(['94\\d{3}', '92\\d{3}(?=9)', '93\\d{3}(?=[0-8])', '95\\d{3}'] as const).map((service): Format => ({
    id: `usps-impb-${service.slice(0, 2)}`,
    carrier: 'usps',
    shape: usps(service),
    holds: (number) => holdsGs1(afterZip(number)),
    tells: 'marked',
    within: afterZip,
  })),
  {
    id: 'usps-91',
    carrier: 'usps',
    shape: /^(?:420\d{5}(?:\d{4})?)?91\d{20}$/,
    holds: (number) => holdsGs1(afterZip(number)),
    tells: 'marked',
    within: afterZip,
  },
  { id: 'usps-20', carrier: 'usps', shape: /^\d{20}$/, holds: holdsGs1, tells: 'checked' },
  {
    // The label prints twenty digits; the check digit is over 91 and those.
    id: 'usps-legacy',
    carrier: 'usps',
    shape: /^[67]\d{19}$/,
    holds: (number) => holdsGs1(`91${number}`),
    tells: 'checked',
  },
  {
    id: 'fedex-smartpost',
    carrier: 'fedex',
    shape: /^6129\d{16}$/,
    holds: (number) => holdsGs1(`92${number}`),
    tells: 'marked',
    within: (number) => `92${number}`,
  },
  { id: 'canada-post', carrier: 'canadaPost', shape: /^\d{16}$/, holds: holdsGs1, tells: 'checked' },
  { id: 'canpar', carrier: 'canpar', shape: /^[CDKLSUXZ]\d{21}$/, tells: 'known' },
  { id: 'gofo', carrier: 'gofo', shape: /^GFUS\d{14}$/, tells: 'known' },
  { id: 'lasership-lx', carrier: 'lasership', shape: /^L[AIEHNX][1-3]\d{7}$/, tells: 'shape' },
  { id: 'lasership-1ls7', carrier: 'lasership', shape: /^1LS7[12]\d{10}$/, tells: 'known' },
  { id: 'lasership-1ls7-long', carrier: 'lasership', shape: /^1LS7[12]\d{2}01[1-4]\d{6}1$/, tells: 'known' },
  { id: 'lasership-1lscx', carrier: 'lasership', shape: /^1LSCX[0-9A-Z]{10}$/, tells: 'known' },
  { id: 'ontrac-c', carrier: 'ontrac', shape: /^C\d{14}$/, holds: (number) => ontrac(number, '4'), tells: 'checked' },
  { id: 'ontrac-d', carrier: 'ontrac', shape: /^D\d{14}$/, holds: (number) => ontrac(number, '5'), tells: 'checked' },
  { id: 'purolator', carrier: 'purolator', shape: /^[0-5]\d{11}$/, holds: holdsLuhn, tells: 'checked' },
  { id: 'purolator-letters', carrier: 'purolator', shape: /^[A-Z]{3}\d{9}$/, tells: 'shape' },
  { id: 'speedee', carrier: 'speedee', shape: /^SP\d{18}$/, tells: 'known' },
  {
    id: 'old-dominion',
    carrier: 'oldDominion',
    shape: /^(?:77[78]|072|780)\d{8}$/,
    holds: holdsLuhn,
    tells: 'checked',
  },
  { id: 'old-dominion-80', carrier: 'oldDominion', shape: /^80\d{9}$/, holds: holdsLuhn, tells: 'checked' },
];

/** The letter counts as a digit in front, where the serial does not begin with that digit already. */
const ontrac = (number: string, letter: string): boolean =>
  holdsUps(number.charAt(1) === letter ? number.slice(1) : letter + number.slice(1));
