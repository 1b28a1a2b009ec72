import { PRESENCE_SHOWN_MS, presenceCode } from '@latchkey/protocol';
import type { Core } from './core.ts';
import { visited } from './visits.ts';

/** What the hub's display shows to whoever pressed its button, and nobody else knows (docs/protocol/22-suspension.md). */
export class Presence {
  readonly #core: Core;
  /** The display shows something else now. */
  readonly #show: () => void;
  #shown: { readonly code: string; readonly untilMs: number } | undefined;

  constructor(core: Core, show: () => void) {
    this.#core = core;
    this.#show = show;
  }

  /** For the display. */
  get code(): string | undefined {
    const shown = this.#shown;
    return shown !== undefined && this.#core.clock.monotonicMs() < shown.untilMs ? shown.code : undefined;
  }

  /** Somebody beside the hub pressed its button: they read what nobody else can. */
  pressed(): void {
    const core = this.#core;
    const may = core.memory.paired && !visited(core);
    this.#shown = may
      ? { code: presenceCode(core.random(12)), untilMs: core.clock.monotonicMs() + PRESENCE_SHOWN_MS }
      : undefined;
    this.#show();
  }

  /** Before anything else: what is proven once is proven for nothing else, whatever the disk does. */
  spend(): void {
    this.#shown = undefined;
    this.#show();
  }

  /** Every second. */
  look(): void {
    if (this.#shown !== undefined && this.code === undefined) this.spend();
  }
}
