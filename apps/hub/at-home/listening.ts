import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import type { HomeRelay } from '@latchkey/server';
import type { PageSettings } from '../settings.ts';
import { asPem, keptCertificate, type Certificate } from './certificate.ts';

/** More than the browsers of a household hold open. */
const LIMIT_CONNECTIONS = 256;

export interface Place {
  /** The first is the one that is shown. */
  readonly origins: readonly string[];
  readonly certificate: Certificate | undefined;
}

/** Where people find the page. Outside of a loopback browsers hold keys only for what came over TLS. */
export const placeOf = async ({ names, port, tls }: PageSettings, folder: string): Promise<Place> => ({
  origins: names.map((name) => `${tls ? 'https' : 'http'}://${name}:${String(port)}`),
  certificate: tls ? await keptCertificate(join(folder, 'at-home'), names) : undefined,
});

/** Resolves with the loopback's port on which the hub's own line comes in. */
export const listenAtHome = async (
  relay: HomeRelay,
  { host, port }: PageSettings,
  { certificate }: Place,
): Promise<number> => {
  if (certificate === undefined) return relay.listen(port);
  const server = createServer({ ...asPem(certificate), minVersion: 'TLSv1.2' });
  server.maxConnections = LIMIT_CONNECTIONS;
  relay.attach(server);
  await listening(server, host, port);
  return relay.listen(0);
};

const listening = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
