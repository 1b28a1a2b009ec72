import type { ChildProcess } from 'node:child_process';
import { open, readFile, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { CannotStart } from './cannot-start.ts';
import type { Binaries } from './binaries.ts';
import type { Owner } from './cluster-folder.ts';
import { GUARD, STILL_IN_USE } from './guard.ts';
import { findOrphan, isReady, pidFileIn, pidOf } from './pid-file.ts';
import { socketLockIn, type Places } from './places.ts';
import { exitOf, start } from './program.ts';
import { postgresArguments } from './settings.ts';

const LIMIT_LOG_BYTES = 8 * 1024 * 1024;
/** Crash recovery replays at most `max_wal_size`; a minute is for slow disks. */
const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 5;
/** So many ends without having been ready in between, and it is given up. */
const TRIES = 5;
const BETWEEN_TRIES_MS = 300;

export interface Watcher {
  /** Something an operator should know. */
  readonly note: (text: string, fields?: Readonly<Record<string, unknown>>) => void;
  /** PostgreSQL does not stay up; a sentence for a person. */
  readonly onLost: (sentence: string) => void;
}

/** One PostgreSQL on one folder, kept running until `stop`. */
export class EmbeddedPostgres {
  readonly #places: Places;
  readonly #binaries: Binaries;
  readonly #owner: Owner;
  readonly #watcher: Watcher;
  #guard: ChildProcess | undefined;
  #ended: Promise<number> = Promise.resolve(0);
  #stopping = false;

  constructor(places: Places, binaries: Binaries, owner: Owner, watcher: Watcher) {
    this.#places = places;
    this.#binaries = binaries;
    this.#owner = owner;
    this.#watcher = watcher;
  }

  /** Resolves when it takes connections. @throws CannotStart */
  async start(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const code = await this.#startOnce();
      if (code === undefined) return;
      if (attempt === TRIES || this.#isStopping()) throw new CannotStart(await this.#sentence(code));
      await pause(BETWEEN_TRIES_MS);
    }
  }

  /** The postmaster's process id. */
  pid(): Promise<number | undefined> {
    return pidOf(this.#places.data);
  }

  /** Shuts down in order: every connection is ended, everything is on disk. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#guard?.stdin?.end();
    await this.#ended;
  }

  /** Undefined when ready, otherwise the exit code. */
  async #startOnce(): Promise<number | undefined> {
    const orphan = await findOrphan(this.#places.data);
    const log = await this.#openLog();
    if (this.#isStopping()) {
      await log.close();
      return 0;
    }
    if (orphan !== undefined) this.#watcher.note('ending a PostgreSQL that an earlier server left', { pid: orphan });
    const { data, lock } = this.#places;
    const earlier = [lock, String(orphan ?? ''), pidFileIn(data), socketLockIn(this.#places), '--'];
    const guard = start({
      command: '/bin/sh',
      args: ['-c', GUARD, 'guard', ...earlier, this.#binaries.postgres, ...postgresArguments(this.#places)],
      cwd: this.#places.folder,
      log: log.fd,
      ...(this.#owner.dropped ? { account: this.#owner.account } : {}),
    });
    this.#guard = guard;
    this.#ended = exitOf(guard);
    guard.stdin?.on('error', () => undefined);
    await log.close();
    const code = await Promise.race([this.#ready(guard), this.#ended]);
    if (code === undefined) void this.#ended.then(() => this.#again(guard));
    return code;
  }

  async #ready(guard: ChildProcess): Promise<undefined> {
    const end = performance.now() + READY_WITHIN_MS;
    while (!(await isReady(this.#places.data, guard.pid ?? 0))) {
      if (guard.exitCode !== null || guard.signalCode !== null) return new Promise(() => undefined);
      if (performance.now() > end)
        throw new CannotStart(`PostgreSQL is not ready after ${READY_WITHIN_MS / 1000} s; see ${this.#places.log}.`);
      await pause(LOOK_EVERY_MS);
    }
    return undefined;
  }

  /** It died under us: it recovers from its log, and the same socket answers again. */
  async #again(guard: ChildProcess): Promise<void> {
    guard.stdin?.end();
    if (this.#isStopping()) return;
    this.#watcher.note('PostgreSQL ended by itself; starting it again');
    try {
      await this.start();
      this.#watcher.note('PostgreSQL is back');
    } catch (error) {
      if (!this.#isStopping()) this.#watcher.onLost(error instanceof Error ? error.message : String(error));
    }
  }

  /** Asked as a function, because it changes while something else is awaited. */
  #isStopping(): boolean {
    return this.#stopping;
  }

  async #openLog() {
    const size = await stat(this.#places.log).then(
      (found) => found.size,
      () => 0,
    );
    return open(this.#places.log, size > LIMIT_LOG_BYTES ? 'w' : 'a', 0o600);
  }

  async #sentence(code: number): Promise<string> {
    const { folder, log } = this.#places;
    if (code === STILL_IN_USE) {
      return `Processes of an earlier PostgreSQL still use ${folder}. Wait for them, or end them.`;
    }
    const said = (await readFile(log, 'utf8').catch(() => '')).split('\n').findLast((line) => line.includes('FATAL:'));
    const reason = said?.replace(/^.*FATAL:\s*/, '') ?? `it ended with code ${code}`;
    return `PostgreSQL does not start: ${reason}. More is in ${log}.`;
  }
}
