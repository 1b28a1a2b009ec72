import { useEffect, useState } from 'react';
import { routes } from '@latchkey/contract';
import { verifyEd25519 } from '@latchkey/keys/ed25519';
import type { Home } from '../model/home.ts';
import { createLogDesk, type LogDesk, type LogStanding } from '../model/log-desk.ts';
import { logSource } from './log-source.ts';

const AGAIN_MS = 5_000;

const mayChange = (standing: LogStanding): boolean =>
  standing.kind === 'not-yet' ||
  standing.kind === 'unreached' ||
  standing.kind === 'missing' ||
  (standing.kind === 'kept' && standing.unsigned.length > 0);

/** Looks the newest verified receipt up, and again while it is not there yet or a witness has not signed. */
export const useLog = (home: Home, newest: { readonly seq: number; readonly hash: Uint8Array } | undefined) => {
  const [desk, setDesk] = useState<LogDesk>();
  const [standing, setStanding] = useState<LogStanding>({ kind: 'asking' });
  useEffect(() => {
    const { shelf, primitives, clock, client } = home.parts;
    const readKeys = () => client(routes.readLogKey, {});
    const steadyMs = () => clock.steadyMs();
    void createLogDesk({ shelf, primitives, verify: verifyEd25519, source: logSource, readKeys, steadyMs }).then(
      setDesk,
    );
  }, [home]);
  useEffect(() => {
    if (desk === undefined || newest === undefined) return;
    const ended = desk.standing.subscribe(() => setStanding(desk.standing.get()));
    const look = () => void desk.look(newest);
    look();
    const timer = setInterval(() => {
      if (mayChange(desk.standing.get())) look();
    }, AGAIN_MS);
    return () => {
      ended();
      clearInterval(timer);
    };
    // A story that is verified anew has the same newest receipt.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [desk, newest?.seq]);
  return { standing, keys: () => desk?.keys() };
};
