/** The URL parser of whatever runs this: Node, a browser, a worker. <https://url.spec.whatwg.org/#url-parsing> */
declare const URL: new (text: string) => { readonly origin: string };

/** As it is written: scheme, host and port. Without TLS only on the hub's own machine. */
export const ADDRESS_LETTERS = /^(?:https:\/\/[a-z0-9.-]+|http:\/\/(?:localhost|127\.0\.0\.1))(?::[0-9]{1,5})?$/;

/** A name of other letters (RFC 3492) that has none: each takes two signs at least behind its mark. Parsers differ over it, by their age. */
const EMPTY_NAME = /[/.]xn--[^.:]?(?:[.:]|$)/;

/**
 * Whether a line can be opened to it, and whoever reads it means the same place: the URL parser takes it and gives it back, letter by letter,
 * as an origin. A port over 65535 and four numbers that are no IPv4 are no addresses, nor is `xn--`; `:443` and `127.1` have another form.
 */
export const isServerAddress = (text: string): boolean => {
  if (!ADDRESS_LETTERS.test(text) || EMPTY_NAME.test(text)) return false;
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
};
