const prefix = '#/invited/';
const codeLength = 64;

/** The part of the browser that holds the address. */
export interface AddressBar {
  readonly hash: () => string;
  readonly replaceHash: (hash: string) => void;
}

/**
 * Takes the code of an invitation out of the fragment and out of the address bar, history included, before anything else runs. A
 * fragment never travels to a server; after this it is in no bookmark and no screenshot either.
 */
export const takeInvitation = (bar: AddressBar): string | undefined => {
  const hash = bar.hash();
  const code = hash.startsWith(prefix) ? hash.slice(prefix.length) : '';
  if (code.length < codeLength) return undefined;
  bar.replaceHash('#/invited');
  return code;
};
