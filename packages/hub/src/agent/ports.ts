import type { channel } from '@latchkey/contract';
import type { LogSource, VerifyEd25519 } from '@latchkey/log';
import type { LineStanding } from '@latchkey/protocol';
import type { HubToHardware } from '../drivers/locks/wire.ts';
import type { Asked } from '../nts/time-sources.ts';

/** What the hub asks of the world, each as small as it needs. */

export interface HubClockPort {
  /** Milliseconds since this process started. */
  monotonicMs(): number;
  /** Of a clock that goes on while this machine sleeps, and that anybody may set: it is compared with itself alone, and is no time. Milliseconds. */
  wallMs(): number;
  /** Runs once, no earlier than `ms` from now; the answer cancels it. */
  after(ms: number, task: () => void): () => void;
}

export interface LockPort {
  readonly connected: boolean;
  /** Sent at once or lost: reports are the only truth. */
  send(message: HubToHardware): void;
}

export interface LinePort {
  readonly connected: boolean;
  /** Lost while there is no line; whatever must arrive is kept elsewhere and sent again. */
  send(message: channel.HubToServer): void;
  /** A recording has begun in the spool; its bytes are the line's affair until the server has them all. */
  filmStarted(film: { readonly recordingId: Uint8Array; readonly visitId: string; readonly door: number }): void;
  /** A look has begun: its bytes go out as they come, or not at all; nothing of it waits. */
  lookStarted(look: { readonly recordingId: Uint8Array; readonly door: number }): void;
  /** Whether whoever is at the other end has more than 5 s less of a film that is being made than the spool has. Without a line: as it was. */
  filmLate(recordingId: Uint8Array): boolean;
  /** Its last byte is in the spool. */
  filmClosed(recordingId: Uint8Array): void;
}

/** Displays that are no hardware of the wires but pages of the hub's own, on a screen that stands beside a door (docs/protocol/door-nonce.md). */
export interface DisplayPagesPort {
  /** Whether a page is set up for this door, open or not. */
  has(door: number): boolean;
  doors(): Iterable<number>;
  /** The part of a link behind its `#`, for so many milliseconds; null: nothing. Whoever opens the page later is shown what is left of it. */
  show(door: number, fragment: string | null, forMs: number): void;
}

/** Letters of devices that ask somewhere to be let in (docs/protocol/28-own-page.md). */
export interface MailboxPort {
  /** What one left there, as JSON. */
  mail(boxId: Uint8Array): Promise<Uint8Array | undefined>;
  /** False: nobody of this name asks, or there is no way there. */
  welcome(boxId: Uint8Array, welcome: Uint8Array): Promise<boolean>;
}

/** The page that the hub serves at home, and the mailbox of devices that ask there. */
export interface OwnPagePort extends MailboxPort {
  readonly origin: string;
  /** SHA-256 of its certificate; absent on a loopback. */
  readonly certificate?: Uint8Array;
}

/** The server that the hub has: a line leads to it, and other pages' devices leave their letters there. */
export interface ServerPort extends MailboxPort {
  /** Its address. */
  at(): string;
  /** How the line to this address is. */
  line(): LineStanding;
  /** The journal names another one: the line goes there. */
  changed(): void;
}

/** What a recording has on disk at this moment; capture times in the recorder's milliseconds. */
export interface Coverage {
  readonly recording: boolean;
  readonly recordingId?: Uint8Array;
  readonly onDiskFromMs: number;
  readonly onDiskToMs: number;
  readonly nextSeq: number;
  readonly head: Uint8Array;
  readonly picture: 'moving' | 'frozen' | 'covered' | 'lost';
  readonly lastFrameAgeMs: number;
}

export type FilmStart =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: 'camera-silent' | 'no-space' | 'already-recording' | 'disk-failed' };

export interface FilmEnd {
  readonly recordingId: Uint8Array;
  readonly frames: number;
  readonly head: Uint8Array;
}

/** Live only, written nowhere, sealed to one key, and without a picture from before. */
export interface FilmLook {
  readonly kid: Uint8Array;
  readonly sealingKey: Uint8Array;
  /** In the recorder's milliseconds. */
  readonly sinceMs: number;
}

/** One door's recorder. */
export interface FilmPort {
  /** There is no camera at this door, and none can come while the hub runs. */
  readonly absent?: true;
  arm(): void;
  disarm(): Promise<void>;
  /** Resolves once the pre-roll is sealed and synced. */
  start(visit: {
    readonly visitId: Uint8Array;
    readonly recordingId: Uint8Array;
    readonly look?: FilmLook;
    /** The recording before it ended in this moment: what little space is left is enough to go on. */
    readonly continues?: boolean;
  }): Promise<FilmStart>;
  confirm(): Promise<Coverage>;
  coverage(): Coverage;
  stop(reason: 'finished' | 'camera-lost' | 'stopped-by-member'): Promise<FilmEnd | undefined>;
  viewerNonce(nonce: Uint8Array): void;
  /** The clock of its capture times. */
  nowMs(): number;
}

/** The server's public log, as anybody reads it; docs/protocol/log.md. */
export interface PublicLogPort {
  /** Whose log it is: the server's address, and the household's move to it, if any. Another server's log is another log. */
  readonly at: string;
  readonly source: LogSource;
  /** What the server says of itself; believed once, and remembered. */
  readonly readKeys: () => Promise<{ readonly log: string; readonly witnesses: readonly string[] }>;
  readonly verify: VerifyEd25519;
}

/** Time servers of several operators, docs/protocol/11-time.md. */
export interface TimeSourcesPort {
  /** Never rejects. `floorS`: unix seconds. */
  ask(floorS: number): Promise<Asked>;
}

export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}
