import { lookUp, withListed, type LogFinding, type LogMemory } from '@latchkey/log';
import { toBase64url } from '@latchkey/protocol';
import { remember, type Core } from './core.ts';
import type { PublicLogPort } from './ports.ts';

/** A tree that the hub has seen is durable after an hour at the latest, and at once with every restart of the process. */
const KEEP_EVERY_MS = 3_600_000;
const LOOK_EVERY_MS = 600_000;

interface Looked {
  readonly seq: number;
  readonly hash: Uint8Array;
}

type Broken = Exclude<LogFinding['kind'], 'kept' | 'absent'> | 'missing';
/** Proven by two signatures of the log itself; the others may be a server that had a bad minute, and have to be found twice. */
const proven: ReadonlySet<Broken> = new Set(['forked', 'shrunk']);

/** The hub as a reader of the server's public log, docs/protocol/log.md: it believes nothing else of it, and nothing of it moves a bolt. */
export class LogWatch {
  readonly #core: Core;
  readonly #port: PublicLogPort;
  readonly #keptUpTo: () => number;
  /** Whose log the rest is about; empty before the first look. */
  #at = '';
  #memory: LogMemory | undefined;
  #keptMs = -Infinity;
  #lookedMs = -Infinity;
  #looking = false;
  /** Handed in, and not in the log the last time. */
  #awaited: Looked | undefined;
  #suspected: Broken | undefined;
  #told: Broken | undefined;

  /** `keptUpTo`: the newest receipt that the server says it keeps. */
  constructor(core: Core, port: PublicLogPort, keptUpTo: () => number) {
    this.#core = core;
    this.#port = port;
    this.#keptUpTo = keptUpTo;
  }

  /** The newest of it that this hub believed; undefined: none yet. */
  get checkpoint(): string | undefined {
    this.#turnTo(this.#port.at);
    return this.#memory?.checkpoint;
  }

  /** Asked every few seconds: a log that was never seen is looked for at once, another every ten minutes. A server that does not answer is no finding. */
  look(): void {
    this.#turnTo(this.#port.at);
    const now = this.#core.clock.monotonicMs();
    if (
      this.#looking ||
      !this.#core.line.connected ||
      (this.#memory !== undefined && now - this.#lookedMs < LOOK_EVERY_MS)
    )
      return;
    const wanted = this.#awaited ?? this.#newest();
    if (wanted === undefined) return;
    this.#lookedMs = now;
    this.#looking = true;
    this.#find(wanted)
      .catch((error: unknown) => this.#core.log.info({ error: String(error) }, 'the public log was not reached'))
      .finally(() => (this.#looking = false));
  }

  /** The hub has another server: its log is another one, of which nothing is known or suspected. */
  #turnTo(at: string): void {
    if (at === this.#at) return;
    this.#at = at;
    this.#memory = this.#core.memory.publicLogs.get(at);
    this.#keptMs = -Infinity;
    this.#lookedMs = -Infinity;
    this.#awaited = undefined;
    this.#clear();
  }

  /** What was found is of the server that the hub has now. */
  #isStill(at: string): boolean {
    return this.#at === at && this.#port.at === at;
  }

  #newest(): Looked | undefined {
    const seq = this.#keptUpTo();
    const hash = seq < 1 ? undefined : this.#core.memory.hashAt(seq);
    return hash === undefined ? undefined : { seq, hash };
  }

  async #find(wanted: Looked): Promise<void> {
    const { p } = this.#core;
    const at = this.#at;
    const before = await this.#before();
    const effects = { sha256: (bytes: Uint8Array) => p.sha256(bytes), verify: this.#port.verify };
    const found = await lookUp(effects, this.#port.source, before, wanted.hash, toBase64url(wanted.hash));
    if (!this.#isStill(at)) return;
    if (found.kind === 'kept' || found.kind === 'absent') await this.#keep(found.memory);
    if (!this.#isStill(at)) return;
    const waited = this.#awaited !== undefined;
    this.#awaited = found.kind === 'absent' ? wanted : undefined;
    if (found.kind === 'kept' || (found.kind === 'absent' && !waited)) {
      this.#clear();
      return;
    }
    const broken = found.kind === 'absent' ? 'missing' : found.kind;
    if (found.kind === 'forked' || found.kind === 'shrunk')
      this.#core.log.error(
        { before: found.before, now: found.now },
        'the public log contradicts itself: both are signed by it',
      );
    await this.#doubt(broken);
  }

  /** The log's first key stays, and its witnesses only come to be more; a server that does not say has none to add. */
  async #before(): Promise<LogMemory> {
    const known = this.#memory;
    if (known === undefined) return { ...(await this.#port.readKeys()), checkpoint: '' };
    const said = await this.#port.readKeys().catch(() => undefined);
    return said === undefined ? known : withListed((bytes) => this.#core.p.sha256(bytes), known, said.witnesses);
  }

  #clear(): void {
    this.#suspected = undefined;
    this.#told = undefined;
  }

  /** Once for each kind, until the log is whole again: a lying server fills no journal. */
  async #doubt(broken: Broken): Promise<void> {
    const again = this.#suspected === broken;
    this.#suspected = broken;
    if (this.#told === broken || !(again || proven.has(broken) || broken === 'missing')) return;
    this.#told = broken;
    await this.#core.receipts.add({ event: 'log-doubted', detail: { cause: broken } });
  }

  async #keep(memory: LogMemory): Promise<void> {
    const grown = memory.checkpoint !== this.#memory?.checkpoint;
    const named = memory.witnesses.length > (this.#memory?.witnesses.length ?? 0);
    this.#memory = memory;
    const now = this.#core.clock.monotonicMs();
    if (!named && (!grown || now - this.#keptMs < KEEP_EVERY_MS)) return;
    this.#keptMs = now;
    const { log, witnesses, checkpoint } = memory;
    await remember(this.#core, { t: 'public-log', at: this.#at, log, witnesses: [...witnesses], checkpoint });
  }
}
