import type { Places } from './places.ts';

/**
 * Given at each start, so that a data folder made by an older version runs with today's settings.
 * What makes an acknowledged write survive is set here although it is the default: nobody's postgresql.conf can take it away.
 */
const settings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '50',
  shared_buffers: '64MB',
  max_wal_size: '256MB',
  min_wal_size: '32MB',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  // A failed statement and its values are nobody's business: errors are logged without them.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
} as const;

export const postgresArguments = (places: Places): string[] => [
  '-D',
  places.data,
  '-c',
  `unix_socket_directories=${places.socket}`,
  ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
];

/** The superuser of the embedded cluster; nobody reaches it but over the socket, as one of the two accounts in the map. */
export const SUPERUSER = 'latchkey';

/** The kernel says who is at the other end of the socket: no password exists. */
export const HBA = 'local all all peer map=latchkey\n';

export const identMap = (accounts: readonly string[]): string =>
  accounts.map((account) => `latchkey ${account} ${SUPERUSER}\n`).join('');
