/** What no file that leaves this house may hold, by the shape of its bytes in text. */
const SHAPES: readonly (readonly [what: string, shape: RegExp])[] = [
  ['a private key in PEM', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----(?:\\r|\\n|\s)*[A-Za-z0-9+/]{32}/],
  ['a private key of P-256 in PKCS #8', /MIG[A-Za-z0-9+/_-]{0,3}AgEAMBMGByqGSM49AgEG[A-Za-z0-9+/_-]{60}/],
  ['a private key of P-256 in SEC 1', /MHcCAQEEI[A-Za-z0-9+/_-]{40}/],
  ['a private key of Ed25519 in PKCS #8', /MC4CAQAwBQYDK2VwBCIEI[A-Za-z0-9+/_-]{40}/],
  ['a private JWK', /["']?\bd["']?\s*:\s*\\?["'][A-Za-z0-9_-]{43}\\?["']/],
  [
    'a password in an address',
    /\b[a-z][a-z0-9+.-]{2,12}:\/\/(?!user:password@)[A-Za-z0-9._-]+:[^@\s"'`${}/]{3,}@[A-Za-z0-9]/,
  ],
  ['a key of a cloud', /\b(?:AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}|xox[abp]-[A-Za-z0-9-]{20,})\b/],
];

/** What of this text looks like a secret, with the place. `known`: values that must not occur, whatever they look like. */
export const secretsIn = (text: string, known: ReadonlyMap<string, string> = new Map()): string[] => [
  ...SHAPES.flatMap(([what, shape]) => {
    const found = shape.exec(text);
    return found === null ? [] : [`${what} at ${String(found.index)}`];
  }),
  ...[...known].filter(([, value]) => text.includes(value)).map(([what]) => what),
];
