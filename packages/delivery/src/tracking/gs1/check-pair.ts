/** The 82 characters in the order of their values, and the 32 of which a check pair is made (GS1 General Specifications, 7.9.5). */
const values = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const pairs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const longest = 97;

/** Weights from the right: the first 97 primes. */
const primes: readonly number[] = (() => {
  const found: number[] = [];
  for (let next = 2; found.length < longest; next++) if (found.every((prime) => next % prime !== 0)) found.push(next);
  return found;
})();

/** The two check characters at the end of a Global Model Number, modulo 1021. */
export const holdsCheckPair = (value: string): boolean => {
  if (value.length < 2 || value.length - 2 > longest) return false;
  const model = value.slice(0, -2);
  let sum = 0;
  for (let at = 0; at < model.length; at++) {
    const worth = values.indexOf(model.charAt(model.length - 1 - at));
    if (worth < 0) return false;
    sum += worth * (primes[at] ?? 0);
  }
  const rest = sum % 1021;
  return pairs.charAt(rest >> 5) + pairs.charAt(rest & 31) === value.slice(-2);
};
