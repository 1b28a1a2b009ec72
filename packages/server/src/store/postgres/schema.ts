import type { CourierSaid } from '@latchkey/delivery';
import type { ColumnType, Generated } from 'kysely';
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
  VisitArriving,
  WebhookDelivery,
  WebhookTarget,
} from '../records.ts';
import type { Once, Throttle } from '../store.ts';

/** A record's columns: what may be absent in a record is null in a row. */
type Row<R> = { readonly [K in keyof R]-?: undefined extends R[K] ? Exclude<R[K], undefined> | null : R[K] };

/** Order of arrival within a table; breaks ties of equal times. */
interface Ordered {
  readonly ordinal: Generated<number>;
}

export interface VisitColumns extends Omit<Row<Visit>, 'arriving' | 'divert' | 'said'>, Ordered {
  readonly arriving: ColumnType<VisitArriving | null, string | null, string | null>;
  readonly said: ColumnType<CourierSaid | null, string | null, string | null>;
  readonly divertTo: string | null;
  readonly divertAnswer: string | null;
  readonly divertOffer: string | null;
  readonly divertLink: Uint8Array | null;
}

/** A hub's answer stands in three columns. */
interface AnswerColumns {
  readonly answerSeq: number | null;
  readonly answerParent: Uint8Array | null;
  readonly answerBytes: Uint8Array | null;
}

/** PostgreSQL's tables, in camel case; the plugin writes snake case. */
export interface Schema {
  readonly homes: Row<Home> & Ordered;
  readonly members: Row<Member> & Ordered;
  readonly carriers: Row<Carrier> & Ordered;
  readonly enrolments: Row<Enrolment>;
  readonly couriers: Row<Courier> & Ordered;
  readonly sessions: Row<Session>;
  readonly hubs: Row<Hub> & Ordered;
  readonly shipments: Row<Shipment> & Ordered;
  readonly visits: VisitColumns;
  readonly blocks: Row<KeptBlock> & Ordered;
  readonly carrierBlocks: Omit<Row<CarrierBlock>, 'answer'> & AnswerColumns & Ordered;
  readonly operatorMembers: Row<OperatorMember> & Ordered;
  readonly apiKeys: Row<ApiKey> & Ordered;
  readonly webhookTargets: Row<WebhookTarget> & Ordered;
  readonly deliveries: Row<WebhookDelivery> & Ordered;
  readonly lastSeen: { readonly principalId: string; readonly seenMs: number };
  readonly receipts: Row<Receipt> & Ordered;
  readonly recordings: Row<Recording> & Ordered;
  readonly passkeys: Row<Passkey> & Ordered;
  readonly feeds: Row<Feed> & Ordered;
  readonly pushes: Row<Push> & Ordered;
  readonly invitations: Row<Invitation> & Ordered;
  readonly series: Row<Series> & Ordered;
  readonly onces: Row<Once>;
  readonly throttles: Row<Throttle>;
  readonly underWay: Row<UnderWay>;
}
