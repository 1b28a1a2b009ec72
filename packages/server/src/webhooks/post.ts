import { lookup as lookUp } from 'node:dns/promises';
import { request as plainRequest, type ClientRequest, type RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { isIP } from 'node:net';
import { tlsOutcome, type TlsOutcome } from '@latchkey/keys/node';
import { isLoopback, isPublicAddress } from '../notify/public-endpoint.ts';
import { hostOf, urlFault } from './url.ts';

export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type PostOutcome =
  | { readonly kind: 'answered'; readonly status: number }
  /** Nothing was answered: a closed set, for the list that people read. */
  | {
      readonly kind: 'failed';
      readonly why: 'url-refused' | 'name-unknown' | 'not-public' | 'unreachable' | 'too-slow' | TlsOutcome;
    };

export type Post = (request: PostRequest) => Promise<PostOutcome>;

export interface PostOptions {
  /** The demo and tests: receivers on this machine. */
  readonly loopback: boolean;
  readonly limitMs: number;
  /** Tests look names up in a list of their own. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

const fromDns = async (host: string) => (await lookUp(host, { all: true })).map(({ address }) => address);

/**
 * Posts to a receiver that a carrier named. The name is looked up once, every address it has must be allowed, and the connection goes to
 * that very address: a name that answers differently a moment later reaches nothing else. Redirects are not followed, and of the
 * answer only its status is taken.
 */
export const makePost =
  ({ loopback, limitMs, resolve = fromDns }: PostOptions): Post =>
  async (sent) => {
    if (urlFault(sent.url, loopback) !== undefined) return { kind: 'failed', why: 'url-refused' };
    const url = new URL(sent.url);
    const host = hostOf(url);
    let addresses: readonly string[];
    try {
      addresses = isIP(host) === 0 ? await resolve(host) : [host];
    } catch {
      return { kind: 'failed', why: 'name-unknown' };
    }
    const allowed = (address: string) => isPublicAddress(address) || (loopback && isLoopback(address));
    const [address] = addresses;
    if (address === undefined) return { kind: 'failed', why: 'name-unknown' };
    if (!addresses.every(allowed)) return { kind: 'failed', why: 'not-public' };
    return exchange(url, address, sent, limitMs);
  };

const exchange = (url: URL, address: string, { headers, body }: PostRequest, limitMs: number): Promise<PostOutcome> =>
  new Promise((done) => {
    const options: RequestOptions = {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      agent: false,
      lookup: (_host, asked, answer) => {
        const family = isIP(address);
        if (asked.all === true) answer(null, [{ address, family }]);
        else answer(null, address, family);
      },
    };
    const asked: ClientRequest = url.protocol === 'https:' ? tlsRequest(url, options) : plainRequest(url, options);
    const end = (outcome: PostOutcome) => {
      clearTimeout(timer);
      done(outcome);
      asked.destroy();
    };
    const timer = setTimeout(() => end({ kind: 'failed', why: 'too-slow' }), limitMs);
    asked.once('response', (response) => {
      response.on('error', () => undefined);
      end({ kind: 'answered', status: response.statusCode ?? 0 });
    });
    asked.on('error', (error) => end({ kind: 'failed', why: tlsOutcome(error) ?? 'unreachable' }));
    asked.end(body);
  });
