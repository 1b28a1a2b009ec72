import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { EXPORTER_LABEL, isWholeEstablishment, NTS_KEY_BYTES, NTSKE_ALPN, NTSKE_LIMIT_BYTES } from './establishment.ts';
import type { Datagrams, KeysEstablished, NamedSource, NtsPort } from './ports.ts';

const LIMIT_MS = 5000;
const MAX_CERTIFICATES = 8;

/** Real sockets. `roots`: PEM; OpenSSL looks at the chain, too, but by the system's clock, so that its word is an objection among others. */
export const nodeNtsPort = (roots: readonly string[]): NtsPort => ({ establish: establishOver(roots), open });

const establishOver =
  (roots: readonly string[]) =>
  (source: NamedSource, request: Uint8Array, exports: readonly Uint8Array[]): Promise<KeysEstablished> =>
    new Promise((resolve, reject) => {
      const { host, port } = source;
      const socket = connect({
        host,
        port,
        ...(isIP(host) > 0 ? {} : { servername: host }),
        ca: [...roots],
        ALPNProtocols: [NTSKE_ALPN],
        minVersion: 'TLSv1.3',
        // Its certificates are judged without a clock (certificates.ts); nothing secret is said here before that.
        rejectUnauthorized: false,
      });
      const timer = setTimeout(() => socket.destroy(new Error('took too long')), LIMIT_MS);
      let answer = Buffer.alloc(0);
      let agreed: Omit<KeysEstablished, 'answer'> | undefined;
      const end = () => {
        if (agreed !== undefined) resolve({ ...agreed, answer: new Uint8Array(answer) });
        socket.destroy();
      };
      socket.once('secureConnect', () => {
        if (socket.alpnProtocol !== NTSKE_ALPN || socket.getProtocol() !== 'TLSv1.3') {
          socket.destroy(new Error('speaks another protocol'));
          return;
        }
        try {
          agreed = agreedIn(socket, exports);
          socket.write(request);
        } catch (error) {
          socket.destroy(error instanceof Error ? error : new Error('gave no keys'));
        }
      });
      socket.on('data', (chunk: Buffer) => {
        answer = Buffer.concat([answer, chunk]);
        if (answer.length > NTSKE_LIMIT_BYTES || isWholeEstablishment(answer)) end();
      });
      socket.once('end', end);
      socket.on('error', reject);
      socket.once('close', () => {
        clearTimeout(timer);
        reject(new Error('closed'));
      });
    });

const agreedIn = (socket: TLSSocket, exports: readonly Uint8Array[]): Omit<KeysEstablished, 'answer'> => {
  // Null where there is no objection, whatever the types say.
  const objection = socket.authorizationError as Error | string | null | undefined;
  return {
    keys: exports.map((context) => new Uint8Array(socket.exportKeyingMaterial(NTS_KEY_BYTES, EXPORTER_LABEL, Buffer.from(context)))), // prettier-ignore
    certificates: shownBy(socket.getPeerCertificate(true)),
    ...(objection === null || objection === undefined ? {} : { objection: codeOf(objection) }),
  };
};

const codeOf = (objection: Error | string): string => {
  if (typeof objection === 'string') return objection;
  return 'code' in objection ? String(objection.code) : objection.message;
};

/** Without a certificate Node gives an empty object, whatever the types say. */
type Shown = Partial<DetailedPeerCertificate>;

/** A root names itself as its issuer. */
const shownBy = (leaf: Shown): readonly Uint8Array[] => {
  const shown: Shown[] = [];
  let next: Shown | undefined = leaf;
  while (next !== undefined && !shown.includes(next) && shown.length < MAX_CERTIFICATES) {
    shown.push(next);
    next = next.issuerCertificate;
  }
  return shown.flatMap(({ raw }) => (raw === undefined ? [] : [new Uint8Array(raw)]));
};

/** A connected socket: the system passes on what comes from the peer's address and port, and nothing else. */
async function open(host: string, port: number, heard: (datagram: Uint8Array) => void): Promise<Datagrams> {
  const { address, family } = await lookup(host);
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
  socket.on('message', (datagram) => heard(new Uint8Array(datagram)));
  let open = true;
  const close = () => {
    if (open) socket.close();
    open = false;
  };
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.connect(port, address, resolve);
  });
  // Nobody listens there: that is silence, and may pass.
  socket.removeAllListeners('error').on('error', () => undefined);
  return { peer: `${address} ${port}`, send: (bytes) => socket.send(bytes, () => undefined), close };
}
