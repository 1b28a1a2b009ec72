import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddr from '@fastify/proxy-addr';

/** Whom a request or a line comes from: what the limits of callers who have not signed in are counted by. IPv6 by its /64. Empty where a socket has no address. */
export type CallerAddress = (request: IncomingMessage) => string;

/**
 * Anybody may write X-Forwarded-For, so it is read only from these proxies (addresses or CIDRs), and from the right: each of them adds whom it heard
 * itself. The first who is none of them is the caller, whatever stands before. Where a proxy adds what is no address, the proxy is the caller.
 */
export const callerAddress = (proxies: readonly string[] = []): CallerAddress => {
  if (proxies.length === 0) return directly;
  const trusts = proxyAddr.compile([...proxies]);
  return (request) => {
    const direct = request.socket.remoteAddress ?? '';
    if (direct === '') return direct;
    const heard = proxyAddr.all(request, trusts);
    return networkOf(heard.findLast((address) => isIP(address) !== 0) ?? direct);
  };
};

const directly: CallerAddress = ({ socket }) => networkOf(socket.remoteAddress ?? '');

const MAPPED = '0:0:0:0:0:ffff';

/** Whoever has one address of IPv6 has the 2^64 of its network (RFC 6177), so that these count as one; an IPv4 address has one name, mapped or not. */
const networkOf = (address: string): string => {
  if (isIP(address) !== 6) return address;
  const groups = groupsOf(address);
  const [high = 0, low = 0] = groups.slice(6).map((group) => Number.parseInt(group, 16));
  if (groups.slice(0, 6).join(':') === MAPPED) return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  return `${groups.slice(0, 4).join(':')}::/64`;
};

/** The eight, in hex without leading zeros. The URL parser knows every way to write them, and no zone. */
const groupsOf = (address: string): readonly string[] => {
  const [bare = ''] = address.split('%');
  const [head = '', tail = ''] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::');
  const parts = (text: string) => (text === '' ? [] : text.split(':'));
  const [before, after] = [parts(head), parts(tail)];
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
};
