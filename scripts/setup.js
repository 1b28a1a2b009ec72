// Brings node_modules to what package-lock.json says; does nothing when it already is. Runs before any dependency exists.
import { spawn } from 'node:child_process';
import { chmod, readFile, rm } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Progress goes to standard error where standard output is for figures. */
export const say = (text) => (process.env.LATCHKEY_QUIET_STDOUT === undefined ? process.stdout : process.stderr).write(`${text}\n`);

/** Ends the program with one sentence and what to do; never a stack trace. */
export const giveUp = (sentence, code = 1) => {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
};

export const run = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  });

const readJsonOr = async (file) => {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
};

/** npm leaves its own account of what is installed; it writes it last, so a cut-short install has none. */
const isInstalled = async (lock) => {
  const there = await readJsonOr(`${root}node_modules/.package-lock.json`);
  if (there === undefined) return false;
  const wanted = Object.entries(lock.packages).filter(([path, entry]) => path !== '' && !entry.link && path.startsWith('node_modules/'));
  return wanted.every(([path, entry]) => {
    const found = there.packages[path];
    // What is made for another platform is left out.
    return found === undefined ? entry.optional === true : found.version === entry.version && found.integrity === entry.integrity;
  });
};

const checkNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  giveUp(`Latchkey needs Node 20.19 or later; this is ${process.versions.node}. Install a newer Node and run the command again.`);
};

/** The static ffmpeg's install script only sets the executable bit; install scripts may be switched off. */
const makeExecutable = async () => {
  try {
    await chmod(`${root}node_modules/@ffmpeg-installer/linux-x64/ffmpeg`, 0o755);
  } catch {
    // Not on this platform: the system's ffmpeg serves.
  }
};

/**
 * npm puts the folder of installed programs before everything else, and the packaged Node 24 is called `node` there: with it, every script
 * after the first would run on that one instead of this machine's.
 */
const keepOwnNode = () => rm(`${root}node_modules/.bin/node`, { force: true });

/**
 * The turn to install, to be closed afterwards; undefined while another process has it. The kernel gives the name back however
 * the process ends; where it knows no such names, nobody waits.
 */
const takeTurn = () =>
  new Promise((resolve) => {
    const turn = createServer();
    turn.once('error', (error) => resolve(error.code === 'EADDRINUSE' ? undefined : turn));
    turn.listen(`\0latchkey-setup-${createHash('sha256').update(root).digest('hex')}`, () => resolve(turn));
    turn.unref();
  });

export const setup = async () => {
  checkNode();
  const lock = await readJsonOr(`${root}package-lock.json`);
  if (lock === undefined) giveUp('package-lock.json is missing: this is not a whole clone. Clone the repository again.');
  // Two installs into one folder destroy each other's work: the second waits, and mostly finds everything there.
  let turn;
  while (!(await isInstalled(lock)) && (turn = await takeTurn()) === undefined) {
    await new Promise((done) => setTimeout(done, 250));
  }
  if (!(await isInstalled(lock))) await install();
  turn?.close();
  await keepOwnNode();
};

const install = async () => {
  say('Installing dependencies (once, about half a minute) …');
  const began = performance.now();
  const code = await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel', 'error']);
  if (code !== 0) giveUp('npm ci did not finish; its own message stands above. Check the connection and run the command again.');
  await makeExecutable();
  say(`Dependencies are there (${((performance.now() - began) / 1000).toFixed(0)} s).`);
};
