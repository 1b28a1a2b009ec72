import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { start } from './start.ts';
import { unixClock } from './power/unix-clock.ts';
import { readSettings } from './settings.ts';
import { TakenPort } from './taken-port.ts';

const say = (line: string) => process.stderr.write(`hardware: ${line}\n`);

/** The longest delay that a timer takes; a due time beyond it is looked at again then. */
const longestTimerMs = 86_400_000;

const effects = {
  time: {
    nowMs: () => performance.now(),
    at: (ms: number, task: () => void) => {
      const timer = setTimeout(task, Math.min(longestTimerMs, Math.max(0, ms - performance.now())));
      return () => clearTimeout(timer);
    },
  },
  wallMs: () => Date.now(),
  steadyUnixMs: unixClock(
    () => performance.now(),
    () => Date.now(),
  ),
  draw: () => Math.random(),
  random: (bytes: number) => randomBytes(bytes),
  log: say,
  inherited: Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ),
};

const run = async () => {
  const running = await start(readSettings(process.env, process.cwd()), effects);
  let ending: Promise<void> | undefined;
  const end = (why: string) => {
    ending ??= (async () => {
      say(`ending (${why})`);
      await running.stop();
      process.exit(0);
    })();
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
  process.on('disconnect', () => end('the launcher is gone'));
  process.stdin.on('end', () => end('standard input closed'));
  process.stdin.on('close', () => end('standard input closed'));
  process.stdin.on('error', () => end('standard input failed'));
  process.stdin.resume();
  const addresses = await running.addresses();
  process.stdout.write(`${JSON.stringify({ ready: true, ...addresses })}\n`);
};

run().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exit(error instanceof TakenPort ? 2 : 1);
});
