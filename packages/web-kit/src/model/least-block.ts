import type { BlockView } from './block-view.ts';

type Kind = BlockView['kind'];
type Of<K extends Kind> = Extract<BlockView, { kind: K }>;

/** From what has come least far. One that was never pressed, beside others that the door confirmed, leaves something open. */
const furthest: readonly Kind[] = ['not-sent', 'sending', 'not-confirmed', 'sent', 'none', 'confirmed'];

/** What may be said of several blocks that belong together: never more than of the one that has come least far (P3). */
export const leastBlock = (views: readonly BlockView[]): BlockView => {
  const kind = furthest.find((one) => views.some((view) => view.kind === one)) ?? 'none';
  if (kind === 'not-confirmed') return latestEnd(of(views, kind));
  if (kind === 'confirmed') return allConfirmed(of(views, kind));
  return views.find((view) => view.kind === kind) ?? { kind: 'none' };
};

const of = <K extends Kind>(views: readonly BlockView[], kind: K): readonly Of<K>[] =>
  views.filter((view): view is Of<K> => view.kind === kind);

/** From the least that is known. */
const weakest = ['while-others-vouch', 'unless-server-lies', 'at-the-latest'] as const;

/** An end that nobody can name is later than any other, and a condition on one of them is a condition on all. */
const latestEnd = (views: readonly Of<'not-confirmed'>[]): BlockView => {
  const endsByMs = Math.max(...views.map((view) => view.endsByMs ?? Infinity));
  return {
    kind: 'not-confirmed',
    lastAnsweredMs: views[0]?.lastAnsweredMs,
    answering: views.every(({ answering }) => answering),
    endsByMs: endsByMs === Infinity ? undefined : endsByMs,
    bound: weakest.find((one) => views.some(({ bound }) => bound === one)) ?? 'unless-server-lies',
  };
};

/** Confirmed when the last of them was; without a time if the door had none for one of them. */
const allConfirmed = (views: readonly Of<'confirmed'>[]): BlockView => ({
  kind: 'confirmed',
  atS: views.some(({ atS }) => atS === undefined) ? undefined : Math.max(...views.map(({ atS }) => atS ?? 0)),
  begun: views.reduce((sum, { begun }) => sum + begun, 0),
});
