import type { Later } from '@latchkey/web-kit/model';
import type { NewestReceipt } from './log-awaited.ts';
import type { LogDesk, LogStanding } from './log-desk.ts';

/** Longer than a receipt may take into the log. */
const AGAIN_MS = 65_000;

/** A receipt on its way, a bad minute of the server's, or a finding that may end: it is looked at again, so that none is shown that is over. */
const mayPass: ReadonlySet<LogStanding['kind']> = new Set(['not-yet', 'missing', 'stranger', 'unreadable']);

/** One look, and more of them only while there is something that may pass. A server that is out of reach is no finding. Returns the end of it. */
export const lookFromStart = (
  desk: Pick<LogDesk, 'standing' | 'look'>,
  newest: NewestReceipt,
  later: Later,
): (() => void) => {
  let ended = false;
  let endWait: (() => void) | undefined;
  const look = async () => {
    await desk.look(newest);
    if (!ended && mayPass.has(desk.standing.get().kind)) endWait = later(() => void look(), AGAIN_MS);
  };
  void look();
  return () => {
    ended = true;
    endWait?.();
  };
};
