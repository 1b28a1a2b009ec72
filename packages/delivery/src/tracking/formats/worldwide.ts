import { holdsFedex, holdsGs1, holdsMod7, holdsS10, holdsUps } from '../check-digits.ts';
import { isCountry } from '../countries.ts';
import type { Format } from './format.ts';

const lastTwelve = (number: string) => number.slice(-12);

/** Carriers of every country. Rules: UPU S10; the carriers' own label guides. */
export const worldwide: readonly Format[] = [
  {
    id: 's10',
    carrier: 'post',
    shape: /^[A-Z]{2}\d{9}[A-Z]{2}$/,
    holds: (number) => holdsS10(number.slice(2, 11)) && isCountry(number.slice(11)),
    tells: 'marked',
  },
  {
    id: 'ups',
    carrier: 'ups',
    shape: /^1Z[A-Z0-9]{15}\d$/,
    holds: (number) => holdsUps(number.slice(2)),
    tells: 'marked',
  },
  {
    id: 'ups-waybill',
    carrier: 'ups',
    shape: /^[AHJKTV]\d{10}$/,
    holds: (number) => holdsUps(number.slice(1)),
    tells: 'checked',
  },
  { id: 'dhl-express', carrier: 'dhlExpress', shape: /^\d{10,11}$/, holds: holdsMod7, tells: 'checked' },
  { id: 'dhl-express-piece', carrier: 'dhlExpress', shape: /^J[A-Z]{2,3}\d{9,10}$/, tells: 'known' },
  {
    id: 'dhl-express-route',
    carrier: 'dhlExpress',
    shape: /^2L[A-Z]{2}[0-9A-Z]{3,10}4[0-9]{7}$/,
    tells: 'known',
    route: true,
  },
  {
    id: 'dhl-ecommerce',
    carrier: 'dhlEcommerce',
    shape: /^(?:GM|LX|RX|UV|CN|SG|TH|IN|HK|MY)(?=[0-9A-Z]*\d)[0-9A-Z]{10,39}$/,
    tells: 'shape',
  },
  { id: 'dhl-ecommerce-14', carrier: 'dhlEcommerce', shape: /^\d{14}$/, tells: 'faint' },
  { id: 'fedex-12', carrier: 'fedex', shape: /^\d{12}$/, holds: holdsFedex, tells: 'checked' },
  { id: 'fedex-ground', carrier: 'fedex', shape: /^\d{15}$/, holds: holdsGs1, tells: 'checked' },
  {
    id: 'fedex-ground-96',
    carrier: 'fedex',
    shape: /^96\d{20}$/,
    holds: (number) => holdsGs1(number.slice(7)),
    tells: 'marked',
    within: (number) => number.slice(7),
  },
  {
    id: 'fedex-ground-gsn',
    carrier: 'fedex',
    shape: /^96\d{32}$/,
    holds: (number) => holdsFedex(number.slice(-14)),
    tells: 'marked',
    within: lastTwelve,
  },
  {
    id: 'fedex-34',
    carrier: 'fedex',
    shape: /^[0-8]\d{33}$/,
    holds: (number) => holdsFedex(number.slice(-14)),
    tells: 'checked',
    within: lastTwelve,
  },
  {
    id: 'fedex-astra',
    carrier: 'fedex',
    shape: /^3\d{31}$/,
    holds: (number) => holdsFedex(number.slice(16, 28)),
    tells: 'checked',
    within: (number) => number.slice(16, 28),
  },
  { id: 'amazon', carrier: 'amazon', shape: /^TB[ACM]\d{12}$/, tells: 'known' },
  { id: 'amazon-international', carrier: 'amazon', shape: /^[AFC]\d{10}$/, tells: 'shape' },
  { id: 'amazon-europe', carrier: 'amazon', shape: /^(?:AT|BE|DE|ES|FR|IT|NL|PL|SE|UK)\d{10}$/, tells: 'shape' },
  { id: 'landmark', carrier: 'landmark', shape: /^LTN\d{8}N1$/, tells: 'known' },
  { id: 'yunexpress', carrier: 'yunexpress', shape: /^YT\d{16}$/, tells: 'known' },
];
