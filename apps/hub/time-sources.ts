import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import type { HubClockPort, TimeSourcesPort } from '@latchkey/hub';
import { nodeNtsPort, TimeSources } from '@latchkey/hub/nts';
import type { Settings } from './settings.ts';

const aCertificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Undefined: the settings name none. Rejects where the file with the roots is not there or holds none. */
export const timeSourcesOf = async (
  { timeSources, timeSourcesCa }: Pick<Settings, 'timeSources' | 'timeSourcesCa'>,
  clock: HubClockPort,
  random: (bytes: number) => Uint8Array,
): Promise<TimeSourcesPort | undefined> => {
  if (timeSources.length === 0) return undefined;
  const pems = timeSourcesCa === undefined ? rootCertificates : await certificatesIn(timeSourcesCa);
  const roots = pems.map((pem) => new Uint8Array(new X509Certificate(pem).raw));
  return new TimeSources(timeSources, { port: nodeNtsPort(pems), clock, random, roots });
};

const certificatesIn = async (path: string): Promise<readonly string[]> => {
  const found = (await readFile(path, 'utf8')).match(aCertificate);
  if (found === null) throw new TypeError(`TIME_SOURCES_CA: no certificate in ${path}`);
  return found;
};
