import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { CannotStart } from './cannot-start.ts';

/** The user PostgreSQL runs as. It refuses to run as root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Found on every Linux; nothing else of ours runs as it, and it owns nothing. */
const UNPRIVILEGED = 'nobody';

const parse = (line: string): Account => {
  const [name = '', , uid = '', gid = ''] = line.split(':');
  return { name, uid: Number(uid), gid: Number(gid) };
};

/** @throws CannotStart for root on a machine without that user */
export const accountFor = async (uid: number): Promise<Account> => {
  if (uid !== 0) {
    const { username, gid } = userInfo();
    return { name: username, uid, gid };
  }
  const line = (await readFile('/etc/passwd', 'utf8'))
    .split('\n')
    .find((entry) => entry.startsWith(`${UNPRIVILEGED}:`));
  if (line === undefined) {
    throw new CannotStart(
      'PostgreSQL does not run as root and there is no user "nobody". Start as another user, or set DATABASE_URL.',
    );
  }
  return parse(line);
};
