import {
  CAMERA,
  compareBytes,
  DOOR_KIND,
  FITTED,
  fromBase64url,
  fromHex,
  leavingWaitMs,
  MOVING,
  RECOVERY_WAIT_MS,
  signState,
  stands,
  SUSPENSION_MS,
  toHex,
  type DoorDescription,
  type DoorReport,
  type Leaving,
  type LeavingInState,
  type PendingRecovery,
  type State,
  type SuspendedDevice,
} from '@latchkey/protocol';
import { phaseOf, wordOf } from '../../loop/phase.ts';
import { reportedOf } from '../../loop/sensors.ts';
import { problem, yes, type Answer } from '../answer.ts';
import type { Core } from '../core.ts';
import type { DoorKeeper } from '../door-keeper.ts';

/** What apps may sign towards this hub; grows with each feature, never shrinks. 2: declarations and questions. 3: recovery keys in rosters. 4: looks. 5: suspensions. 6: what
 * is fitted at a door, and knocks over its tag. 7: departures. 8: passkeys in rosters. 9: set-backs of its clock. 10: proofs in a resume,
 * letters with a recovery. */
export const CAPABILITY = 10;

/** `nonce` is the asker's own, 16 bytes: it makes the report young to the asker whatever the server does with it. */
export async function answerState(core: Core, nonce: Uint8Array): Promise<Answer> {
  if (nonce.length !== 0 && nonce.length !== 16) return problem('malformed');
  return yes(await signedState(core, nonce.length === 16 ? nonce : undefined));
}

export async function signedState(core: Core, nonce: Uint8Array | undefined): Promise<Uint8Array> {
  const { memory, time } = core;
  const { unixS } = time.now();
  const recovery = recoveryInState(core);
  const suspended = suspendedInState(core);
  const leaving = leavingInState(core);
  const claims: State = {
    hubId: core.hubId,
    bootId: core.bootId,
    seq: memory.seq,
    head: memory.head,
    blockSeq: memory.blockSeq,
    epoch: memory.roster.epoch,
    timeSource: unixS === undefined ? 0 : time.source,
    resumed: core.resumed,
    doors: [...core.doors.values()].map((keeper) => doorReport(core, keeper)).sort((a, b) => a.door - b.door),
    capability: CAPABILITY,
    ...(unixS === undefined ? floorOf(time) : { iat: unixS }),
    ...(nonce === undefined ? {} : { nonce }),
    ...(recovery === undefined ? {} : { recovery }),
    ...(suspended.length === 0 ? {} : { suspended }),
    ...(leaving === undefined ? {} : { leaving }),
  };
  return (await signState(core.p, core.signer, claims)).bytes;
}

/** Below it no time is believed. */
const floorOf = ({ floorS }: Core['time']): { readonly floor?: number } => (floorS === 0 ? {} : { floor: floorS });

/** What waits, to the minute: the journal's word, never ahead of it. */
export function recoveryInState({ memory }: Core): PendingRecovery | undefined {
  const { pending } = memory.recovery;
  if (pending === undefined) return undefined;
  return { hash: pending.link.hash, leftS: Math.ceil(Math.max(0, RECOVERY_WAIT_MS - pending.ranMs) / 1000) };
}

/** Of the hub's own running time, to the minute. */
export const leavingLeftMs = (leaving: Leaving): number => Math.max(0, leavingWaitMs(leaving) - leaving.ranMs);

/** The end that is announced. */
export function leavingInState({ memory }: Core): LeavingInState | undefined {
  const { leaving } = memory.departure;
  if (leaving === undefined) return undefined;
  return { id: leaving.id, leftS: Math.ceil(leavingLeftMs(leaving) / 1000), longer: leaving.longer };
}

/** Who does not count here for now, to the minute. A state has room for sixteen: as many as a household has devices. */
export const suspendedInState = ({ memory }: Core): SuspendedDevice[] =>
  [...memory.suspensions.all]
    .filter(([kid, one]) => stands(one) && memory.roster.members.has(kid))
    .map(([kid, { ranMs }]) => ({
      kid: fromHex(kid) ?? new Uint8Array(8),
      leftS: Math.ceil((SUSPENSION_MS - ranMs) / 1000),
    }))
    .sort((a, b) => compareBytes(a.kid, b.kid));

/** As the hardware declared them, in the protocol's form. */
export const doorDescriptions = (core: Core): readonly DoorDescription[] =>
  [...core.doors.values()]
    .map(({ declaration: { door, name, kind } }) => ({ id: door, name: name.slice(0, 40), kind: DOOR_KIND[kind] }))
    .sort((a, b) => a.id - b.id);

function doorReport(core: Core, keeper: DoorKeeper): DoorReport {
  const { loop } = keeper;
  const { seen, passage, film } = loop;
  const visit = passage?.visit ?? film?.visit;
  const presence = fittedAt(core, keeper.declaration.door);
  const visitId = visit === undefined ? undefined : fromBase64url(visit);
  return {
    door: keeper.declaration.door,
    ...reportedOf(seen),
    phase: phaseOf(loop),
    camera: CAMERA[keeper.film.state(loop.ringing)],
    sensorAgeMs: keeper.sensorAgeMs,
    ...(visitId === undefined ? {} : { visitId }),
    ...(seen === undefined || seen.moving === 'none' ? {} : { moving: MOVING[seen.moving] }),
    ...(presence === 0 ? {} : { presence }),
  };
}

/** What people see of a door, as one text: while it stays the same, a state says nothing new but its ages. */
export function shownOf(core: Core, keeper: DoorKeeper): string {
  const { bolt, contact, jammed, phase, camera, visitId, moving = 0, presence = 0 } = doorReport(core, keeper);
  const word = wordOf(keeper.loop, core.clock.monotonicMs());
  const visit = visitId === undefined ? '' : toHex(visitId);
  return [word, bolt, contact, jammed, phase, camera, moving, presence, visit].join(' ');
}

/** What proves presence there, besides the camera. */
const fittedAt = ({ displays, taps }: Core, door: number): number =>
  (displays.has(door) ? FITTED.display : 0) + (taps.has(door) ? FITTED.tag : 0);
