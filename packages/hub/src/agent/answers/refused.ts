import { toHex, toldTo, type Refused } from '@latchkey/protocol';
import { no, type Answer } from '../answer.ts';
import type { Core } from '../core.ts';

/** What stands in a receipt beside the reason, as far as the refused one is known. */
export interface Who {
  readonly door: number;
  readonly visit?: string;
  readonly leaf?: Uint8Array;
  readonly kid?: Uint8Array;
  readonly action?: number;
  readonly answers: Uint8Array;
}

/**
 * The log always gets the reason; the knocker only where their chain's signatures verified. A refusal of somebody who is known is a
 * receipt; strangers leave a line in the log, because a receipt for each would let them fill the disk. The same person refused for
 * the same reason again within ten seconds leaves one receipt.
 */
export function heard(core: Core, refused: Refused, who: Who | undefined): Answer {
  core.log.info(
    { reason: refused.refusal.reason, told: refused.told, ...(who === undefined ? {} : { door: who.door }) },
    'refused',
  );
  if (who !== undefined && refused.told === 'full' && isNews(core, nameOf(refused, who))) tell(core, refused, who);
  return no(toldTo(refused));
}

const AGAIN_AFTER_MS = 10_000;
const MANY = 256;
const lastTold = new WeakMap<Core, Map<string, number>>();

const nameOf = ({ refusal }: Refused, { door, leaf, kid }: Who): string =>
  `${door} ${refusal.reason} ${toHex(leaf ?? kid ?? new Uint8Array(0))}`;

/** Whether what has this name was not told within the last ten seconds. */
export function isNews(core: Core, name: string): boolean {
  const told = lastTold.get(core) ?? new Map<string, number>();
  lastTold.set(core, told);
  const nowMs = core.clock.monotonicMs();
  const beforeMs = told.get(name);
  if (beforeMs !== undefined && nowMs - beforeMs < AGAIN_AFTER_MS) return false;
  if (told.size >= MANY) told.clear();
  told.set(name, nowMs);
  return true;
}

function tell(core: Core, { refusal }: Refused, { door, visit, leaf, kid, action, answers }: Who): void {
  if (visit !== undefined) core.doors.get(door)?.dispatch({ type: 'refused', visit });
  void core.receipts.add({
    event: 'refused',
    door,
    answers,
    ...(visit === undefined ? {} : { visit }),
    detail: {
      reason: refusal.reason,
      ...(leaf === undefined ? {} : { leaf }),
      ...(kid === undefined ? {} : { kid }),
      ...(action === undefined ? {} : { action }),
    },
  });
}
