// Keeps one program running: starts it again when it ends by itself, and gives up when it will not stay.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const patienceMs = 60_000;
const triesInPatience = 5;
const politenessMs = 8_000;

/**
 * `stdin` is a pipe that stays open as long as this process lives: the program ends when it closes, so nothing is left
 * running even after `kill -9` of the launcher.
 */
export const keepRunning = ({ name, file, env, log, say, onGivenUp }) => {
  let child;
  let stopping = false;
  let over = false;
  let tell;
  const first = new Promise((resolve) => (tell = resolve));
  const starts = [];
  /** What the program said last to a person: why it will not stay. */
  let lastWords = '';

  const begin = () => {
    starts.push(performance.now());
    child = spawn(process.execPath, ['--enable-source-maps', file], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    child.stderr.pipe(log, { end: false });
    createInterface({ input: child.stderr }).on('line', (line) => (lastWords = line));
    createInterface({ input: child.stdout }).on('line', (line) => {
      log.write(`${line}\n`);
      tell(readJson(line));
    });
    child.stdin.on('error', () => undefined);
    child.once('exit', ended);
  };

  const ended = (code, signal) => {
    if (stopping) return;
    const recent = starts.filter((at) => performance.now() - at < patienceMs).length;
    // 2 means: told a person what is wrong; trying again would only repeat it.
    if (code === 2 || recent >= triesInPatience) {
      over = true;
      tell(undefined);
      return onGivenUp(lastWords);
    }
    say(`The ${name} ended (${signal ?? `code ${code}`}); starting it again.`);
    setTimeout(() => (stopping ? undefined : begin()), 200);
  };

  const stop = () =>
    new Promise((resolve) => {
      stopping = true;
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return resolve();
      const force = setTimeout(() => child.kill('SIGKILL'), politenessMs);
      child.once('exit', () => {
        clearTimeout(force);
        resolve();
      });
      child.kill('SIGTERM');
    });

  begin();
  return { stop, pid: () => child?.pid, gaveUp: () => over, firstLine: () => first };
};

const readJson = (line) => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};
