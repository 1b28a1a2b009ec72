import { useEffect, useState } from 'react';
import type { Home } from '../../model/home.ts';
import type { LogDesk } from '../../model/log/desk.ts';
import { logDeskOf } from './desk-of.ts';

/** What it takes to verify a log is fetched with the desk: no first screen waits for that. */
const waitsMs = { 'at once': 0, 'after the first screen': 2_000 } as const;

/** Undefined until it is there. */
export const useLogDesk = (home: Home, when: keyof typeof waitsMs): LogDesk | undefined => {
  const [desk, setDesk] = useState<LogDesk>();
  useEffect(() => {
    let gone = false;
    const end = home.parts.later(() => {
      void logDeskOf(home).then((opened) => {
        if (!gone) setDesk(opened);
      });
    }, waitsMs[when]);
    return () => {
      gone = true;
      end();
    };
  }, [home, when]);
  return desk;
};
