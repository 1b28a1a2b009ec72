import { isIP } from 'node:net';

/** Why an endpoint is not asked; each is a sentence's worth in the answer to whoever named it. */
export type EndpointFault = 'not-https' | 'credentials' | 'odd-port' | 'not-public';

export interface EndpointRules {
  /** Only demos and tests: a push service on this machine, without TLS. */
  readonly allowLoopback: boolean;
}

/**
 * A browser names the endpoint, so an attacker may: it must not make this server ask into its own network. The name is judged
 * here; the addresses behind it are judged again at each connection, since a name may answer differently each time.
 */
export const endpointFault = (text: string, { allowLoopback }: EndpointRules): EndpointFault | undefined => {
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'credentials';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (allowLoopback && (host === 'localhost' || isLoopback(host))) return undefined;
  if (url.protocol !== 'https:') return 'not-https';
  if (url.port !== '') return 'odd-port';
  if (isIP(host) !== 0) return isPublicAddress(host) ? undefined : 'not-public';
  // A name without a dot, and names that only a local network knows.
  if (!host.includes('.') || /\.(?:local|localhost|internal|lan|home|corp|intranet|arpa|onion)\.?$/i.test(host))
    return 'not-public';
  return undefined;
};

export const isLoopback = (address: string): boolean => address === '::1' || /^127\./.test(mapped(address) ?? address);

/** `::ffff:10.0.0.1` is 10.0.0.1, however it is spelt; undefined for other addresses. */
const mapped = (address: string): string | undefined => {
  const words = isIP(address) === 6 ? wordsOf(address) : undefined;
  if (words === undefined) return undefined;
  const [high = 0, low = 0] = words.slice(6);
  const isMapped = words.slice(0, 5).every((word) => word === 0) && words[5] === 0xffff;
  // NAT64: the address of the other world stands in the last four bytes.
  const isTranslated = words[0] === 0x64 && words[1] === 0xff9b && words.slice(2, 6).every((word) => word === 0);
  return isMapped || isTranslated ? [high >> 8, high & 255, low >> 8, low & 255].join('.') : undefined;
};

const wordsOf = (address: string): number[] => {
  const plain = address.replace(/%.*$/, '').replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...bytes: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(0, 4).map(Number);
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
  const [before = '', after] = plain.split('::');
  const words = (part: string) => (part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16)));
  const [head, tail] = [words(before), words(after ?? '')];
  return [...head, ...new Array<number>(Math.max(0, 8 - head.length - tail.length)).fill(0), ...tail];
};

/** IANA's special-purpose registries: whatever is not globally reachable is not asked. */
const closedIpv4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

const numberOf = (address: string) => address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
const within = (address: string, [base, bits]: readonly [string, number]) =>
  Math.floor(numberOf(address) / 2 ** (32 - bits)) === Math.floor(numberOf(base) / 2 ** (32 - bits));

export const isPublicAddress = (address: string): boolean => {
  const four = isIP(address) === 4 ? address : mapped(address);
  if (four !== undefined) return !closedIpv4.some((range) => within(four, range));
  if (isIP(address) !== 6) return false;
  const [first = 0, second = 0] = wordsOf(address);
  // 2000::/3 is the world; in it Teredo, documentation and 6to4 lead elsewhere or nowhere.
  const isWorld = first >> 13 === 1;
  return isWorld && !(first === 0x2001 && (second === 0 || second === 0xdb8)) && first !== 0x2002 && first !== 0x3fff;
};
