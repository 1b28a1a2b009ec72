import type { Effects } from '../effects.ts';
import { LogKeeper } from './keeper.ts';
import { Witnesses } from './witnesses.ts';

/** Witnesses that were away are asked again. */
const ASK_AGAIN_MS = 60_000;

export interface OpenLog {
  readonly logKeeper: LogKeeper | undefined;
  readonly witnesses: Witnesses | undefined;
  /** Resolves once nothing is written any more. */
  readonly close: () => Promise<void>;
}

/** The log as this server keeps it: appended to, and shown to its witnesses. Neither without the log's key. */
export const openLog = (effects: Effects): OpenLog => {
  const { logKey, witnesses: asked, store, clock, log } = effects;
  if (logKey === undefined) return { logKeeper: undefined, witnesses: undefined, close: () => Promise.resolve() };
  const trusted = asked === undefined ? undefined : { verify: asked.verify, log: logKey.key };
  const witnesses =
    asked === undefined || trusted === undefined
      ? undefined
      : new Witnesses(effects, trusted, asked.list, asked.ask, (size) => logKeeper.witnessed(size));
  const logKeeper = new LogKeeper(effects, logKey, (head) => witnesses?.show(head), effects.logMark);
  const showAgain = (afresh = false) => {
    if (witnesses === undefined) return;
    store.log.head().then(
      (head) => head !== undefined && witnesses.show(head, afresh),
      (error: unknown) => log.debug({ why: (error as Error).message }, 'witnesses are shown nothing now'),
    );
  };
  // Whoever has seen more than what is kept says so before anything is signed over it.
  showAgain(true);
  const stop = clock.every(ASK_AGAIN_MS, () => showAgain());
  return {
    logKeeper,
    witnesses,
    close: async () => {
      stop();
      await logKeeper.close();
    },
  };
};
