import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Where one embedded cluster keeps its things. */
export interface Places {
  readonly folder: string;
  readonly data: string;
  /** Folder of the Unix socket. */
  readonly socket: string;
  readonly log: string;
  /** Held by every process of the cluster, so that the next start can wait for the last of them. */
  readonly lock: string;
}

/** `sockaddr_un` holds 108 bytes with the closing zero; PostgreSQL adds the name of the socket. */
const LIMIT_SOCKET_BYTES = 107;
const SOCKET_NAME = '/.s.PGSQL.5432.lock';

/** Beside the socket, with the number of the process that made it. */
export const socketLockIn = (places: Places): string => `${places.socket}${SOCKET_NAME}`;

/** A folder too deep for a socket's name gets one under `temporary`, named after it. */
export const placesIn = (folder: string, temporary: string): Places => {
  const near = join(folder, 'run');
  const fits = Buffer.byteLength(near + SOCKET_NAME) <= LIMIT_SOCKET_BYTES;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return {
    folder,
    data: join(folder, 'data'),
    socket: fits ? near : join(temporary, `latchkey-${name}`),
    log: join(folder, 'postgres.log'),
    lock: join(folder, 'lock'),
  };
};
