import type { Intent } from '../journal/entry.ts';

/** What the journal says of uses: what was taken, what was begun and is not over. None of it ends with a household: a use that was taken must not come back. */
export class UseMemory {
  /** By grant's cti: the grant that it stands for. */
  readonly ctis = new Map<string, string>();
  /** By name: how often. */
  readonly taken = new Map<string, number>();
  readonly slots = new Set<string>();
  /** By tag: the highest reading that a verified knock brought. */
  readonly taps = new Map<string, number>();
  readonly voidTags = new Set<string>();
  /** By id. */
  readonly open = new Map<string, Intent>();

  begin(intent: Intent): void {
    this.open.set(intent.id, intent);
    for (const name of intent.uses) this.taken.set(name, (this.taken.get(name) ?? 0) + 1);
    if (intent.cti !== undefined && intent.grant !== undefined) this.ctis.set(intent.cti, intent.grant);
    if (intent.slot !== undefined) this.slots.add(intent.slot);
    if (intent.tap !== undefined) this.tapped(intent.tap);
  }

  /** It moved nothing: its uses are given back. */
  callOff(id: string): void {
    for (const name of this.open.get(id)?.uses ?? []) {
      const left = (this.taken.get(name) ?? 1) - 1;
      if (left > 0) this.taken.set(name, left);
      else this.taken.delete(name);
    }
    this.open.delete(id);
  }

  settle(id: string): void {
    this.open.delete(id);
  }

  voidAll(tags: readonly string[]): void {
    for (const tag of tags) this.voidTags.add(tag);
  }

  tapped({ tag, counter }: NonNullable<Intent['tap']>): void {
    this.taps.set(tag, Math.max(this.taps.get(tag) ?? 0, counter));
  }
}
