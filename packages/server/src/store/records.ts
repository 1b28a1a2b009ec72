import type { CourierSaid } from '@latchkey/delivery';

/**
 * What the server keeps. Ids are base64url of 16 bytes, as on the wire; signed objects and sealed texts are bytes, kept and
 * handed on byte for byte. Times named …Ms are unix milliseconds of the server's clock, for display and sorting only.
 */
export interface Home {
  readonly homeId: string;
  /** `LK-XXXX-XXXX`: what the household gives to carriers. */
  readonly handle: string;
  readonly createdMs: number;
  /** The household's rosters from the first to the newest, one after the other as a CBOR list; signed, and checked before they are kept. */
  readonly rosters?: Uint8Array;
  /** The hub whose pairing these rosters began with: what another one signs about members is believed of nobody. */
  readonly hubId?: string;
}

export interface Member {
  readonly memberId: string;
  readonly homeId: string;
  /** First 16 bytes of SHA-256 of the encoded key; one key is a member of at most one home. */
  readonly keyId: string;
  readonly publicKey: Uint8Array;
  /** Raw HPKE point, 65 bytes. */
  readonly sealingKey: Uint8Array;
  readonly createdMs: number;
  /** What this device calls the doors, sealed to each of the household's others: a CBOR list of [key id, sealed text]. */
  readonly names?: Uint8Array;
  /** Suspended at the hub; at the latest until then this server cuts the device off too. The hub needs no word of it. */
  readonly suspendedUntilMs?: number;
}

export interface Carrier {
  readonly carrierId: string;
  readonly keyId: string;
  readonly publicKey: Uint8Array;
  readonly sealingKey: Uint8Array;
  readonly name: string;
  readonly domain: string;
  readonly createdMs: number;
}

/** A device's own public record; readers check it against the code they got by QR or link. */
export interface Enrolment {
  readonly keyId: string;
  readonly publicKey: Uint8Array;
  readonly sealingKey: Uint8Array;
  readonly name: string;
  readonly mac: Uint8Array;
  readonly createdMs: number;
  /** SHA-256 of what takes this device on as a courier; absent: nothing does. */
  readonly admits?: Uint8Array;
  /** Where whoever was shown the device's code finds this record; absent: nobody does. */
  readonly boxId?: string;
  /** What a household that took this device in left for it: sealed to the device, nothing to the server. */
  readonly welcome?: Uint8Array;
}

export interface Courier {
  readonly courierId: string;
  readonly carrierId: string;
  readonly keyId: string;
  readonly createdMs: number;
  /** The carrier withdrew this device for ever: it sees and is given nothing of this carrier's any more. */
  readonly blockedMs?: number;
}

export type SessionRole = 'member' | 'courier' | 'carrier';

export interface Session {
  /** SHA-256 of the token; the token itself is nowhere. */
  readonly tokenHash: Uint8Array;
  readonly role: SessionRole;
  /** memberId, carrierId, or the courier device's keyId. */
  readonly principalId: string;
  /** homeId, carrierId, or the courier device's keyId: what the session may see. */
  readonly tenantId: string;
  readonly createdMs: number;
  readonly expiresMs: number;
  /** When it showed a passkey of the household; absent: it has not. */
  readonly passkeyMs?: number;
}

export interface Hub {
  readonly hubId: string;
  readonly hubKey: Uint8Array;
  readonly homeId: string;
  readonly boundMs: number;
}

export type DeclineWish = 'as-usual' | 'return';

export interface Shipment {
  readonly shipmentId: string;
  readonly carrierId: string;
  readonly homeId: string;
  readonly fromS: number;
  readonly toS: number;
  readonly trackingNumbers: readonly string[];
  readonly sealedLabel: Uint8Array;
  readonly createdMs: number;
  /** Sixteen bits of a hash of the address that announced it: enough to share a list fairly, too little to find the address by. Absent for what was kept before. */
  readonly fromBucket?: number;
  /** The newest visit for it. */
  readonly visitId?: string;
  /** What the household last said no with; a visit granted since goes before it. */
  readonly declinedWish?: DeclineWish;
  readonly declinedMs?: number;
}

export type VisitState =
  | 'announced'
  | 'granted'
  | 'assigned'
  | 'arriving'
  | 'at-door'
  | 'complete'
  | 'refused'
  | 'blocked'
  | 'diverted'
  | 'expired'
  | 'attention'
  | 'undelivered';

export interface VisitArriving {
  readonly etaS: number;
  readonly stopsBefore: number;
  readonly saidMs: number;
}

export type DivertTo = 'neighbour' | 'collection-point' | 'parcel-box' | 'other-address' | 'other-day' | 'return';

export interface VisitDivert {
  readonly to: DivertTo;
  readonly answer: 'waiting' | 'accepted' | 'declined';
  /** Where the carrier could bring it instead. */
  readonly offer?: DivertTo;
  readonly link: Uint8Array;
}

export interface Visit {
  readonly visitId: string;
  readonly shipmentId: string;
  readonly homeId: string;
  readonly carrierId: string;
  readonly hubId: string;
  readonly state: VisitState;
  readonly fromS: number;
  readonly toS: number;
  readonly grant: Uint8Array;
  readonly sealedNote: Uint8Array;
  /** From the first assignment to the leaf. */
  readonly assignments: readonly Uint8Array[];
  readonly courierId?: string;
  /** The device that may knock: a courier session sees exactly the visits that carry its key id. */
  readonly courierKeyId?: string;
  readonly sealedStop?: Uint8Array;
  readonly arriving?: VisitArriving;
  readonly divert?: VisitDivert;
  readonly said?: CourierSaid;
  readonly takenOverMs?: number;
  /** When it came to its present state; absent for what was kept before this was. */
  readonly sinceMs?: number;
  readonly createdMs: number;
  /** Counts changes; a change names the version it was made from. */
  readonly version: number;
}

/** What may change in a visit; everything else is as it was granted. */
export type VisitChange = Partial<
  Pick<
    Visit,
    | 'state'
    | 'sinceMs'
    | 'assignments'
    | 'courierId'
    | 'courierKeyId'
    | 'sealedStop'
    | 'arriving'
    | 'divert'
    | 'said'
    | 'takenOverMs'
  >
>;

/** A block or divert, or a roster that removes somebody, on its way to a hub: sent again at each reconnect until the hub has settled it. */
export interface KeptBlock {
  readonly hubId: string;
  readonly homeId: string;
  readonly kind: 'block' | 'divert' | 'roster';
  /** Hash of the statement: what the hub's receipt answers. */
  readonly hash: Uint8Array;
  readonly bytes: Uint8Array;
  /** Links that go along: the grant under a divert, the links down to a carrier's own key. */
  readonly links: readonly Uint8Array[];
  readonly visitId?: string;
  readonly receivedMs: number;
}

export interface Receipt {
  readonly hubId: string;
  readonly homeId: string;
  readonly seq: number;
  readonly hash: Uint8Array;
  /** Hash of the receipt before it, which its signature covers; empty for a hub's first. */
  readonly parent: Uint8Array;
  readonly bytes: Uint8Array;
  readonly visitId?: string;
  /** A second, different receipt of the hub for the same seq, or one that follows such a one. */
  readonly fork: boolean;
  readonly receivedMs: number;
}

/** Of a note that an earlier server kept: it knew of one visit a hub, and not at which door. */
export const DOOR_UNSAID = -1;

/** The newest visit of one door of a hub, between its first unlocking and its locked door. */
export interface UnderWay {
  readonly hubId: string;
  readonly homeId: string;
  readonly door: number;
  readonly visitId: string;
  /** When the hub was heard last, Unix milliseconds: as it was when this was kept, and no later. */
  readonly heardMs: number;
  /** A member heard the alarm of its present silence. */
  readonly acknowledgedMs?: number;
}

export interface Recording {
  readonly recordingId: string;
  readonly visitId: string;
  readonly homeId: string;
  readonly hubId: string;
  readonly door: number;
  /** Durable bytes. */
  readonly bytes: number;
  readonly startedMs: number;
  readonly closed: boolean;
}

/** Where one browser of a member takes messages while no page is open. The endpoint is a secret address: it goes into no log. */
export interface Push {
  /** First 16 bytes of SHA-256 of the endpoint. */
  readonly pushId: string;
  readonly homeId: string;
  readonly memberId: string;
  readonly endpoint: string;
  /** Raw P-256 point that messages are encrypted to, 65 bytes. */
  readonly publicKey: Uint8Array;
  readonly secret: Uint8Array;
  readonly createdMs: number;
}

/**
 * A member's calendar address. The token in it is made on their phone and nowhere here: who reads this row cannot read the feed.
 */
export interface Feed {
  readonly memberId: string;
  readonly homeId: string;
  /** SHA-256 of the token. */
  readonly tokenHash: Uint8Array;
  readonly language: 'en' | 'de';
  readonly createdMs: number;
  /** When a program last fetched it, to the quarter of an hour. */
  readonly lastReadMs?: number;
}

/** What a carrier withdrew at one hub, kept for the carrier until the hub's own receipt stands beside it, and after. */
export interface CarrierBlock {
  readonly carrierId: string;
  readonly hubId: string;
  readonly homeId: string;
  /** The visit whose grant gives the carrier the right at this hub. */
  readonly visitId: string;
  readonly hash: Uint8Array;
  readonly bytes: Uint8Array;
  readonly sentMs: number;
  /** The hub's receipt that answers it: its confirmation. */
  readonly answer?: { readonly seq: number; readonly parent: Uint8Array; readonly bytes: Uint8Array };
}

/** A box that only the code of a link names; what lies in it is public to whoever has the link. */
export interface Invitation {
  readonly boxId: string;
  readonly homeId: string;
  readonly offer: Uint8Array;
  /** The first answer stays. */
  readonly answer?: Uint8Array;
  readonly answerKeyId?: string;
  readonly createdMs: number;
  readonly expiresMs: number;
}

/** A member's grant to a person's own key, for several dates: a visit without a carrier and without a shipment. */
export interface Series {
  readonly visitId: string;
  /** The household's own name for whom it is: the same for every grant to one person. */
  readonly personId: string;
  readonly homeId: string;
  readonly hubId: string;
  readonly courierKeyId: string;
  readonly fromS: number;
  readonly toS: number;
  readonly grant: Uint8Array;
  /** Sealed to the person. */
  readonly letter: Uint8Array;
  readonly createdMs: number;
  readonly endedMs?: number;
  /** When the person said that they did not feel safe: unix seconds of their device; absent: never. */
  readonly unsafe?: readonly number[];
  /** When the server heard each of them: unix seconds, in the same order. */
  readonly unsafeHeard?: readonly number[];
}

/**
 * A person who may sign in for a carrier. Invited by an e-mail address or by the provider's own name for them; whoever signs in first by
 * the address is who it means from then on.
 */
export interface OperatorMember {
  readonly memberId: string;
  readonly carrierId: string;
  readonly role: 'dispatcher' | 'administrator';
  readonly issuer: string;
  readonly email?: string;
  readonly subject?: string;
  readonly invitedMs: number;
  readonly lastSignInMs?: number;
}

/** A program of a carrier's, known by its own public key: what it may do ends with the revocation, and no secret is shared. */
export interface ApiKey {
  readonly apiKeyId: string;
  readonly carrierId: string;
  readonly keyId: string;
  readonly publicKey: Uint8Array;
  readonly name: string;
  readonly createdMs: number;
  readonly revokedMs?: number;
}

/** Where a carrier wants to be told. The secret only signs what is sent there; it opens nothing here. */
export interface WebhookTarget {
  readonly targetId: string;
  readonly carrierId: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly secret: Uint8Array;
  /** The secret before, which signs as well until then. */
  readonly previousSecret?: Uint8Array;
  readonly previousUntilMs?: number;
  readonly createdMs: number;
  /** The receiver said that it is gone for good; nothing is sent there any more. */
  readonly goneMs?: number;
}

export interface WebhookDelivery {
  /** The same for every target and every attempt: how a receiver knows a repeat. */
  readonly eventId: string;
  readonly targetId: string;
  readonly carrierId: string;
  readonly event: string;
  /** JSON, as it is signed. */
  readonly payload: string;
  readonly state: 'waiting' | 'delivered' | 'dead';
  readonly attempts: number;
  /** Not before; while an attempt is under way, when somebody else may take it over. */
  readonly nextMs: number;
  readonly lastStatus?: number;
  readonly lastWhy?: string;
  readonly createdMs: number;
  readonly endedMs?: number;
}

/** A passkey of a household's account (WebAuthn). No door opens by it. */
export interface Passkey {
  readonly passkeyId: string;
  readonly homeId: string;
  /** Who added it. */
  readonly memberId: string;
  readonly name: string;
  /** Base64url, as authenticators call it. */
  readonly credentialId: string;
  /** A COSE key of one of the algorithms that are asked for. */
  readonly publicKey: Uint8Array;
  /** The authenticator's own; a copy of its key is noticed where it does not grow. 0 for ever where it does not count. */
  readonly counter: number;
  readonly backedUp: boolean;
  readonly createdMs: number;
  readonly lastUsedMs?: number;
}
