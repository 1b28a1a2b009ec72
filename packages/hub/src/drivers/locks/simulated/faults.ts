/** What can be wrong with one door's hardware. All of it can be changed while things move. */
export interface Faults {
  /** The motor cannot pass this place of the bolt (of the leaf, for a garage). */
  readonly jamAtPercent: number | null;
  /** The bolt meets the edge of the strike; a garage never reaches its floor switch. */
  readonly misaligned: boolean;
  /** Ordered to lock, the lock moves nothing and reports the bolt as thrown. */
  readonly liar: boolean;
  readonly contactStuck: 'open' | 'closed' | null;
  /** The contact chatters for a moment each time the leaf meets or leaves the frame. */
  readonly bouncing: boolean;
  readonly losesReports: boolean;
  readonly losesCommands: boolean;
  /** A sleepy radio: commands reach the motor this much later. */
  readonly radioDelayMs: number;
  readonly ackDelayMs: number;
  readonly batteryPercent: number;
}

export const noFaults: Faults = {
  jamAtPercent: null,
  misaligned: false,
  liar: false,
  contactStuck: null,
  bouncing: false,
  losesReports: false,
  losesCommands: false,
  radioDelayMs: 0,
  ackDelayMs: 0,
  batteryPercent: 92,
};

/** Below this the motor is slow; at zero it does not move. */
export const weakBatteryPercent = 15;
