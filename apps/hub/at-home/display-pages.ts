import { createHash, timingSafeEqual } from 'node:crypto';
import type { DisplayPagesPort, Log } from '@latchkey/hub';
import type { Displays } from '@latchkey/server';
import type { routes } from '@latchkey/contract';
import { z } from 'zod';
import { watchSettings, type WatchedSettings } from '../watched-settings.ts';

interface DisplaySettings {
  readonly door: number;
  /** 32 random bytes, base64url. */
  readonly secret: string;
}

/** `DISPLAYS`: the pages that stand beside doors, one object each; docs/operating/doors.md. */
const settings: z.ZodType<readonly DisplaySettings[]> = z
  .array(z.strictObject({ door: z.number().int().min(0).max(255), secret: z.string().regex(/^[\w-]{43}$/) }))
  .max(16);

/** One screen, and those whose line is dead and has not been noticed yet; the oldest goes first. */
const LIMIT_WATCHES = 4;

interface Watch {
  readonly hear: (shows: routes.DisplayShows) => void;
  readonly end: () => void;
}

interface Parts {
  readonly log: Log;
  /** Milliseconds that only rise. */
  readonly nowMs: () => number;
  /** The courier's app, to which a phone is led: what counts stands behind its `#`. */
  readonly courierApp: () => string;
}

/** The displays that are pages of this hub: what each of them shows goes to whoever knows its secret, and nowhere else. */
export class DisplayPages implements DisplayPagesPort, Displays {
  readonly #parts: Parts;
  readonly #settings: WatchedSettings<DisplaySettings>;
  readonly #shown = new Map<number, { readonly fragment: string; readonly untilMs: number }>();
  readonly #watches = new Map<string, Watch[]>();

  private constructor(parts: Parts, list: WatchedSettings<DisplaySettings>) {
    this.#parts = parts;
    this.#settings = list;
  }

  static async open(path: string, parts: Parts, changed: () => void): Promise<DisplayPages> {
    const wrong = 'the settings of the displays cannot be read; no page shows anything';
    const told = () => {
      pages.#endStrangers();
      changed();
    };
    const list = await watchSettings(path, settings, { log: parts.log, wrong, changed: told });
    const pages = new DisplayPages(parts, list);
    return pages;
  }

  stop(): void {
    this.#settings.stop();
  }

  has(door: number): boolean {
    return this.#settings.all().some((one) => one.door === door);
  }

  doors(): Iterable<number> {
    return this.#settings.all().map(({ door }) => door);
  }

  show(door: number, fragment: string | null, forMs: number): void {
    if (fragment === null) this.#shown.delete(door);
    else this.#shown.set(door, { fragment, untilMs: this.#parts.nowMs() + forMs });
    for (const one of this.#settings.all().filter((display) => display.door === door))
      for (const { hear } of this.#watches.get(one.secret) ?? []) hear(this.#shows(door));
  }

  knows(secret: string): boolean {
    return this.#find(secret) !== undefined;
  }

  watch(secret: string, hear: Watch['hear'], end: Watch['end']): () => void {
    const display = this.#find(secret);
    if (display === undefined) {
      end();
      return () => undefined;
    }
    const watch = { hear, end };
    const own = [...(this.#watches.get(display.secret) ?? []), watch];
    if (own.length > 1)
      this.#parts.log.warn({ door: display.door, screens: own.length }, 'more than one screen shows this display');
    for (const oldest of own.splice(0, own.length - LIMIT_WATCHES)) oldest.end();
    this.#watches.set(display.secret, own);
    hear(this.#shows(display.door));
    return () => this.#leave(display.secret, watch);
  }

  /** What is left of what was shown last. */
  #shows(door: number): routes.DisplayShows {
    const shown = this.#shown.get(door);
    const leftMs = shown === undefined ? 0 : Math.floor(shown.untilMs - this.#parts.nowMs());
    if (shown === undefined || leftMs <= 0) return { door, link: null, forMs: 0 };
    return { door, link: `${this.#parts.courierApp()}#${shown.fragment}`, forMs: leftMs };
  }

  #find(secret: string): DisplaySettings | undefined {
    return this.#settings.all().find((one) => timingSafeEqual(hashOf(one.secret), hashOf(secret)));
  }

  #leave(secret: string, watch: Watch): void {
    const rest = (this.#watches.get(secret) ?? []).filter((one) => one !== watch);
    if (rest.length === 0) this.#watches.delete(secret);
    else this.#watches.set(secret, rest);
  }

  /** Whatever the settings name no more, or name for another door, begins anew or not at all. */
  #endStrangers(): void {
    for (const door of this.#shown.keys()) if (!this.has(door)) this.#shown.delete(door);
    for (const own of [...this.#watches.values()]) for (const { end } of [...own]) end();
  }
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
