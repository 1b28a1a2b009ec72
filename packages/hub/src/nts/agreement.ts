import type { Reading } from './reading.ts';

/** Unix milliseconds between which the time lies at `atMs` of the hub's monotonic clock, by two sources or more. */
export interface Agreement {
  readonly atMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** Names of those who agree. */
  readonly hosts: readonly string[];
}

/** No crystal that still runs is off by more: 500 parts in a million. */
const DRIFT = 0.0005;

/** More than half of all that are named, and never one alone. */
export const howManyAgree = (named: number): number => Math.max(2, Math.floor(named / 2) + 1);

/**
 * What enough sources have in common (docs/protocol/11-time.md). `named`: how many the settings name, whether or not they answered. Where two
 * such intervals lie apart somebody lies, and nobody here knows who: there is none.
 */
export function agreementOf(readings: readonly Reading[], named: number, atMs: number): Agreement | undefined {
  const said = different(readings).map((reading) => later(reading, atMs));
  const needed = howManyAgree(named);
  const shared = said.map(({ fromMs }) => sharedAt(said, fromMs)).filter(({ hosts }) => hosts.length >= needed);
  const best = shared.reduce<Shared | undefined>(
    (most, one) => (most === undefined || one.hosts.length > most.hosts.length ? one : most),
    undefined,
  );
  if (best === undefined) return undefined;
  const apart = shared.some(({ fromMs, toMs }) => fromMs > best.toMs || toMs < best.fromMs);
  return apart ? undefined : { ...best, atMs };
}

type Shared = Omit<Agreement, 'atMs'>;

/** Whoever speaks twice is heard once: the same name, the same key, or the same address. */
function different(readings: readonly Reading[]): readonly Reading[] {
  const kept: Reading[] = [];
  for (const reading of readings) {
    const { host, key, peer } = reading;
    if (!kept.some((one) => one.host === host || one.key === key || one.peer === peer)) kept.push(reading);
  }
  return kept;
}

const later = (reading: Reading, atMs: number): Reading => {
  const passedMs = Math.max(0, atMs - reading.atMs);
  const fromMs = reading.fromMs + passedMs * (1 - DRIFT);
  return { ...reading, fromMs, toMs: reading.toMs + passedMs * (1 + DRIFT) };
};

/** Everybody within whose interval this moment lies, and what they all share. */
const sharedAt = (said: readonly Reading[], moment: number): Shared => {
  const all = said.filter(({ fromMs, toMs }) => fromMs <= moment && moment <= toMs);
  return {
    fromMs: Math.max(...all.map(({ fromMs }) => fromMs)),
    toMs: Math.min(...all.map(({ toMs }) => toMs)),
    hosts: all.map(({ host }) => host),
  };
};
