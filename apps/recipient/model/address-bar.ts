/** The part of the browser that holds the address. */
export interface AddressBar {
  readonly hash: () => string;
  readonly replaceHash: (hash: string) => void;
}

const pairPrefix = '#/pair/';

/**
 * Takes the pairing code out of the fragment and out of the address bar, history included, before anything else runs. A
 * fragment never travels to a server; after this it is in no bookmark and no screenshot either.
 */
export const takePairingCode = (bar: AddressBar): string | undefined => {
  const hash = bar.hash();
  if (!hash.startsWith(pairPrefix)) return undefined;
  bar.replaceHash('#/pair');
  const code = hash.slice(pairPrefix.length);
  return code === '' ? undefined : code;
};
