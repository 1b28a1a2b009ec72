/** A tracking number has 1–34 characters of [0-9A-Z] once it is canonical (docs/protocol, limits). */
export const longestTrackingNumber = 34;

const separators = /[\s\-._/]+/g;

/**
 * Typed or printed → upper-case letters and digits, or nothing where another character is left over. Only ASCII letters are raised:
 * `ß` would become two letters, and a dotless i would become a letter that no label prints.
 */
export const bareNumber = (typed: string): string | undefined => {
  const bare = typed.replace(separators, '').replace(/[a-z]/g, (letter) => letter.toUpperCase());
  return /^[0-9A-Z]+$/.test(bare) ? bare : undefined;
};
