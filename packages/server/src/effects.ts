import type { Route, routes } from '@latchkey/contract';
import type { Primitives } from '@latchkey/protocol';
import type { Logger } from 'pino';
import type { Blobs } from './blobs/blobs.ts';
import type { VerifyEd25519 } from '@latchkey/log';
import type { LogMark } from './log/furthest.ts';
import type { LogKey } from './log/signed-growth.ts';
import type { AskWitness, Witness } from './log/witnesses.ts';
import type { IdentityProvider } from './operator/identity.ts';
import type { PushWire } from './notify/wire.ts';
import type { Store } from './store/store.ts';
import type { Post } from './webhooks/post.ts';

/** Time as the server uses it: for expiry, display and timers. No door depends on it. */
export interface Clock {
  /** Unix milliseconds. */
  readonly nowMs: () => number;
  /** Runs `task` once after so many milliseconds; the answer cancels it. */
  readonly after: (ms: number, task: () => void) => () => void;
  /** Runs `task` again and again; the answer ends it. */
  readonly every: (ms: number, task: () => void) => () => void;
}

/** Everything the server's logic touches of the world. The simulator passes its own. */
export interface Effects {
  readonly store: Store;
  readonly blobs: Blobs;
  readonly clock: Clock;
  /** Cryptographically strong random bytes. */
  readonly random: (length: number) => Uint8Array;
  readonly primitives: Primitives;
  readonly log: Logger;
  /** Absent: this server tells nobody whose app is closed. */
  readonly push?: PushWire;
  /** Tells carriers' receivers; absent: webhooks are kept and wait. */
  readonly post?: Post;
  /** Who the people of carriers are; absent: the console acts by the carrier's key alone. */
  readonly identity?: IdentityProvider;
  /** Absent: receipts are handed in to the log, and nobody appends them. */
  readonly logKey?: LogKey;
  /** The newest head of the log, apart from the database; absent: a test without one. */
  readonly logMark?: LogMark;
  /** Who is asked to cosign the log's checkpoints, and how; absent: nobody. */
  readonly witnesses?: { readonly list: readonly Witness[]; readonly ask: AskWitness; readonly verify: VerifyEd25519 };
}

export const APPS = ['home', 'courier', 'console', 'verify'] as const;
/** The display's page is a hub's alone. */
export type AppName = (typeof APPS)[number] | 'display';

/** What a server is that one household's hub carries for its own page: less of everything. */
export interface AtHome {
  /** Of the contract only these; every other path is not there. */
  readonly routes: ReadonlySet<Route>;
  readonly apps: readonly AppName[];
  /** What the hub shows on its line, new at each start. A signature over our challenge is not enough: a hostile server could have had it signed. */
  readonly lineToken: string;
  /** Absent: no display at a door is a page of this hub's. */
  readonly displays?: Displays;
}

/** The displays at the doors that are pages: whoever names the secret of one is told what it shows. */
export interface Displays {
  readonly knows: (secret: string) => boolean;
  /** `hear`: what to show now, and from now on; `end`: it is told nothing more. The answer stops it. */
  readonly watch: (secret: string, hear: (shows: routes.DisplayShows) => void, end: () => void) => () => void;
}

export interface Settings {
  /** What people type: `http://localhost:8400`. Signed into session and hub challenges, so that a signature serves no other server. */
  readonly audience: string;
  /** Origins whose pages may write and open WebSockets; their hosts are the names this server answers to. */
  readonly origins: readonly string[];
  /** Folder of the built web apps; absent: API only. */
  readonly webFolder?: string;
  /** A PMTiles archive of the operator's area; absent: maps have no streets of their own. */
  readonly mapTiles?: string;
  /** Origin of the demo hardware's page, where `/door` leads. */
  readonly hardwareUrl: string;
  /** The only other origin that pages may fetch from: where the demo carrier's domain is. */
  readonly carrierUrl: string;
  readonly demo: boolean;
  /** Addresses or CIDRs of the operator's own proxies: only what they say of who a caller is counts. Absent: there is none. */
  readonly trustedProxies?: readonly string[];
  /** What opens `/metrics`; absent: nothing does. */
  readonly metricsToken?: string;
  /** Whether a member's session shows a passkey before it touches what the account holds; households without one make one first. */
  readonly passkeysRequired?: boolean;
  /** Absent: a server for everybody. */
  readonly atHome?: AtHome;
  /** Lines that have shown no hub's key yet; 4,096 where absent. Only tests lower it. */
  readonly unprovenLines?: number;
  /** Multiplies every route's limit; 1 where absent. Only tests and benches raise it. */
  readonly rateFactor?: number;
}
