import { ringAfterMs } from '@latchkey/protocol';
import { WOKEN } from './limits.ts';
import type { Alarm, AlarmReason, DoorLoop } from './state.ts';
import { set, type Turn } from './turn.ts';

/** The ladder of P5: loud at once, then at 1, 3 and 10 minutes and every 10, until LOCKED or acknowledged by a member. */

/** When ring number `rings + 1` is due. */
export function nextRingMs(alarm: Alarm): number {
  return alarm.firstMs + ringAfterMs(alarm.rings);
}

/** Raising a reason that already stands changes nothing, except that it may bring its first ring forward. */
export function raise(turn: Turn, reason: AlarmReason, firstMs: number): void {
  const { alarms, passage, film } = turn.state;
  const standing = alarms.find((alarm) => alarm.reason === reason);
  if (standing === undefined) {
    const visit = passage?.visit ?? film?.visit;
    const alarm: Alarm = { ...ladderOf(turn, reason, firstMs), ...(visit === undefined ? {} : { visit }) };
    set(turn, { alarms: [...alarms, alarm] });
  } else if (standing.rings === 0 && firstMs < standing.firstMs) {
    set(turn, { alarms: alarms.map((alarm) => (alarm === standing ? { ...alarm, firstMs } : alarm)) });
  }
}

/** A new one, or the one that rests. */
function ladderOf(turn: Turn, reason: AlarmReason, firstMs: number): Alarm {
  const { resting } = turn.state;
  if (resting?.reason !== reason || turn.nowMs >= resting.untilMs)
    return { reason, firstMs, rings: 0, acknowledged: false };
  return { reason, firstMs: resting.firstMs, rings: resting.rings, acknowledged: resting.acknowledged };
}

/** It is so no longer; what comes back within `forMs` goes on with its ladder. */
export function rest(turn: Turn, reason: AlarmReason, forMs: number): void {
  const standing = turn.state.alarms.find((alarm) => alarm.reason === reason);
  if (standing === undefined) return;
  set(turn, { resting: { ...standing, untilMs: turn.nowMs + forMs } });
  withdraw(turn, reason);
}

/** An alarm late by more than one rung (the hub slept) rings once, not once a rung. */
export function ringDue(turn: Turn): void {
  const alarms = turn.state.alarms.map((alarm) => {
    if (alarm.acknowledged || nextRingMs(alarm) > turn.nowMs) return alarm;
    let rung = { ...alarm, rings: alarm.rings + 1 };
    while (nextRingMs(rung) <= turn.nowMs) rung = { ...rung, rings: rung.rings + 1 };
    const { reason, rings: ring, visit } = rung;
    turn.effects.push({ type: 'alarm', reason, ring, ...(visit === undefined ? {} : { visit }), ...unwatched(turn) });
    return rung;
  });
  set(turn, { alarms });
  settleSiren(turn);
}

const unwatched = ({ state: { awake }, nowMs }: Turn): { readonly unwatchedMs?: number } =>
  awake === undefined || awake.sleptMs === 0 || nowMs - awake.atMs > WOKEN ? {} : { unwatchedMs: awake.sleptMs };

/** The siren needs no path to anybody. It sounds for what concerns a visit; a resident's own key rings phones only. */
function settleSiren(turn: Turn): void {
  const siren = sirenWanted(turn.state);
  if (siren === turn.state.siren) return;
  set(turn, { siren });
  turn.effects.push({ type: 'siren', on: siren });
}

/** Nothing that somebody at the door could do anything about: phones ring for it, and no siren. */
const isSilentThere = (reason: AlarmReason): boolean =>
  reason === 'camera-lost' || reason === 'film-late' || reason === 'unsteady';

const sirenWanted = (state: DoorLoop): boolean =>
  state.alarms.some(
    ({ visit, rings, acknowledged, reason }) =>
      visit !== undefined && rings > 0 && !acknowledged && !isSilentThere(reason),
  );

export function acknowledge(turn: Turn): void {
  set(turn, { alarms: turn.state.alarms.map((alarm) => (alarm.rings > 0 ? { ...alarm, acknowledged: true } : alarm)) });
}

/** It is so no longer. */
export function withdraw(turn: Turn, reason: AlarmReason): void {
  set(turn, { alarms: turn.state.alarms.filter((alarm) => alarm.reason !== reason) });
}

/** LOCKED ends every alarm about the door; a dead camera stays one until its visit has ended, and a sensor that flaps until it keeps still. */
export function calm(turn: Turn, what: 'door' | 'all'): void {
  const stays = ({ reason }: Alarm) => reason === 'unsteady' || (what === 'door' && reason === 'camera-lost');
  set(turn, { alarms: turn.state.alarms.filter(stays) });
}
