import { toBase64url } from '@latchkey/protocol';
import type { HubBelief } from '../drivers/locks/wire.ts';
import { phaseOf, wordOf } from '../loop/phase.ts';
import { leavingInState, recoveryInState } from './answers/state.ts';
import type { Core } from './core.ts';

/** What the hub holds true, for people who look at the hardware. Nothing decides by it. */
export function beliefOf(core: Core): HubBelief {
  const { unixS } = core.time.now();
  const nowMs = core.clock.monotonicMs();
  const recovery = recoveryInState(core);
  const leaving = leavingInState(core);
  const doors = [...core.doors.values()];
  return {
    type: 'belief',
    hubId: toBase64url(core.hubId),
    paired: core.memory.paired,
    online: core.line.connected,
    recording: doors.some(({ loop }) => loop.film !== undefined),
    clock: unixS === undefined ? 'unknown' : 'trusted',
    ...(unixS === undefined ? {} : { unixS }),
    ...(recovery === undefined ? {} : { recovery: { leftS: recovery.leftS } }),
    ...(leaving === undefined ? {} : { leaving: { leftS: leaving.leftS } }),
    doors: doors.map(({ declaration: { door }, loop }) => {
      const note = loop.alarms[0]?.reason;
      return { door, word: wordOf(loop, nowMs), phase: phaseOf(loop), ...(note === undefined ? {} : { note }) };
    }),
  };
}
