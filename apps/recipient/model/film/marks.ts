import type { StoryLine } from '../evidence/story.ts';

/** An event on the film's timeline. */
export interface FilmMark {
  readonly line: StoryLine;
  /** Milliseconds from the film's beginning. */
  readonly positionMs: number;
}

/**
 * Where the verified events lie on the film. Receipts count whole seconds and the film milliseconds, so an event may seem to
 * lie up to a second before the beginning: it is moved to it.
 */
export const filmMarks = (lines: readonly StoryLine[], startedMs: number, durationMs: number): readonly FilmMark[] =>
  lines
    .filter(({ weight, atS }) => weight === 'main' && atS !== undefined)
    .map((line) => ({ line, positionMs: Math.max(0, (line.atS ?? 0) * 1000 - startedMs) }))
    .filter(({ line, positionMs }) => (line.atS ?? 0) * 1000 > startedMs - 2000 && positionMs <= durationMs + 1000)
    .map((mark) => ({ ...mark, positionMs: Math.min(mark.positionMs, durationMs) }));
