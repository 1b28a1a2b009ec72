import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';

/** Who PostgreSQL runs as: it refuses root, so as root it runs as the account that owns nothing else. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** `undefined`: run as who we are. */
export const unprivilegedAccount = async (): Promise<Account | undefined> => {
  if (userInfo().uid !== 0) return undefined;
  const passwd = await readFile('/etc/passwd', 'utf8');
  const fields = passwd
    .split('\n')
    .find((line) => line.startsWith('nobody:'))
    ?.split(':');
  const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])];
  if (!Number.isInteger(uid) || !Number.isInteger(gid)) throw new NoAccount();
  return { uid, gid };
};

export class NoAccount extends Error {
  constructor() {
    super(
      'PostgreSQL does not run as root, and there is no account "nobody" to run it as. Start as another user, or set DATABASE_URL.',
    );
    this.name = 'NoAccount';
  }
}
