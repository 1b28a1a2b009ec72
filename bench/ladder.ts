import type { Rung } from './stage/load.ts';

/** Of the knocks that were to be sent a second; a generator that comes too late measures another load. */
const ENOUGH = 0.95;
const LIMIT_MS = 240_000;

/** Every door opened, and the load was the one that was wanted. */
export const held = ({ refused, perSecond }: Pick<Rung, 'refused' | 'perSecond'>, wanted: number): boolean =>
  refused.size === 0 && perSecond >= ENOUGH * wanted;

interface Climbing<R> {
  /** One load, so many knocks a second. */
  readonly climb: (perSecond: number) => Promise<R>;
  /** Until the homes of the last one are free again. */
  readonly rest: () => Promise<void>;
  readonly nowMs: () => number;
  readonly say: (line: string) => void;
}

/** From the most that is wanted downwards by halves: the first load that holds. @throws where none does in four minutes */
export const climbDown = async <R extends Pick<Rung, 'refused' | 'perSecond'>>(
  most: number,
  { climb, rest, nowMs, say }: Climbing<R>,
): Promise<R> => {
  const first = nowMs();
  for (let perSecond = most; perSecond >= 1; perSecond = Math.floor(perSecond / 2)) {
    try {
      const rung = await climb(perSecond);
      if (held(rung, perSecond)) return rung;
    } catch (error) {
      say(`not held: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (nowMs() - first > LIMIT_MS) break;
    await rest();
  }
  throw new Error('no load at which every door opened');
};
