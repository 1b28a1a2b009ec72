import { z } from 'zod';

/** Hands at the demo's doors: what a person or a robot does with a body. Nothing here can move a bolt. */
export interface Hands {
  readonly push: (door: number) => Promise<void>;
  readonly pull: (door: number) => Promise<void>;
  /** Whether the leaf has to be moved by hand: a garage door moves itself. */
  readonly movedByHand: (door: number) => Promise<boolean>;
}

const state = z.object({ doors: z.array(z.object({ door: z.number(), kind: z.string() })) });

/** `url` is the demo hardware's, from `GET /api/demo`. */
export const handsAt = (url: string): Hands => {
  const act = async (door: number, what: 'push' | 'pull') => {
    const answered = await fetch(`${url}/api/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'hand', door, act: { act: what } }),
    });
    if (!answered.ok) throw new Error(`The demo hardware did not let a hand ${what} the door: ${answered.status}.`);
  };
  return {
    push: (door) => act(door, 'push'),
    pull: (door) => act(door, 'pull'),
    movedByHand: async (door) => {
      const answered = await fetch(`${url}/api/state`);
      const read = state.parse(await answered.json());
      return read.doors.find((one) => one.door === door)?.kind !== 'garage';
    },
  };
};
