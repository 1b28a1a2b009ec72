import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

export interface HubProgram {
  readonly node: string;
  readonly script: string;
  readonly cwd: string;
  /** The environment of one life of the hub: it carries that life's token. */
  readonly environment: () => Record<string, string>;
}

/** A hub that ends by itself is started again, as a box with a watchdog does. */
const restartMs = 1000;
const orderlyMs = 2000;

/**
 * The hub's plug. Pulling it is SIGKILL to the hub and everything it started: no handler runs, nothing is flushed. The hub
 * leads a process group of its own so that this reaches its ffmpeg, and it ends when its standard input does, so that it
 * never outlives this process either.
 */
export class HubPower {
  #child: ChildProcess | undefined;
  #plugged = false;
  #again: NodeJS.Timeout | undefined;
  readonly #program: HubProgram;
  readonly #changed: (why: string) => void;

  constructor(program: HubProgram, changed: (why: string) => void) {
    this.#program = program;
    this.#changed = changed;
  }

  get plugged() {
    return this.#plugged;
  }

  get running() {
    return this.#child !== undefined;
  }

  get pid() {
    return this.#child?.pid;
  }

  plug() {
    if (this.#plugged) return;
    this.#plugged = true;
    this.#start();
  }

  unplug() {
    this.#plugged = false;
    clearTimeout(this.#again);
    this.#killGroup();
    this.#changed('unplugged');
  }

  /** The end of the demo, not a power cut: the hub may finish its sentence. */
  async shutDown() {
    this.#plugged = false;
    clearTimeout(this.#again);
    const child = this.#child;
    if (child === undefined) return;
    const gone = new Promise<void>((done) => child.once('exit', () => done()));
    child.stdin?.end();
    child.kill('SIGTERM');
    const late = setTimeout(() => this.#killGroup(), orderlyMs);
    await gone;
    clearTimeout(late);
  }

  #start() {
    const { node, script, cwd, environment } = this.#program;
    const child = spawn(node, ['--enable-source-maps', script], {
      cwd,
      env: environment(),
      stdio: ['pipe', 2, 2],
      detached: true,
    });
    this.#child = child;
    child.stdin?.on('error', () => {});
    child.on('error', () => this.#ended(child, 'could not be started'));
    child.on('exit', (code, signal) => this.#ended(child, `ended (${signal ?? String(code)})`));
    this.#changed('started');
  }

  #ended(child: ChildProcess, how: string) {
    if (this.#child !== child) return;
    this.#killGroup();
    this.#child = undefined;
    this.#changed(how);
    if (this.#plugged) this.#again = setTimeout(() => this.#start(), restartMs);
  }

  /** The whole group; one that is gone already is what was wanted. */
  #killGroup() {
    const pid = this.#child?.pid;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      /* ESRCH: nobody is left in the group. */
    }
  }
}
