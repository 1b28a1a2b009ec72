import { useEffect, useState } from 'react';
import type { Home } from '../../model/home.ts';
import type { LogStanding } from '../../model/log/desk.ts';
import type { KeptFinding } from '../../model/log/findings.ts';
import { useLogDesk } from './use-log-desk.ts';

const AGAIN_MS = 5_000;

const mayChange = (standing: LogStanding): boolean =>
  standing.kind === 'not-yet' ||
  standing.kind === 'unreached' ||
  standing.kind === 'missing' ||
  (standing.kind === 'kept' && standing.unsigned.length > 0);

/** What the desk says, and asks nothing. */
export const useLogFound = (home: Home, when: Parameters<typeof useLogDesk>[1]) => {
  const desk = useLogDesk(home, when);
  const [standing, setStanding] = useState<LogStanding>({ kind: 'asking' });
  const [found, setFound] = useState<readonly KeptFinding[]>([]);
  useEffect(() => {
    if (desk === undefined) return;
    const hear = () => {
      setStanding(desk.standing.get());
      setFound(desk.found.kept.get());
    };
    hear();
    const ends = [desk.standing.subscribe(hear), desk.found.kept.subscribe(hear)];
    return () => ends.forEach((end) => end());
  }, [desk]);
  return { desk, standing, found, keys: () => desk?.keys() };
};

/** Looks the newest verified receipt up, and again while it is not there yet or a witness has not signed. */
export const useLog = (home: Home, newest: { readonly seq: number; readonly hash: Uint8Array } | undefined) => {
  const log = useLogFound(home, 'at once');
  const { desk } = log;
  useEffect(() => {
    if (desk === undefined || newest === undefined) return;
    const look = () => void desk.look(newest);
    look();
    const timer = setInterval(() => {
      if (mayChange(desk.standing.get())) look();
    }, AGAIN_MS);
    return () => clearInterval(timer);
    // A story that is verified anew has the same newest receipt.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [desk, newest?.seq]);
  return log;
};
