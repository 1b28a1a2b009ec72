import type {
  ApiKey,
  Carrier,
  CarrierBlock,
  Courier,
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
  Shipment,
  UnderWay,
  Visit,
  WebhookDelivery,
  WebhookTarget,
} from './records.ts';
import type { Once } from './store.ts';

/** The rows of the in-memory store, by their keys. Byte keys are hex. */
export class Tables {
  readonly homes = new Map<string, Home>();
  /** By key id. */
  readonly members = new Map<string, Member>();
  readonly carriers = new Map<string, Carrier>();
  readonly enrolments = new Map<string, Enrolment>();
  readonly couriers = new Map<string, Courier>();
  readonly sessions = new Map<string, Session>();
  readonly hubs = new Map<string, Hub>();
  readonly shipments = new Map<string, Shipment>();
  readonly visits = new Map<string, Visit>();
  readonly blocks = new Map<string, KeptBlock>();
  readonly carrierBlocks = new Map<string, CarrierBlock>();
  readonly operatorMembers = new Map<string, OperatorMember>();
  readonly apiKeys = new Map<string, ApiKey>();
  readonly webhookTargets = new Map<string, WebhookTarget>();
  /** By event and target. */
  readonly deliveries = new Map<string, WebhookDelivery>();
  readonly seen = new Map<string, number>();
  readonly receipts = new Map<string, Receipt>();
  /** Those of the main chain by hub and number: a hub that tells its whole story must not wait longer for each further line of it. */
  readonly receiptsBySeq = new Map<string, Receipt>();
  readonly recordings = new Map<string, Recording>();
  readonly passkeys = new Map<string, Passkey>();
  readonly pushes = new Map<string, Push>();
  /** By member id. */
  readonly feeds = new Map<string, Feed>();
  readonly invitations = new Map<string, Invitation>();
  /** By visit id. */
  readonly series = new Map<string, Series>();
  readonly onces = new Map<string, Once>();
  readonly throttles = new Map<string, number>();
  /** By hub id and door. */
  readonly underWay = new Map<string, UnderWay>();
}

export const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
export const pair = (...parts: readonly string[]) => parts.join('\n');
