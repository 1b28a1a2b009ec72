import type { FilmPort, Hub, HubClockPort, HubParts, LinePort, LockPort } from '@latchkey/hub';
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
  /** The member's app is silent once somebody else has answered a start, whatever it knows. */
  readonly memberAnswersOnlyWhoAsks?: boolean;
  /** The member's app calls somebody removed once its own list is shorter, and asks no door. */
  readonly memberRemovesInTheAppOnly?: boolean;
  /** Server and app believe whoever spoke last, and remember nothing of what was told before. */
  readonly lastWordIsBelieved?: boolean;
  /** What a door's display shows also goes out by radio, for whoever listens from afar. */
  readonly displayByRadio?: boolean;
  /** The hub that has just started, with something in it replaced. */
  readonly started?: (hub: Hub) => void;
}

export const real: Variant = { name: 'the real build' };
