import type { FilmPort, HubClockPort, HubParts, LinePort, LockPort } from '@latchkey/hub';
import type { HardwareToHub } from '@latchkey/hub/locks/wire';
import type { Primitives } from '@latchkey/protocol';
import type { Disk } from './disk.ts';

/** Which part of the world is broken on purpose (exhibits/). Each wraps what the hub is given; the hub itself is the real one. */
export interface Variant {
  readonly name: string;
  readonly primitives?: (p: Primitives) => Primitives;
  /** The driver on its way to the lock, told what the doors last said. */
  readonly locks?: (wires: LockPort, after: HubClockPort['after']) => LockPort;
  /** The driver on its way to the hub. */
  readonly heard?: (message: HardwareToHub) => HardwareToHub;
  readonly film?: (film: FilmPort) => FilmPort;
  readonly clock?: (clock: HubClockPort) => HubClockPort;
  readonly disk?: (disk: Disk) => Disk;
  readonly line?: (line: LinePort, fresh: (nonce: string) => void) => LinePort;
  readonly random?: (random: HubParts['random']) => HubParts['random'];
  /** The member's app believes the server's word that nothing is missing. */
  readonly memberBelievesServer?: boolean;
  /** The member's app confirms each start with whatever the hub says it holds. */
  readonly memberResumesBlindly?: boolean;
}

export const real: Variant = { name: 'the real build' };
