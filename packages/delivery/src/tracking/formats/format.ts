/** Carriers whose numbers are known by their published formats. `gs1` and `post` are schemes that many carriers number by. */
export const carrierNames = {
  amazon: 'Amazon',
  canadaPost: 'Canada Post',
  canpar: 'Canpar',
  dhl: 'DHL',
  dhlEcommerce: 'DHL eCommerce',
  dhlExpress: 'DHL Express',
  dpd: 'DPD',
  evri: 'Evri',
  fedex: 'FedEx',
  gls: 'GLS',
  gofo: 'GOFO',
  gs1: 'GS1',
  hermes: 'Hermes',
  landmark: 'Landmark Global',
  lasership: 'LaserShip',
  oldDominion: 'Old Dominion',
  ontrac: 'OnTrac',
  post: 'UPU',
  postnl: 'PostNL',
  purolator: 'Purolator',
  speedee: 'Spee-Dee',
  ups: 'UPS',
  usps: 'USPS',
  yodel: 'Yodel',
  yunexpress: 'YunExpress',
} as const;
export type CarrierName = keyof typeof carrierNames;

/** How much of a number its format pins down; the ranking of what fits more than one. */
export const telling = { marked: 4, known: 3, checked: 2, shape: 1, faint: 0 } as const;

/** One published way to number a parcel. Everything here reads text that is upper-case letters and digits already. */
export interface Format {
  readonly id: string;
  readonly carrier: CarrierName;
  /** The whole number, anchored. */
  readonly shape: RegExp;
  /** Absent where nobody publishes a check digit. */
  readonly holds?: (number: string) => boolean;
  /**
   * `marked`: fixed letters or digits, and a check digit. `known`: fixed letters, no check digit. `checked`: digits and a check digit.
   * `shape`: nothing but how many. `faint`: fits much that is no parcel's number.
   */
  readonly tells: keyof typeof telling;
  /** The number within, where the format wraps it in a route or an address. */
  readonly within?: (number: string) => string;
  /** A code for sorting, from which no parcel is known. */
  readonly route?: true;
}
