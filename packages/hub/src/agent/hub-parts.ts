import type { Primitives, Signer } from '@latchkey/protocol';
import type { DoorDeclaration } from '../drivers/locks/wire.ts';
import type { Disk } from '../journal/disk.ts';
import type { Core } from './core.ts';
import type {
  DisplayPagesPort,
  FilmPort,
  HubClockPort,
  LinePort,
  LockPort,
  Log,
  OwnPagePort,
  PublicLogPort,
  ServerPort,
  TimeSourcesPort,
} from './ports.ts';
import type { TagsPort } from './taps.ts';

export type HubMethod =
  | 'pairing'
  | 'roster'
  | 'chain'
  | 'ask'
  | 'knock'
  | 'member-ask'
  | 'member-knock'
  | 'block'
  | 'divert'
  | 'resume'
  | 'time'
  | 'state'
  | 'declare'
  | 'access'
  | 'approval'
  | 'inquiry'
  | 'recovery'
  | 'recovery-call'
  | 'veto'
  | 'suspend'
  | 'depart'
  | 'set-back'
  | 'look'
  | 'tally'
  | 'page'
  | 'mailbox'
  | 'move';

/** Which line a request came over: the server's, or the one to the hub's own page. */
export type Over = 'server' | 'page';

export interface HubParts {
  readonly p: Primitives;
  readonly signer: Signer;
  readonly random: (bytes: number) => Uint8Array;
  readonly clock: HubClockPort;
  readonly disk: Disk;
  readonly locks: LockPort;
  readonly line: LinePort;
  readonly log: Log;
  /** The recorder of a door that the hardware has just declared. */
  readonly film: (core: Core, declaration: DoorDeclaration) => FilmPort;
  /** Absent: no door has a tag. */
  readonly tags?: TagsPort;
  /** Absent: the hub serves no page that stands at a door. */
  readonly displayPages?: DisplayPagesPort;
  /** Names of tags that a household before this one knew: they prove nothing here until they have new keys. */
  readonly voidTags?: readonly string[];
  /** The line to the page that the hub itself serves at home, and that page. */
  readonly atHome?: { readonly line: LinePort; readonly page: OwnPagePort };
  /** Absent: a test without one. */
  readonly server?: ServerPort;
  /** Absent: the hub reads no public log. */
  readonly publicLog?: PublicLogPort;
  /** Absent: the settings name none, and the hub asks nobody. */
  readonly timeSources?: TimeSourcesPort;
  /** Films that the server does not have whole; undefined: not known yet. Absent: there is nothing to wait for. */
  readonly filmsLeft?: () => number | undefined;
  /** The household has moved out, durably, and its last word is kept or has waited long enough: whoever runs the hub erases what is left of it and starts another one. */
  readonly left?: () => void;
}
