const KEPT_UNDER = 'latchkey-display';
const form = /^#([\w-]{43})$/;

interface Place {
  readonly hash: string;
  readonly clear: () => void;
}

/** From the address once, and from then on from this browser: what stands in an address bar at a door is photographed. */
export const secretOf = (place: Place, kept: Pick<Storage, 'getItem' | 'setItem'>): string | undefined => {
  const [, said] = form.exec(place.hash) ?? [];
  if (said !== undefined) {
    kept.setItem(KEPT_UNDER, said);
    place.clear();
  }
  return said ?? kept.getItem(KEPT_UNDER) ?? undefined;
};
