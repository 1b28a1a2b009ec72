import type { Later } from '@latchkey/web-kit/model';
import type { NewestReceipt } from './awaited.ts';
import type { LogDesk, LogStanding } from './desk.ts';

/** Longer than a receipt may take into the log. */
const AGAIN_MS = 65_000;
/** As often as the hub looks, while the app stays open: a tablet on the wall is not opened for weeks. */
const WHILE_OPEN_MS = 600_000;

/** A receipt on its way, a bad minute of the server's, or a finding that may end: it is looked at again, so that none is shown that is over. */
const mayPass: ReadonlySet<LogStanding['kind']> = new Set(['not-yet', 'missing', 'stranger', 'unreadable']);

/**
 * Looks now, and goes on looking: soon where what was found may pass. A server that is out of reach is no finding. `newest`: what is looked up,
 * undefined while no whole story is there. Returns the end of it.
 */
export const lookFromStart = (
  desk: Pick<LogDesk, 'standing' | 'look'>,
  newest: () => NewestReceipt | undefined,
  later: Later,
): (() => void) => {
  let ended = false;
  let endWait: (() => void) | undefined;
  const look = async () => {
    const receipt = newest();
    if (receipt !== undefined) await desk.look(receipt);
    if (ended) return;
    endWait = later(() => void look(), mayPass.has(desk.standing.get().kind) ? AGAIN_MS : WHILE_OPEN_MS);
  };
  void look();
  return () => {
    ended = true;
    endWait?.();
  };
};
