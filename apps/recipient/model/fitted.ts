import type { State } from '@latchkey/protocol';

/** What the hub's newest signed state says that this door has, beside its camera, to prove presence by; 0 where it said nothing. */
export const fittedAt = (state: Pick<State, 'doors'> | undefined, door: number): number =>
  state?.doors.find((one) => one.door === door)?.presence ?? 0;
