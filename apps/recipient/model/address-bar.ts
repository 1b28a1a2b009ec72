/** The part of the browser that holds the address. */
export interface AddressBar {
  readonly hash: () => string;
  readonly replaceHash: (hash: string) => void;
}

/**
 * Takes the pairing code out of the fragment and out of the address bar, history included, before anything else runs. A
 * fragment never travels to a server; after this it is in no bookmark and no screenshot either.
 */
export const takePairingCode = (bar: AddressBar): string | undefined => taken(bar, '#/pair');

/** The same for the code of a sheet of paper, whose picture a phone's own camera has opened. */
export const takeRecoveryCode = (bar: AddressBar): string | undefined => taken(bar, '#/recover');

const taken = (bar: AddressBar, place: string): string | undefined => {
  const hash = bar.hash();
  if (!hash.startsWith(`${place}/`)) return undefined;
  bar.replaceHash(place);
  const code = hash.slice(place.length + 1);
  return code === '' ? undefined : code;
};
