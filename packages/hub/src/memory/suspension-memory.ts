import { countingRoster, rests, stands, type EventName, type RosterState, type Suspended } from '@latchkey/protocol';

/** What the journal says of suspensions (docs/protocol/22-suspension.md): those that stand, and those that rest. */
export class SuspensionMemory {
  /** By the hex kid of the device that it is about. */
  readonly all = new Map<string, Suspended>();
  /** Those of which a receipt said last that they began. */
  readonly told = new Set<string>();
  #roster: RosterState | undefined;
  #counting: RosterState | undefined;

  /** Whoever counts here now. */
  counting(roster: RosterState): RosterState {
    if (this.#counting === undefined || this.#roster !== roster) {
      this.#roster = roster;
      this.#counting = countingRoster(roster, this.all);
    }
    return this.#counting;
  }

  stands(kid: string): boolean {
    const one = this.all.get(kid);
    return one !== undefined && stands(one);
  }

  begin(kid: string, by: string): void {
    this.all.set(kid, { by, ranMs: 0 });
    this.#counting = undefined;
  }

  /** Ended before its time: it rests from nothing. */
  lift(kid: string): void {
    this.all.delete(kid);
    this.#counting = undefined;
  }

  ran(ms: number): void {
    for (const [kid, one] of [...this.all]) {
      const later = { ...one, ranMs: one.ranMs + ms };
      if (rests(later)) this.all.set(kid, later);
      else this.all.delete(kid);
    }
    this.#counting = undefined;
  }

  /** A receipt is in the journal. */
  said(event: EventName, kid: string): void {
    if (event === 'suspended') this.told.add(kid);
    else this.told.delete(kid);
  }

  /** The household has left. */
  forget(): void {
    this.all.clear();
    this.told.clear();
    this.#counting = undefined;
  }
}
