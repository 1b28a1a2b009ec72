/** Published check-digit rules. Each takes the whole number, check digit last, and says whether it holds. */
const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;

const body = (text: string): number[] => Array.from({ length: text.length - 1 }, (_, at) => digit(text, at));

const last = (text: string): number => digit(text, text.length - 1);

const complement = (sum: number): number => (10 - (sum % 10)) % 10;

/** Weights are repeated from the right, the digit before the check digit first. */
const fromRight = (text: string, weights: readonly number[]): number => {
  const digits = body(text).reverse();
  return digits.reduce((sum, one, at) => sum + one * (weights[at % weights.length] ?? 0), 0);
};

/** GS1 General Specifications 7.9: SSCC, GTIN, GLN; also USPS (Publication 199), FedEx Ground, Hermes. */
export const holdsGs1 = (text: string): boolean => complement(fromRight(text, [3, 1])) === last(text);

/** GLS Uni-Box, 3.2.1: like GS1's, with one more. */
export const holdsGls = (text: string): boolean => complement(fromRight(text, [3, 1]) + 1) === last(text);

/** Deutsche Post Identcode (12) and Leitcode (14). */
export const holdsPostcode = (text: string): boolean => complement(fromRight(text, [4, 9])) === last(text);

/** ISO/IEC 7812, *Luhn*. */
export const holdsLuhn = (text: string): boolean => {
  const doubled = body(text)
    .reverse()
    .map((one, at) => (at % 2 === 1 ? one : one * 2 > 9 ? one * 2 - 9 : one * 2));
  return complement(doubled.reduce((sum, one) => sum + one, 0)) === last(text);
};

/** UPU S10, 5: the eight digits and the check digit alone, without letters. */
export const holdsS10 = (text: string): boolean => {
  const weights = [8, 6, 4, 2, 3, 5, 9, 7];
  const rest = 11 - (body(text).reduce((sum, one, at) => sum + one * (weights[at] ?? 0), 0) % 11);
  return (rest === 10 ? 0 : rest === 11 ? 5 : rest) === last(text);
};

/** UPS: letters count as their place in ASCII less three; every second place twice. */
export const holdsUps = (text: string): boolean => {
  const worth = (at: number) => (/\d/.test(text.charAt(at)) ? digit(text, at) : (text.charCodeAt(at) - 3) % 10);
  let sum = 0;
  for (let at = 0; at < text.length - 1; at++) sum += worth(at) * (at % 2 === 0 ? 1 : 2);
  return complement(sum) === last(text);
};

/** FedEx: weights 1, 3, 7 from the right, modulo 11, of which ten counts as nought. */
export const holdsFedex = (text: string): boolean => (fromRight(text, [1, 3, 7]) % 11) % 10 === last(text);

/** DHL Express waybill. */
export const holdsMod7 = (text: string): boolean => Number(text.slice(0, -1)) % 7 === last(text);

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** ISO/IEC 7064 MOD 37,36: DPD. */
export const holdsMod37 = (text: string): boolean => {
  let left = 36;
  for (const letter of text.slice(0, -1)) {
    const sum = (left + alphabet.indexOf(letter)) % 36;
    left = ((sum === 0 ? 36 : sum) * 2) % 37;
  }
  return (left + alphabet.indexOf(text.slice(-1))) % 36 === 1;
};
