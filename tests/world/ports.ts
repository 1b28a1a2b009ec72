import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/**
 * Below the range from which the kernel takes the near end of outgoing connections. A port that is asked for as "any" lies in
 * that range, and until its owner listens there a browser's connection may get the same one.
 */
const lowest = 20_000;
/** Test files side by side each have a part of it: what one found free and does not listen at yet is found by no other. */
const PARTS = 64;

const highest = (): number => {
  try {
    const first = Number(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').trim().split(/\s+/)[0]);
    return first > lowest + 1000 ? first - 1 : 32_767;
  } catch {
    return 32_767;
  }
};

const isFree = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT'),
    );
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });

/** A port of the loopback that nobody uses, on either stack, and that no outgoing connection can take meanwhile. */
export const freePort = async (): Promise<number> => {
  const rounds = Math.floor((highest() - lowest) / PARTS);
  for (let tries = 0; tries < 200; tries++) {
    const port = lowest + PARTS * randomInt(rounds) + (process.pid % PARTS);
    if ((await isFree(port, '127.0.0.1')) && (await isFree(port, '::1'))) return port;
  }
  throw new TypeError('no free port found');
};

export const freePorts = async (count: number): Promise<number[]> => {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
};
