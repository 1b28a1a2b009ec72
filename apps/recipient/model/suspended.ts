import { SUSPENSION_MS, toHex } from '@latchkey/protocol';
import {
  createCell,
  type HeardState,
  type Observable,
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

const suspenderOf = (receipts: readonly VerifiedReceipt[], kid: string): string | undefined => {
  const { detail } =
    receipts.findLast(
      ({ claims }) =>
        claims.event === 'suspended' && claims.detail?.member !== undefined && toHex(claims.detail.member) === kid,
    )?.claims ?? {};
  return detail?.kid === undefined ? undefined : toHex(detail.kid);
};

export interface OwnSuspension {
  /** Unix milliseconds: not after this, if the hub goes on running. */
  readonly untilMs: number;
}

interface Ends {
  readonly standing: Observable<Standing>;
  readonly heard: Observable<HeardState | undefined>;
  readonly shelf: Shelf;
  readonly ownKid: string;
  readonly wallMs: () => number;
}

/**
 * Whether this device itself is suspended, and until when at the latest. The hub's signed state knows it exactly; once the server has ended the session
 * there is only its word, and the moment at which this device first heard it: what began before that ends before that and three days.
 */
export const createOwnSuspension = async (ends: Ends): Promise<Observable<OwnSuspension | undefined>> => {
  const { standing, heard, shelf, ownKid, wallMs } = ends;
  let latestMs = latestIn(await shelf.get(suspendedName));
  const cell = createCell<OwnSuspension | undefined>(undefined);
  const keep = (untilMs: number | undefined) => {
    if (untilMs === latestMs) return;
    latestMs = untilMs;
    const kept = untilMs === undefined ? shelf.drop(suspendedName) : shelf.put(suspendedName, untilMs);
    void kept.catch(() => undefined);
  };
  const bySign = (): number | undefined =>
    suspendedMembers(heard.get(), [], { ownKid, admin: false }).find(({ kid }) => kid === ownKid)?.untilMs;
  const look = () => {
    const signed = bySign();
    const cutOff = standing.get() === 'suspended';
    if (signed !== undefined) keep(signed);
    else if (cutOff) keep(ahead(latestMs, wallMs()) ?? wallMs() + SUSPENSION_MS);
    else if (heard.get() !== undefined) keep(undefined);
    const untilMs = signed !== undefined || cutOff ? latestMs : undefined;
    if (untilMs !== cell.get()?.untilMs) cell.set(untilMs === undefined ? undefined : { untilMs });
  };
  look();
  standing.subscribe(look);
  heard.subscribe(look);
  return cell;
};

/** One that is past is of another suspension, or the hub stood still: then three days from now are the most that it can be. */
const ahead = (ms: number | undefined, nowMs: number): number | undefined =>
  ms !== undefined && ms > nowMs ? ms : undefined;

const latestIn = (kept: unknown): number | undefined => (typeof kept === 'number' ? kept : undefined);
