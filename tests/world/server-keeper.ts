import { argv, exit, getuid, pid, stdin } from 'node:process';
import { lockFolder, startEmbeddedPostgres } from '../../packages/server/src/postgres/index.ts';
import { SHARED_FOLDER } from './postgres.ts';
import { writeWithoutEnd } from './endless-writer.ts';

/**
 * A server's hold on its database as a process of its own, to be killed: takes the folder, starts PostgreSQL, says where it is, and
 * ends in order when its standard input ends. With `write` it also writes without end, and says what was acknowledged. Exit code 2 and a sentence where it cannot start.
 */
const say = (line: object): void => {
  console.log(JSON.stringify(line));
};
const [folder = '', task = ''] = argv.slice(2);
try {
  const lock = await lockFolder(folder, pid);
  const postgres = await startEmbeddedPostgres({
    folder,
    uid: getuid?.() ?? 1,
    shared: SHARED_FOLDER,
    note: (text) => say({ note: text }),
    onLost: (sentence) => say({ lost: sentence }),
  });
  say({ url: postgres.url, pid: await postgres.pid() });
  stdin.resume().once('end', () => void postgres.stop().then(() => lock.release()).then(() => exit(0))); // prettier-ignore
  if (task === 'write') await writeWithoutEnd(postgres.url, say);
} catch (problem) {
  console.error(problem instanceof Error ? problem.message : problem);
  exit(2);
}
