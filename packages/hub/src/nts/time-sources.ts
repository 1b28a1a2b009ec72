import { agreementOf, type Agreement } from './agreement.ts';
import type { NamedSource, NtsEffects } from './ports.ts';
import { NtsSource, type SourceFailure } from './source.ts';

export interface Asked {
  /** Absent: they did not agree. */
  readonly agreement?: Agreement;
  /** By name, of those that gave no reading. */
  readonly failed: Readonly<Record<string, SourceFailure>>;
}

/** No certificate of today, and no release of this program, is older: eras of NTP are told apart by it. */
const NEAR_S = Date.UTC(2026, 0, 1) / 1000;

/** The sources that a hub's settings name. */
export class TimeSources {
  readonly #sources: readonly { readonly host: string; readonly source: NtsSource }[];
  readonly #effects: NtsEffects;

  constructor(named: readonly NamedSource[], effects: NtsEffects) {
    this.#sources = named.map((one) => ({ host: one.host, source: new NtsSource(one, effects) }));
    this.#effects = effects;
  }

  /** Asks each once, all at the same time. Never rejects. `floorS`: unix seconds, the highest trusted second ever journalled. */
  async ask(floorS: number): Promise<Asked> {
    const near = Math.max(floorS, NEAR_S);
    const said = await Promise.all(
      this.#sources.map(async ({ host, source }) => ({ host, read: await source.read(near) })),
    );
    const readings = said.map(({ read }) => read).filter((read) => typeof read !== 'string');
    const failed = said.flatMap(({ host, read }) => (typeof read === 'string' ? [[host, read] as const] : []));
    const agreement = agreementOf(readings, this.#sources.length, this.#effects.clock.monotonicMs());
    return { failed: Object.fromEntries(failed), ...(agreement === undefined ? {} : { agreement }) };
  }
}
