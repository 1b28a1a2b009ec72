import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { Duplex } from 'node:stream';

export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

const listen = (server: Server, port: number, host: string) =>
  new Promise<number>((done, failed) => {
    server.once('error', failed);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', failed);
      const address = server.address();
      done(address === null || typeof address === 'string' ? port : address.port);
    });
  });

const hasNoSuchStack = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT');

/** One port on both stacks of loopback (IPv6 only where the machine has it); nothing else can reach it. */
export const onLoopback = async (port: number, listener: RequestListener, upgrade?: Upgrade) => {
  const servers: Server[] = [];
  const open = async (host: string, on: number) => {
    const server = createServer(listener);
    if (upgrade !== undefined) server.on('upgrade', upgrade);
    const got = await listen(server, on, host);
    servers.push(server);
    return got;
  };
  const got = await open('127.0.0.1', port);
  try {
    await open('::1', got);
  } catch (error) {
    if (!hasNoSuchStack(error)) throw error;
  }
  const close = () =>
    Promise.all(
      servers.map((server) => {
        server.closeAllConnections();
        return new Promise<void>((done) => server.close(() => done()));
      }),
    );
  return { port: got, close };
};

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/** Refuses a name that was made to point here by somebody else's DNS. */
export const hostIsLoopback = (request: IncomingMessage, port: number): boolean =>
  loopbackNames.some((name) => request.headers.host === `${name}:${port}`);

/** A script sends no Origin; a page sends its own, and only the page served from here may write. */
export const originMayWrite = (request: IncomingMessage, port: number): boolean => {
  const { origin } = request.headers;
  return origin === undefined || loopbackNames.some((name) => origin === `http://${name}:${port}`);
};
