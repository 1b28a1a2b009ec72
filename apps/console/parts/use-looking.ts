import { useEffect } from 'react';
import type { Row } from '../model/desk.ts';
import type { AtDeskProps } from './shared.ts';

const againMs = 30_000;

/** Looks at the doors of these visits while they are shown. */
export const useLooking = (
  { office, readiness }: Pick<AtDeskProps, 'office' | 'readiness'>,
  rows: readonly Row[],
): void => {
  useEffect(() => {
    if (!office.keyed) return;
    readiness.look(rows);
    const timer = setInterval(() => readiness.look(rows), againMs);
    return () => clearInterval(timer);
  }, [office, readiness, rows]);
  useEffect(() => () => readiness.stop(), [readiness]);
};
