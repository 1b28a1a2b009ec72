import { giveUp } from './setup.js';

const after = (name) => {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? undefined : (process.argv[at + 1] ?? '');
};

/** A whole number from `least` on, given as `--name N`; otherwise `otherwise`. */
export const wholeNumber = (name, otherwise, least = 0) => {
  const given = after(name);
  if (given === undefined) return otherwise;
  const value = given === '' ? NaN : Number(given);
  return Number.isSafeInteger(value) && value >= least ? value : giveUp(`--${name} wants a whole number from ${least} on, not “${given}”.`, 2);
};

/** One of these words, given as `--name WORD`. */
export const oneOf = (name, words) => {
  const given = after(name);
  if (given === undefined || words.includes(given)) return given;
  return giveUp(`--${name} wants one of ${words.join(', ')}, not “${given}”.`, 2);
};
