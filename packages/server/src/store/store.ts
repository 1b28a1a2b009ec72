import type { HeardSaying } from '@latchkey/delivery';
import type { LogStore } from '../log/log-store.ts';
import type {
  ApiKey,
  Carrier,
  CarrierBlock,
  Courier,
  DeclineWish,
  Enrolment,
  Feed,
  Home,
  Hub,
  Invitation,
  KeptBlock,
  Member,
  OperatorMember,
  Push,
  Passkey,
  Receipt,
  Recording,
  Series,
  Session,
  SessionRole,
  Shipment,
  UnderWay,
  Visit,
  VisitChange,
  WebhookDelivery,
  WebhookTarget,
} from './records.ts';

/**
 * On whose behalf a query runs. Each query names its tenant in its own conditions, and PostgreSQL's row-level security asks
 * again; `server` is for what happens before a caller is known (sign-in, a handle, an unbound hub). A hub's line writes as its home.
 */
export type Tenant =
  | { readonly role: 'home'; readonly id: string }
  | { readonly role: 'carrier'; readonly id: string }
  /** A courier device's key id. */
  | { readonly role: 'courier'; readonly id: string }
  | { readonly role: 'server' };

/** What was delivered, or given up, can be looked at and sent again for so long after `forget` would forget an idempotency key. */
export const DELIVERIES_KEPT_MS = 29 * 24 * 60 * 60 * 1000;

export const SERVER: Tenant = { role: 'server' };

/**
 * Changes of one transaction; all or none. Whatever a change refers to outside its tenant's rows is a conflict, the same one
 * as if it did not exist.
 */
export type Write =
  /** Conflict where the handle, the member's id or key is taken. */
  | { readonly kind: 'home'; readonly home: Home; readonly member: Member }
  /** `hubId`: the rosters begin anew, with this hub, and nobody is suspended. Replaces the household's members with those of a roster the hub accepted; ends the sessions, pushes and calendar addresses of all who left. */
  | { readonly kind: 'members'; readonly homeId: string; readonly members: readonly Member[]; readonly rosters?: Uint8Array; readonly hubId?: string } // prettier-ignore
  /** Ends the member's sessions, and holds back what would be pushed; absent: the member counts again. */
  | { readonly kind: 'member-suspended'; readonly memberId: string; readonly untilMs?: number }
  /** In place of what this member's device left before. Conflict where the member is not the tenant's. */
  | { readonly kind: 'member-names'; readonly memberId: string; readonly names: Uint8Array }
  /** Conflict where the key is taken. */
  | { readonly kind: 'carrier'; readonly carrier: Carrier }
  /** In place of the key's record before, and of what was left for it: the newest code counts. Conflict where the box is another key's. */
  | { readonly kind: 'enrolment'; readonly enrolment: Enrolment }
  /** Conflict where no record lies in this box. */
  | { readonly kind: 'enrolment-welcome'; readonly boxId: string; readonly welcome: Uint8Array }
  /** Taking on the same key again for the same carrier is a conflict. */
  | { readonly kind: 'courier'; readonly courier: Courier }
  | { readonly kind: 'session'; readonly session: Session }
  /**
   * Conflict unless this principal counts: a member who is in the household and not suspended, a program whose key is not revoked. It is held until the
   * end of the transaction, so that a session which goes with it is ended by whatever cuts the principal off next.
   */
  | { readonly kind: 'stands'; readonly role: SessionRole; readonly principalId: string; readonly tenantId: string }
  /** This session showed a passkey. Nothing where it ended meanwhile. */
  | { readonly kind: 'session-passkey'; readonly tokenHash: Uint8Array; readonly passkeyMs: number }
  | { readonly kind: 'session-end'; readonly tokenHash: Uint8Array }
  /** Keeps it, in place of any of the same id, whosever that was: a browser tells one household at a time. */
  | { readonly kind: 'push'; readonly push: Push }
  /** Forgetting one that is not there, or not the tenant's, changes nothing. */
  | { readonly kind: 'push-gone'; readonly pushId: string }
  /** Conflict where the credential is known already. */
  | { readonly kind: 'passkey'; readonly passkey: Passkey }
  /** Conflict where its counter is another one by now: of two uses at once, one is of a copy. */
  | {
      readonly kind: 'passkey-used';
      readonly passkeyId: string;
      readonly fromCounter: number;
      readonly counter: number;
      readonly atMs: number;
    }
  | { readonly kind: 'passkey-named'; readonly passkeyId: string; readonly name: string }
  /** Conflict where it is the tenant's last one and the last one stays. */
  | { readonly kind: 'passkey-gone'; readonly passkeyId: string; readonly keepsLast: boolean }
  /** Keeps it, in place of the member's own one before. Conflict where the member is not the tenant's, or the token is taken. */
  | { readonly kind: 'feed'; readonly feed: Feed }
  /** Changes nothing where it is gone. */
  | { readonly kind: 'feed-read'; readonly memberId: string; readonly atMs: number }
  /** Ending one that is not there, or not the tenant's, changes nothing. */
  | { readonly kind: 'feed-gone'; readonly memberId: string }
  /** Conflict where the hub is bound to another home; binding again to the same one changes nothing. */
  | { readonly kind: 'hub'; readonly hub: Hub }
  | { readonly kind: 'shipment'; readonly shipment: Shipment }
  /** The household says no. Conflict where a visit for it exists. Saying so anew goes before what was said. */
  | {
      readonly kind: 'shipment-declined';
      readonly shipmentId: string;
      readonly wish: DeclineWish;
      readonly atMs: number;
    }
  /** Conflict where the visit id is taken, or the shipment's `visitId` is not `replaces` (absent: none yet). Sets it. */
  | { readonly kind: 'visit'; readonly visit: Visit; readonly replaces?: string }
  /** Conflict where the visit's version is another one. Adds 1 to it. A key that is absent stays as it is. */
  | {
      readonly kind: 'visit-change';
      readonly visitId: string;
      readonly fromVersion: number;
      readonly change: VisitChange;
    }
  /** Changes nothing. Conflict where the visit's version is another one: the other writes were made for what it was. */
  | { readonly kind: 'visit-seen'; readonly visitId: string; readonly version: number }
  /** Keeping the same hash for the same hub again changes nothing. */
  | { readonly kind: 'block'; readonly block: KeptBlock }
  /** The hub answered it, by receipt or refusal; it is not sent again. Settling what is not there changes nothing. */
  | { readonly kind: 'block-settled'; readonly hubId: string; readonly hash: Uint8Array }
  /** A carrier's own account of a block it sent; the same hash for the same hub again changes nothing. */
  | { readonly kind: 'carrier-block'; readonly block: CarrierBlock }
  /** The hub's receipt for it. Answering what is not there, or was answered, changes nothing. */
  | {
      readonly kind: 'carrier-block-answered';
      readonly hubId: string;
      readonly hash: Uint8Array;
      readonly answer: NonNullable<CarrierBlock['answer']>;
    }
  /**
   * This carrier's courier is blocked from now on: none of the carrier's visits names the device any more. Its sessions stay: they serve
   * whoever else gave it something.
   */
  | {
      readonly kind: 'courier-block';
      readonly carrierId: string;
      readonly courierId: string;
      readonly keyId: string;
      readonly atMs: number;
    }
  /** When a device or program was last heard; an older moment than the one kept changes nothing. */
  | { readonly kind: 'seen'; readonly principalId: string; readonly atMs: number }
  /** Conflict where the key is a carrier's or a program's already. */
  | { readonly kind: 'api-key'; readonly apiKey: ApiKey }
  /** Ends its sessions too. */
  | {
      readonly kind: 'api-key-revoked';
      readonly carrierId: string;
      readonly apiKeyId: string;
      readonly atMs: number;
    }
  /** Conflict where the carrier knows this address or this subject already. */
  | { readonly kind: 'operator-member'; readonly member: OperatorMember }
  /** Conflict where the person is gone, or the subject is another one by now. Of the server. */
  | {
      readonly kind: 'operator-member-signed-in';
      readonly memberId: string;
      readonly subject: string;
      readonly atMs: number;
    }
  /** Ends their sessions too. Conflict where the person is not the carrier's. */
  | { readonly kind: 'operator-member-gone'; readonly carrierId: string; readonly memberId: string }
  | { readonly kind: 'webhook-target'; readonly target: WebhookTarget }
  /** Conflict where it is not there. */
  | {
      readonly kind: 'webhook-target-change';
      readonly carrierId: string;
      readonly targetId: string;
      readonly change: Partial<Pick<WebhookTarget, 'secret' | 'previousSecret' | 'previousUntilMs' | 'goneMs'>>;
    }
  /** With everything that was still to be sent there. */
  | { readonly kind: 'webhook-target-end'; readonly carrierId: string; readonly targetId: string }
  /** One delivery for each of the carrier's targets that wants this event; `only`: for that target, whatever it wants. */
  | {
      readonly kind: 'webhook-event';
      readonly eventId: string;
      readonly of:
        | { readonly visitId: string }
        | { readonly shipmentId: string }
        | { readonly carrierId: string; readonly only: string };
      readonly event: string;
      readonly atMs: number;
    }
  /** What became of an attempt; changes nothing where the delivery is not waiting any more. */
  | {
      readonly kind: 'delivery-attempted';
      readonly eventId: string;
      readonly targetId: string;
      readonly change: Pick<WebhookDelivery, 'state' | 'nextMs' | 'lastStatus' | 'lastWhy' | 'endedMs'>;
    }
  /** Once more from the first attempt; conflict where it is waiting already, or not there. */
  | {
      readonly kind: 'delivery-again';
      readonly carrierId: string;
      readonly eventId: string;
      readonly targetId: string;
      readonly atMs: number;
    }
  /** Keeping the same (hub, hash) again changes nothing. Conflict where a non-fork of that seq is there. */
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  /**
   * Of the server: the hub is in this visit at this door, in the place of what was noted of that door before. `seq`: of its newest receipt that this was
   * read from; where a newer one is kept, that one's note counts, and this changes nothing.
   */
  | { readonly kind: 'under-way'; readonly underWay: UnderWay; readonly seq: number }
  /** Of the server: when the hub was heard last, and who heard of its silence. Changes nothing where that door is in another visit by now, or in none. */
  | { readonly kind: 'under-way-heard'; readonly underWay: UnderWay }
  /** Of the server: the hub is in this visit at this door no more, nor where no door was noted with it; without `at`: in none. `seq` as above. */
  | {
      readonly kind: 'under-way-over';
      readonly hubId: string;
      readonly at?: Pick<UnderWay, 'visitId' | 'door'>;
      readonly seq: number;
    }
  /** Starting the same recording again changes nothing; conflict where the id belongs to another hub. */
  | { readonly kind: 'recording'; readonly recording: Recording }
  | {
      readonly kind: 'recording-grown';
      readonly recordingId: string;
      readonly hubId: string;
      readonly bytes: number;
      readonly closed: boolean;
    }
  /** Conflict where the box is taken. */
  | { readonly kind: 'invitation'; readonly invitation: Invitation }
  /** Conflict where there is no such box, or another key has answered; the same key's first answer stays. Of the server. */
  | { readonly kind: 'invitation-answer'; readonly boxId: string; readonly keyId: string; readonly answer: Uint8Array }
  | { readonly kind: 'invitation-end'; readonly boxId: string }
  /** Conflict where the visit id is taken. */
  | { readonly kind: 'series'; readonly series: Series }
  /** Ending again changes nothing. */
  | { readonly kind: 'series-end'; readonly visitId: string; readonly endedMs: number }
  /** Of the person whose key it is. */
  | { readonly kind: 'series-said'; readonly visitId: string; readonly saying: HeardSaying }
  /** All sessions of this principal. */
  | { readonly kind: 'sessions-end'; readonly principalId: string };

/** Whoever has used up its requests. */
export interface Throttle {
  /** base64url of a hash. */
  readonly caller: string;
  /** Unix milliseconds of its next request's turn. */
  readonly dueMs: number;
}

/** An idempotency key with the answer that goes with it: kept in the transaction of the writes it stands for. */
export interface Once {
  /** Who asked, and for which route. */
  readonly scope: string;
  readonly key: string;
  /** SHA-256 of the request. */
  readonly requestHash: Uint8Array;
  readonly status: number;
  /** JSON. */
  readonly answer: string;
  readonly atMs: number;
}

export type WriteOutcome =
  | { readonly ok: true }
  /** Another request with this scope and key came first; nothing was written. */
  | { readonly ok: false; readonly why: 'repeated'; readonly first: Once }
  /** Nothing was written; `kind` is the first write that did not fit. */
  | { readonly ok: false; readonly why: 'conflict'; readonly kind: Write['kind'] };

export interface ClaimLimits {
  readonly all: number;
  readonly ofOne: number;
  readonly busy: readonly string[];
}

export interface Page {
  /** Sequence numbers above this one. */
  readonly afterSeq: number;
  readonly limit: number;
}

/** A read with a tenant answers `undefined` or an empty list for what belongs to somebody else. */
export interface Store {
  /** The tamper-evident log of every receipt that was kept. */
  readonly log: LogStore;
  /** Resolves when the writes are durable. */
  readonly write: (tenant: Tenant, writes: readonly Write[], once?: Once) => Promise<WriteOutcome>;
  readonly once: (scope: string, key: string) => Promise<Once | undefined>;
  /** Forgets idempotency keys older than this, and sessions and invitations that expired before it. */
  readonly forget: (beforeMs: number) => Promise<void>;
  /** Who has to wait still at this time. */
  readonly throttles: (nowMs: number) => Promise<readonly Throttle[]>;
  /** Puts these beside the others, and forgets whoever need not wait any more. */
  readonly keepThrottles: (throttles: readonly Throttle[], nowMs: number) => Promise<void>;

  /** Of all households, in no order: what a server that starts asks once. */
  readonly underWay: (limit: number) => Promise<readonly UnderWay[]>;

  /** Before a caller is known. */
  readonly session: (tokenHash: Uint8Array) => Promise<Session | undefined>;
  readonly feedByToken: (tokenHash: Uint8Array) => Promise<Feed | undefined>;
  readonly memberByKey: (keyId: string) => Promise<Member | undefined>;
  readonly carrierByKey: (keyId: string) => Promise<Carrier | undefined>;
  readonly enrolment: (keyId: string) => Promise<Enrolment | undefined>;
  readonly enrolmentIn: (boxId: string) => Promise<Enrolment | undefined>;
  readonly homeByHandle: (handle: string) => Promise<Home | undefined>;
  /** The oldest household: only the demo asks. */
  readonly firstHome: () => Promise<Home | undefined>;
  readonly hub: (hubId: string) => Promise<Hub | undefined>;
  /** What a carrier is called is no secret among those it delivers for. */
  readonly carrier: (carrierId: string) => Promise<Carrier | undefined>;

  readonly home: (tenant: Tenant, homeId: string) => Promise<Home | undefined>;
  readonly members: (tenant: Tenant, homeId: string) => Promise<readonly Member[]>;
  readonly hubs: (tenant: Tenant, homeId: string) => Promise<readonly Hub[]>;
  readonly couriers: (tenant: Tenant, carrierId: string) => Promise<readonly Courier[]>;
  readonly shipment: (tenant: Tenant, shipmentId: string) => Promise<Shipment | undefined>;
  /** All of the tenant's, newest first. */
  readonly shipments: (tenant: Tenant, limit: number, skip?: number) => Promise<readonly Shipment[]>;
  /**
   * The household's, newest first: up to half of them with a visit, and of those without one the newest of each carrier before the second of any, of
   * carriers that it let in before first. Anybody who was given its handle announces to it, and is not to push out what others did.
   */
  readonly shipmentsOfHome: (tenant: Tenant, limit: number) => Promise<readonly Shipment[]>;
  readonly visit: (tenant: Tenant, visitId: string) => Promise<Visit | undefined>;
  /** All of the tenant's, newest first. */
  readonly visits: (tenant: Tenant, limit: number) => Promise<readonly Visit[]>;
  /** Those of these ids that are the tenant's, in no order. */
  readonly visitsById: (tenant: Tenant, visitIds: readonly string[]) => Promise<readonly Visit[]>;
  /** Visits of a hub whose window ends at or after `fromS` and that carry an assignment: what the hub must be armed with. */
  readonly chains: (hubId: string, fromS: number, limit: number) => Promise<readonly Visit[]>;

  /** By the code that named the box, whoever asks; ended boxes are gone. */
  readonly invitation: (boxId: string) => Promise<Invitation | undefined>;
  readonly invitations: (tenant: Tenant, limit: number) => Promise<readonly Invitation[]>;
  readonly series: (tenant: Tenant, visitId: string) => Promise<Series | undefined>;
  /** All of the tenant's, newest first. */
  readonly allSeries: (tenant: Tenant, limit: number) => Promise<readonly Series[]>;
  /** Grants to people that the hub must be armed with: not ended, and reaching to `fromS` or beyond. */
  readonly openSeries: (hubId: string, fromS: number, limit: number) => Promise<readonly Series[]>;

  /** Blocks and diverts the hub has not settled, oldest first. */
  readonly openBlocks: (hubId: string) => Promise<readonly KeptBlock[]>;

  /** The carrier's, newest first. */
  readonly carrierBlocks: (tenant: Tenant, limit: number) => Promise<readonly CarrierBlock[]>;
  readonly carrierBlock: (hubId: string, hash: Uint8Array) => Promise<CarrierBlock | undefined>;
  /** When each was last heard; who never was is missing. */
  readonly lastSeen: (principalIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;

  /**
   * Before a caller is known: whom of any carrier, or of that one, this subject is, or this address could be. First who signed in as them before, then
   * who was invited by the subject, then by the address; of each the last invited first.
   */
  readonly operatorMembersAs: (
    who: { readonly issuer: string; readonly subject: string; readonly email?: string },
    limit: number,
    carrierId?: string,
  ) => Promise<readonly OperatorMember[]>;
  readonly operatorMember: (tenant: Tenant, memberId: string) => Promise<OperatorMember | undefined>;
  /** The carrier's, newest first. */
  readonly operatorMembers: (tenant: Tenant, limit: number) => Promise<readonly OperatorMember[]>;

  /** Before a caller is known. */
  readonly apiKeyByKey: (keyId: string) => Promise<ApiKey | undefined>;
  /** The carrier's, newest first, revoked ones too. */
  readonly apiKeys: (tenant: Tenant, limit: number) => Promise<readonly ApiKey[]>;
  readonly webhookTargets: (tenant: Tenant, limit: number) => Promise<readonly WebhookTarget[]>;
  /** The carrier's, newest first. */
  readonly deliveries: (tenant: Tenant, limit: number) => Promise<readonly WebhookDelivery[]>;
  /**
   * Takes what is due, each for one caller only until `leaseMs` from now, and counts the attempt: a few of each carrier that is not among `busy`, and
   * the first of each before the second of any, so that no carrier's many hold up another's.
   */
  readonly claimDeliveries: (
    nowMs: number,
    leaseMs: number,
    limits: ClaimLimits,
  ) => Promise<readonly { readonly delivery: WebhookDelivery; readonly target: WebhookTarget }[]>;

  /** The newest receipt that is no fork. */
  readonly receiptHead: (hubId: string) => Promise<Receipt | undefined>;
  /** Every receipt kept for that seq, forks too. */
  readonly receiptsAt: (hubId: string, seq: number) => Promise<readonly Receipt[]>;
  /** By seq; forks come right behind the receipt they contradict. */
  readonly receiptsOfHub: (tenant: Tenant, hubId: string, page: Page) => Promise<readonly Receipt[]>;
  /** By seq, only forks. */
  readonly forksOfHub: (tenant: Tenant, hubId: string, limit: number) => Promise<readonly Receipt[]>;
  /** By seq, without forks. */
  readonly receiptsOfVisit: (tenant: Tenant, visitId: string, page: Page) => Promise<readonly Receipt[]>;

  readonly recording: (tenant: Tenant, recordingId: string) => Promise<Recording | undefined>;
  readonly recordingsOfVisit: (tenant: Tenant, visitId: string) => Promise<readonly Recording[]>;

  /** All of the household's, oldest first. */
  readonly passkeys: (tenant: Tenant) => Promise<readonly Passkey[]>;
  readonly feed: (tenant: Tenant, memberId: string) => Promise<Feed | undefined>;
  /** All of the household's, oldest first. */
  readonly pushes: (tenant: Tenant) => Promise<readonly Push[]>;

  readonly close: () => Promise<void>;
}
