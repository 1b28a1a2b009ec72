import type { Clock, Later } from '../model/clock.ts';

/** Time that a test turns by hand. Both clocks move together. */
export const handClock = (startWallMs = 1_700_000_000_000) => {
  let passedMs = 0;
  let timers: { readonly atMs: number; readonly run: () => void }[] = [];
  const clock: Clock = { wallMs: () => startWallMs + passedMs, steadyMs: () => passedMs };
  const later: Later = (run, afterMs) => {
    const timer = { atMs: passedMs + afterMs, run };
    timers.push(timer);
    return () => {
      timers = timers.filter((one) => one !== timer);
    };
  };
  /** Runs what is due, in order, and lets promises settle in between. */
  const pass = async (ms: number) => {
    const untilMs = passedMs + ms;
    for (;;) {
      await settle();
      const due = timers.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      timers = timers.filter((one) => one !== due);
      passedMs = Math.max(passedMs, due.atMs);
      due.run();
    }
    passedMs = untilMs;
    await settle();
  };
  return { clock, later, pass };
};

/** As many as threads do WebCrypto's work in Node: behind them whatever was asked for before has at least begun. */
const THREADS = 4;
const behindTheOthers = () =>
  Promise.all(Array.from({ length: THREADS }, () => crypto.subtle.digest('SHA-256', new Uint8Array(1))));

/** Lets everything that only waits for promises happen; WebCrypto answers from another thread, on a busy machine later than a macrotask takes. */
export const settle = async (): Promise<void> => {
  for (let n = 0; n < 5; n++) {
    await behindTheOthers();
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
};
