import { SUSPENSION_MS, toHex } from '@latchkey/protocol';
import {
  createCell,
  type HeardState,
  type Observable,
  type ReceiptStory,
  type Shelf,
  type Standing,
  type VerifiedReceipt,
} from '@latchkey/web-kit/model';

/** Where this device remembers since when it knows that it is suspended. */
export const suspendedName = 'suspended-since';

export interface SuspendedMember {
  /** Hex. */
  readonly kid: string;
  readonly leftS: number;
  /** Unix milliseconds, on this device's clock, if the hub goes on running: it counts its own running time. */
  readonly untilMs: number;
  /** Hex kid of the device that suspended it, by the hub's receipt; undefined while that one is not here. */
  readonly by: string | undefined;
  /** Whether this device may end it, beside the hub. */
  readonly mayEnd: boolean;
}

interface Known {
  readonly ownKid: string;
  readonly admin: boolean;
}

/** Who does not count for now, by the hub's signed state, and by whom, by its receipts. */
export const suspendedMembers = (
  heard: HeardState | undefined,
  receipts: readonly VerifiedReceipt[],
  { ownKid, admin }: Known,
): readonly SuspendedMember[] =>
  (heard?.state.suspended ?? []).map((one) => {
    const kid = toHex(one.kid);
    const by = suspenderOf(receipts, kid);
    const untilMs = (heard?.askedWallMs ?? 0) + one.leftS * 1000;
    return { kid, leftS: one.leftS, untilMs, by, mayEnd: kid !== ownKid && (admin || by === ownKid) };
  });

/** By the newest word about it that is here; after one that it is over, nobody is named for the next. */
const suspenderOf = (receipts: readonly VerifiedReceipt[], kid: string): string | undefined => {
  const newest = receipts.findLast(
    ({ claims: { event, detail } }) =>
      (event === 'suspended' || event === 'suspension-over') &&
      detail?.member !== undefined &&
      toHex(detail.member) === kid,
  )?.claims;
  const by = newest?.event === 'suspended' ? newest.detail?.kid : undefined;
  return by === undefined ? undefined : toHex(by);
};

export interface OwnSuspension {
  /** Unix milliseconds: not after this, if the hub goes on running. */
  readonly untilMs: number;
  /** Hex kid of the device that suspended this one, by the hub's receipt; undefined while that one never came here. */
  readonly by: string | undefined;
}

interface Ends {
  readonly standing: Observable<Standing>;
  readonly heard: Observable<HeardState | undefined>;
  readonly story: Observable<Pick<ReceiptStory, 'receipts'>>;
  readonly shelf: Shelf;
  readonly ownKid: string;
  readonly wallMs: () => number;
}

/**
 * Whether this device itself is suspended, until when at the latest, and by whom. The hub's signed state and receipts know it exactly; once the server
 * has ended the session there is only its word, and the moment at which this device first heard it: what began before that ends before that and three
 * days. What is known is kept: a start while the session is over reads no receipt.
 */
export const createOwnSuspension = async (ends: Ends): Promise<Observable<OwnSuspension | undefined>> => {
  const { standing, heard, story, shelf, ownKid, wallMs } = ends;
  let latest = latestIn(await shelf.get(suspendedName));
  const cell = createCell<OwnSuspension | undefined>(undefined);
  const keep = (next: OwnSuspension | undefined) => {
    if (same(next, latest)) return;
    latest = next;
    const kept = next === undefined ? shelf.drop(suspendedName) : shelf.put(suspendedName, next);
    void kept.catch(() => undefined);
  };
  const bySign = (): number | undefined =>
    suspendedMembers(heard.get(), [], { ownKid, admin: false }).find(({ kid }) => kid === ownKid)?.untilMs;
  const look = () => {
    const signed = bySign();
    const cutOff = standing.get() === 'suspended';
    const before = ahead(latest, wallMs());
    const by = suspenderOf(story.get().receipts, ownKid) ?? before?.by;
    if (signed !== undefined) keep({ untilMs: signed, by });
    else if (cutOff) keep({ untilMs: before?.untilMs ?? wallMs() + SUSPENSION_MS, by });
    else if (heard.get() !== undefined) keep(undefined);
    const now = signed !== undefined || cutOff ? latest : undefined;
    if (!same(now, cell.get())) cell.set(now);
  };
  look();
  standing.subscribe(look);
  heard.subscribe(look);
  story.subscribe(look);
  return cell;
};

const same = (a: OwnSuspension | undefined, b: OwnSuspension | undefined): boolean =>
  a?.untilMs === b?.untilMs && a?.by === b?.by;

/** One that is past is of another suspension, or the hub stood still: then three days from now are the most that it can be. */
const ahead = (one: OwnSuspension | undefined, nowMs: number): OwnSuspension | undefined =>
  one !== undefined && one.untilMs > nowMs ? one : undefined;

/** A number is a moment that was kept before it was kept by whom. */
const latestIn = (kept: unknown): OwnSuspension | undefined => {
  if (typeof kept === 'number') return { untilMs: kept, by: undefined };
  const { untilMs, by } = (kept ?? {}) as Partial<OwnSuspension>;
  return typeof untilMs === 'number' ? { untilMs, by: typeof by === 'string' ? by : undefined } : undefined;
};
