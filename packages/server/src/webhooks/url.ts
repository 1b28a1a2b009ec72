import { endpointFault, type EndpointFault } from '../notify/public-endpoint.ts';

/** What may be wrong with the address of a receiver before anybody looks its name up. */
export type UrlFault = 'no-url' | EndpointFault;

/** `loopback`: the demo and tests may be told on their own machine, without TLS. */
export const urlFault = (text: string, loopback: boolean): UrlFault | undefined => {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) return 'no-url';
  return endpointFault(text, { allowLoopback: loopback });
};

export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');
