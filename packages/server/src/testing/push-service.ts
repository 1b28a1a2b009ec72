import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A browser's side of RFC 8291: the keys it subscribes with, and the opening of what arrives. */
export class PushReceiver {
  readonly #ecdh = createECDH('prime256v1');
  readonly secret: Buffer;

  constructor(privateKey?: Buffer, secret: Buffer = randomBytes(16)) {
    if (privateKey === undefined) this.#ecdh.generateKeys();
    else this.#ecdh.setPrivateKey(privateKey);
    this.secret = secret;
  }

  get publicKey(): Buffer {
    return this.#ecdh.getPublicKey();
  }

  /** RFC 8188 with one record, under the key of RFC 8291 §3.4. Throws where it was not encrypted for this receiver. */
  open(body: Buffer): string {
    const salt = body.subarray(0, 16);
    const idLength = body.readUInt8(20);
    const sender = body.subarray(21, 21 + idLength);
    const shared = this.#ecdh.computeSecret(sender);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.publicKey, sender]);
    const input = Buffer.from(hkdfSync('sha256', shared, this.secret, info, 32));
    const key = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: aes128gcm\0', 16));
    const nonce = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: nonce\0', 12));
    const record = body.subarray(21 + idLength);
    const opening = createDecipheriv('aes-128-gcm', key, nonce);
    opening.setAuthTag(record.subarray(-16));
    const padded = Buffer.concat([opening.update(record.subarray(0, -16)), opening.final()]);
    // The last record's delimiter is 2; zeros after it are padding.
    const end = padded.lastIndexOf(2);
    return padded.subarray(0, end).toString();
  }
}

export interface Pushed {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A push service of a test's own: takes what is posted, and answers the status it is told to. */
export const openPushService = async () => {
  const taken: Pushed[] = [];
  const waiting: ((pushed: Pushed) => void)[] = [];
  const statuses: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(statuses.shift() ?? 201).end();
      const pushed = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) };
      const next = waiting.shift();
      if (next === undefined) taken.push(pushed);
      else next(pushed);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    origin,
    /** What came and was not looked at yet. */
    taken,
    next: (): Promise<Pushed> => {
      const first = taken.shift();
      return first === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(first);
    },
    answerNext: (...next: number[]) => void statuses.push(...next),
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};

export type PushService = Awaited<ReturnType<typeof openPushService>>;

/** Whether the request names its sender as RFC 8292 wants it; answers the claims. */
export const vapidClaims = ({ headers }: Pushed, publicKey: string): { aud: string; sub: string; exp: number } => {
  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? '') ?? [];
  if (key !== publicKey) throw new Error('another key is named');
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const jwk = { kty: 'EC', crv: 'P-256', x, y } as { kty: string };
  const ecKey = createPublicKey({ key: jwk, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  const good = verify('sha256', signed, { key: ecKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  if (!good) throw new Error('the token does not verify');
  return JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string; sub: string; exp: number };
};
