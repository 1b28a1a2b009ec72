import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import proxyAddr from '@fastify/proxy-addr';

/** Whom a request or a line comes from: what the limits of callers who have not signed in are counted by. Empty where a socket has no address. */
export type CallerAddress = (request: IncomingMessage) => string;

/**
 * Anybody may write X-Forwarded-For, so it is read only from these proxies (addresses or CIDRs), and from the right: each of them adds whom it heard
 * itself. The first who is none of them is the caller, whatever stands before. Where a proxy adds what is no address, the proxy is the caller.
 */
export const callerAddress = (proxies: readonly string[] = []): CallerAddress => {
  if (proxies.length === 0) return directly;
  const trusts = proxyAddr.compile([...proxies]);
  return (request) => {
    const direct = directly(request);
    if (direct === '') return direct;
    const heard = proxyAddr.all(request, trusts);
    return heard.findLast((address) => isIP(address) !== 0) ?? direct;
  };
};

const directly: CallerAddress = ({ socket }) => socket.remoteAddress ?? '';
