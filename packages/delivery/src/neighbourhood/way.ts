import { apartM, metresFrom, pointAt, type GeoPoint, type Metres } from '../ground.ts';
import type { Crossing } from './grid.ts';
import type { Neighbourhood } from './neighbourhood.ts';

interface Segment {
  readonly from: Crossing;
  readonly to: Crossing;
}

const keyOf = ({ i, j }: Crossing) => `${i}/${j}`;

/** Along the streets from one point to another: where a van drives. Ends included. */
export const wayBetween = (here: Neighbourhood, from: GeoPoint, to: GeoPoint): readonly GeoPoint[] => {
  const start = metresFrom(here.origin, from);
  const end = metresFrom(here.origin, to);
  const segments = segmentsOf(here);
  const [out, into] = [nearest(here, segments, start), nearest(here, segments, end)];
  const middle = out.segment === into.segment ? [] : shortest(here, segments, out, into);
  return [start, out.at, ...middle, into.at, end].map((metres) => pointAt(here.origin, metres));
};

const segmentsOf = ({ streets }: Neighbourhood): readonly Segment[] =>
  streets.flatMap(({ crossings }) => crossings.slice(1).map((to, index) => ({ from: crossings[index] ?? to, to })));

interface Foot {
  readonly segment: Segment;
  readonly at: Metres;
}

/** The nearest spot on any street. */
const nearest = ({ placeOf }: Neighbourhood, segments: readonly Segment[], point: Metres): Foot => {
  let best: (Foot & { away: number }) | undefined;
  for (const segment of segments) {
    const at = footOn(placeOf(segment.from), placeOf(segment.to), point);
    const away = apartM(at, point);
    if (best === undefined || away < best.away) best = { segment, at, away };
  }
  if (best === undefined) throw new RangeError('a neighbourhood without streets');
  return best;
};

const footOn = (a: Metres, b: Metres, point: Metres): Metres => {
  const [x, y] = [b.x - a.x, b.y - a.y];
  const along = ((point.x - a.x) * x + (point.y - a.y) * y) / Math.max(x * x + y * y, 1e-6);
  const share = Math.min(1, Math.max(0, along));
  return { x: a.x + x * share, y: a.y + y * share };
};

/** Dijkstra over the few dozen crossings. */
const shortest = (here: Neighbourhood, segments: readonly Segment[], out: Foot, into: Foot): readonly Metres[] => {
  const { placeOf } = here;
  const reached = new Map<string, { readonly far: number; readonly before: Crossing | undefined }>();
  const open = new Map<string, Crossing>();
  const reach = (crossing: Crossing, far: number, before: Crossing | undefined) => {
    const known = reached.get(keyOf(crossing));
    if (known !== undefined && known.far <= far) return;
    reached.set(keyOf(crossing), { far, before });
    open.set(keyOf(crossing), crossing);
  };
  const farOf = (crossing: Crossing) => reached.get(keyOf(crossing))?.far ?? Infinity;
  for (const end of [out.segment.from, out.segment.to]) reach(end, apartM(out.at, placeOf(end)), undefined);
  while (open.size > 0) {
    const next = [...open.values()].reduce((a, b) => (farOf(b) < farOf(a) ? b : a));
    open.delete(keyOf(next));
    for (const { from, to } of segments) {
      const other = keyOf(from) === keyOf(next) ? to : keyOf(to) === keyOf(next) ? from : undefined;
      if (other !== undefined) reach(other, farOf(next) + apartM(placeOf(next), placeOf(other)), next);
    }
  }
  const total = (end: Crossing) => farOf(end) + apartM(placeOf(end), into.at);
  const { from, to } = into.segment;
  const way: Crossing[] = [];
  let at: Crossing | undefined = total(from) < total(to) ? from : to;
  while (at !== undefined) {
    way.unshift(at);
    at = reached.get(keyOf(at))?.before;
  }
  return way.map(placeOf);
};
