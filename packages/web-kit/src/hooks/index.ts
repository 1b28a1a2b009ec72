import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Observable } from '../model/observable.ts';
import type { Clock } from '../model/clock.ts';

/** Redraws when the observable changes. */
export const useObservable = <T>(source: Observable<T>): T => useSyncExternalStore(source.subscribe, source.get);

/** Redraws every `periodMs`, for ages and countdowns only; states come from observables. */
export const useTick = (clock: Clock, periodMs = 1000): { wallMs: number; steadyMs: number } => {
  const read = () => ({ wallMs: clock.wallMs(), steadyMs: clock.steadyMs() });
  const [now, setNow] = useState(read);
  useEffect(() => {
    const timer = setInterval(() => setNow({ wallMs: clock.wallMs(), steadyMs: clock.steadyMs() }), periodMs);
    return () => clearInterval(timer);
  }, [clock, periodMs]);
  return now;
};
