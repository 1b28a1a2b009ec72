import type { Stage } from './stage.ts';

/** One thing, and then so much time. */
export interface Happening {
  readonly what: string;
  readonly act: (stage: Stage) => Promise<void> | void;
  readonly thenMs: number;
}

/** What happens in place of the dice, where chance seldom comes to it. The checkers look after each. */
export type Scene = readonly Happening[];

export const happening = (what: string, act: Happening['act'], thenMs = 1000): Happening => ({ what, act, thenMs });

/** A thing and its time, with the member's app attending before and after. */
export async function happen(stage: Stage, { what, act, thenMs }: Happening): Promise<void> {
  const { world, anna } = stage;
  world.record.say(world.clock.nowMs, what);
  await act(stage);
  await anna.attend();
  await world.clock.pass(thenMs);
  await anna.attend();
}
