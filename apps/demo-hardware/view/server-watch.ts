import { routes } from '@latchkey/contract';

export type ServerSays = routes.Beliefs;

const everyMs = 1000;
const patienceMs = 800;

/** Asks the server once a second what it believes. Silence is an answer too: then there is nothing to show. */
export class ServerWatch {
  #says: ServerSays | undefined;
  #atMs = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #url: string;
  readonly #nowMs: () => number;
  readonly #changed: () => void;

  constructor(serverUrl: string, nowMs: () => number, changed: () => void) {
    this.#url = serverUrl + routes.readBeliefs.path;
    this.#nowMs = nowMs;
    this.#changed = changed;
  }

  start() {
    const ask = async () => {
      this.#says = await this.#ask();
      this.#atMs = this.#nowMs();
      this.#changed();
      this.#timer = setTimeout(() => void ask(), everyMs);
    };
    void ask();
  }

  stop() {
    clearTimeout(this.#timer);
  }

  /** What it said, and how long ago; undefined while it does not answer. */
  says() {
    return this.#says === undefined ? undefined : { ageMs: this.#nowMs() - this.#atMs, says: this.#says };
  }

  async #ask(): Promise<ServerSays | undefined> {
    try {
      const response = await fetch(this.#url, { signal: AbortSignal.timeout(patienceMs) });
      if (!response.ok) return response.status < 500 ? {} : undefined;
      return routes.beliefs.safeParse(await response.json()).data ?? {};
    } catch {
      return undefined;
    }
  }
}
