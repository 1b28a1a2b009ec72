import { useEffect, useRef, useState, useSyncExternalStore, type RefObject } from 'react';
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

/** The drawn width in CSS pixels, so that a scale's figures keep their size on every screen. */
export const useWidth = (firstGuess: number): { ref: RefObject<SVGSVGElement | null>; width: number } => {
  const ref = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(firstGuess);
  useEffect(() => {
    if (ref.current === null) return;
    const watcher = new ResizeObserver(([entry]) => {
      if (entry !== undefined && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width));
    });
    watcher.observe(ref.current);
    return () => watcher.disconnect();
  }, []);
  return { ref, width };
};
