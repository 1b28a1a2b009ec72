import { routes } from '@latchkey/contract';
import { signCarrierBlock, TARGET, type Grant, type Link } from '@latchkey/protocol';
import { assignTo } from './assignment.ts';
import { signingKeyOf, type CourierBook, type KnownCourier } from './couriers.ts';
import { armedVisits, readSentBlock, signDeviceBlock, type SentBlock } from './blocks.ts';
import { detailsOf, leafKeyId, signedDivert, type DivertTarget } from './divert.ts';
import { publishes, readDomain } from './domain.ts';
import { bytesOfText, toBase64url } from './encoding.ts';
import { admissionFor, verifiedEnrolment } from './enrolment.ts';
import { CarrierError } from './errors.ts';
import { checkedGrant, type VisitToCheck } from './grant.ts';
import { readFacts, type Fact } from './receipts.ts';
import { askReadiness, type DoorsReady } from './readiness.ts';
import { createSession, type Session } from './session.ts';
import { stopFor } from './stop-text.ts';
import {
  labelInfo,
  labelText,
  noteInfo,
  noteText,
  openText,
  positionInfo,
  positionText,
  sealText,
  stopInfo,
} from './texts.ts';
import type { DivertText, LabelText, NoteText, PositionText, StopText } from './texts.ts';
import type { OwnKeys, Transport, World } from './world.ts';

export interface CarrierOptions {
  readonly world: World;
  readonly keys: OwnKeys;
  readonly book: CourierBook;
  readonly transport: Transport;
}

export interface Announcement {
  /** What the household gave the carrier instead of an account: `LK-7F3K-92QD`. */
  readonly handle: string;
  /** Unix seconds. */
  readonly window: { readonly fromS: number; readonly toS: number };
  readonly trackingNumbers: readonly string[];
  readonly label: LabelText;
  /** 16 bytes, base64url: the carrier's own name for it. The same reference again, however late, announces nothing twice. */
  readonly reference?: string;
}

type Answer<R> = R extends { answer?: { _output: infer A } } ? A : never;
export type CarrierShipment = Answer<typeof routes.listCarrierShipments>['shipments'][number];
export type CarrierVisit = NonNullable<CarrierShipment['visit']>;

/** Dispatch: the holder of a carrier's key. Whoever runs this is trusted by the carrier; the server is not. */
export interface Carrier {
  /** Registers the key that the carrier's own domain already publishes. Throws `key-not-published`, `domain-unreachable`. */
  register(of: { readonly name: string; readonly domain: string }): Promise<{ carrierId: string }>;
  read(): Promise<Answer<typeof routes.readCarrier>>;
  /** `known`: its reference was announced before. */
  announce(parcel: Announcement): Promise<{ shipmentId: string; known?: boolean | undefined }>;
  /** Newest first; at most 5,000. */
  shipments(): Promise<readonly CarrierShipment[]>;
  label(shipment: Pick<CarrierShipment, 'sealedLabel'>): Promise<LabelText>;
  /** Where a courier said to be, as a `position` event brings it. Throws `sealed-text-unreadable`. */
  position(visitId: string, sealedPosition: string): Promise<PositionText>;
  /** Where the recipient wants the parcel put. */
  note(visit: Pick<CarrierVisit, 'visitId' | 'sealedNote'>): Promise<NoteText>;
  /** Whose device a code vouches for, checked and not yet taken on. Throws `enrolment-…`. */
  lookAt(code: string): Promise<{ readonly name: string; readonly keyId: string }>;
  /** Checks the device's record against the code before anything is kept. Throws `enrolment-…`. */
  takeOn(code: string): Promise<KnownCourier>;
  couriers(): Promise<Answer<typeof routes.listCouriers>['couriers']>;
  /**
   * Checks the grant, signs the visit over to the courier's device and seals the stop to it.
   * Throws `courier-not-known-here`, `grant-…`; `handedToHub: false` means the hub will be armed when it is reachable again.
   */
  assign(shipment: CarrierShipment, courierId: string): Promise<{ handedToHub: boolean }>;
  /** Withdraws this carrier's own visit, or one courier from it. Confirmed only by the hub's `blocked` receipt. */
  block(visit: CarrierVisit, courier?: KnownCourier): Promise<{ handedToHub: boolean }>;
  /**
   * For a lost phone: ends its sessions, takes it off every visit, and blocks its key at each hub where this carrier's own links
   * name it. Confirmed at a door only by that door's receipt: see `blocks`. Answers the hubs it was sent to.
   */
  blockDevice(courier: KnownCourier): Promise<{ sent: readonly { hubId: string; handedToHub: boolean }[] }>;
  /** What this carrier's key took back, newest first, each with the hub's verified confirmation where there is one. */
  blocks(): Promise<readonly SentBlock[]>;
  /** Whether a verified `diverted` receipt answers exactly this instruction: only then a member really signed it. */
  divertConfirmed(visit: CarrierVisit, facts: readonly Fact[]): boolean;
  /** Dispatch sees to a door that is not locked: its courier may go on. The household's alarm goes on. */
  takeOver(visitId: string): Promise<void>;
  /** Which neighbour, which address, which day: what the household sealed beneath its divert. Throws `sealed-text-unreadable`. */
  divertDetails(visit: CarrierVisit): Promise<DivertText>;
  /** Declined may come with an offer: where the carrier could bring it instead. */
  answerDivert(visitId: string, answer: 'accepted' | 'declined', offer?: DivertTarget): Promise<void>;
  /** Accepts, and seals the courier's stop anew with where to. `courierTold: false`: nobody is assigned, or not from this book. */
  acceptDivert(shipment: CarrierShipment): Promise<{ courierTold: boolean }>;
  /** The visit's receipts, each verified. Throws `hub-key-wrong`, `receipt-forged`, `grant-…`. */
  receipts(visit: VisitToCheck): Promise<readonly Fact[]>;
  /**
   * Whether the doors of this visit would let its courier in, by their hub's own word, checked.
   * Throws `readiness-forged`, `hub-key-wrong`, `grant-…`; a hub that is away is an `ApiProblem` of the server's.
   */
  readiness(visit: VisitToCheck): Promise<DoorsReady>;
  /** The session, for routes that this interface does not wrap. */
  readonly session: Session;
}

export const createCarrier = ({ world, keys, book, transport }: CarrierOptions): Carrier => {
  const p = world.primitives;
  const session = createSession(world, keys, 'carrier', transport);
  const granted = (visit: VisitToCheck): Link<Grant> => checkedGrant(p, keys.signer.key, visit);

  const sealStop = (courier: KnownCourier, stop: StopText, visitId: string) =>
    sealText(world.seal, bytesOfText(courier.sealingKey), stop, stopInfo(visitId));

  const courierOf = async (visit: CarrierVisit): Promise<KnownCourier | undefined> => {
    const keyId = leafKeyId(p, visit);
    const { couriers } = await session.signedIn((call) => call(routes.listCouriers, {}));
    const courierId = couriers.find((one) => one.keyId === keyId)?.courierId;
    const known = courierId === undefined ? undefined : await book.find(courierId);
    return known?.keyId === keyId ? known : undefined;
  };

  const inspect = (code: string) =>
    verifiedEnrolment(world, code, (boxId) =>
      session.signedIn((call) => call(routes.readEnrolmentAsCarrier, { params: { boxId } })),
    );

  const blockTarget = (visit: CarrierVisit, courier: KnownCourier | undefined) =>
    courier === undefined
      ? { type: TARGET.visit, id: bytesOfText(visit.visitId) }
      : { type: TARGET.courierKey, id: bytesOfText(courier.keyId) };

  return {
    session,
    register: async ({ name, domain }) => {
      if (!publishes(await readDomain(world.fetch, domain), keys)) throw new CarrierError('key-not-published');
      const sealingKey = toBase64url(keys.sealing.publicKey);
      const made = await session.open(routes.newCarrier, {
        body: { ...(await session.prove()), sealingKey, name, domain },
      });
      session.keep(made);
      return { carrierId: made.carrierId };
    },
    read: () => session.signedIn((call) => call(routes.readCarrier, {})),
    announce: async ({ handle, window, trackingNumbers, label, reference }) => {
      const sealedLabel = await sealText(world.seal, keys.sealing.publicKey, label, labelInfo);
      const said = { handle, window, trackingNumbers: [...trackingNumbers], sealedLabel };
      const body = reference === undefined ? said : { ...said, reference };
      return session.signedIn((call) => call(routes.newShipment, { body }));
    },
    shipments: () => allShipments(session),
    label: ({ sealedLabel }) => openText(keys.sealing, labelText, sealedLabel, labelInfo),
    note: ({ visitId, sealedNote }) => openText(keys.sealing, noteText, sealedNote, noteInfo(visitId)),
    position: (visitId, sealed) => openText(keys.sealing, positionText, sealed, positionInfo(visitId)),
    lookAt: inspect,
    takeOn: async (code) => {
      const enrolment = await inspect(code);
      const body = { keyId: enrolment.keyId, admission: admissionFor(world, code) };
      const { courierId } = await session.signedIn((call) => call(routes.takeOnCourier, { body }));
      const courier = { ...enrolment, courierId };
      await book.keep(courier);
      return courier;
    },
    couriers: async () => (await session.signedIn((call) => call(routes.listCouriers, {}))).couriers,
    assign: async (shipment, courierId) => {
      const { visit } = shipment;
      const courier = await book.find(courierId);
      if (visit === undefined) throw new CarrierError('grant-does-not-fit');
      if (courier === undefined) throw new CarrierError('courier-not-known-here');
      const link = await assignTo(world, keys.signer, granted(visit), signingKeyOf(courier));
      const sealedStop = await sealStop(courier, await stopFor(keys.sealing, shipment, visit), visit.visitId);
      const body = { courierId, assignment: toBase64url(link.bytes), sealedStop };
      return session.signedIn((call) => call(routes.newAssignment, { params: { visitId: visit.visitId }, body }));
    },
    block: async (visit, courier) => {
      const { hubId } = granted(visit).claims;
      const target = blockTarget(visit, courier);
      const block = await signCarrierBlock(p, keys.signer, { hubId, target, iat: world.nowS(), cti: world.random(16) });
      const body = { block: toBase64url(block.bytes) };
      return session.signedIn((call) => call(routes.newCarrierBlock, { params: { visitId: visit.visitId }, body }));
    },
    blockDevice: async (courier) => {
      const grantOf = (visit: CarrierVisit) => {
        try {
          return granted(visit);
        } catch {
          // A grant that does not fit gives no right at any hub, and arms none.
          return undefined;
        }
      };
      const visits = armedVisits(p, courier, await allShipments(session), grantOf);
      const blocks = await Promise.all(
        visits.map(async (visit) => ({
          visitId: visit.visitId,
          block: await signDeviceBlock(world, keys.signer, courier, granted(visit)),
        })),
      );
      const sent: { hubId: string; handedToHub: boolean }[] = [];
      const params = { courierId: courier.courierId };
      // The first request ends the sessions, though there be no door at all.
      for (let at = 0; at === 0 || at < blocks.length; at += routes.blocksAtOnce) {
        const body = { blocks: blocks.slice(at, at + routes.blocksAtOnce) };
        sent.push(...(await session.signedIn((call) => call(routes.blockCourier, { params, body }))).sent);
      }
      return { sent };
    },
    blocks: async () => {
      const { blocks } = await session.signedIn((call) => call(routes.listCarrierBlocks, {}));
      return blocks.flatMap((said) => readSentBlock(p, keys.signer.key, said) ?? []);
    },
    divertConfirmed: (visit, facts) => {
      const divert = signedDivert(p, granted(visit), visit);
      if (divert === undefined) return false;
      const hash = toBase64url(divert.hash);
      return facts.some((fact) => fact.event === 'diverted' && fact.answers === hash);
    },
    divertDetails: (visit) => detailsOf(keys.sealing, signedDivert(p, granted(visit), visit), visit.visitId),
    answerDivert: async (visitId, answer, offer) => {
      const body = offer === undefined ? { answer } : { answer, offer };
      await session.signedIn((call) => call(routes.answerDivert, { params: { visitId }, body }));
    },
    acceptDivert: async (shipment) => {
      const { visit } = shipment;
      if (visit === undefined) throw new CarrierError('grant-does-not-fit');
      const whereTo = async (to: KnownCourier) => {
        const elsewhere = await detailsOf(keys.sealing, signedDivert(p, granted(visit), visit), visit.visitId);
        const stop = { ...(await stopFor(keys.sealing, shipment, visit)), elsewhere };
        return { sealedStop: await sealStop(to, stop, visit.visitId) };
      };
      const courier = await courierOf(visit);
      const body = { answer: 'accepted' as const, ...(courier === undefined ? {} : await whereTo(courier)) };
      await session.signedIn((call) => call(routes.answerDivert, { params: { visitId: visit.visitId }, body }));
      return { courierTold: courier !== undefined };
    },
    takeOver: async (visitId) => {
      await session.signedIn((call) => call(routes.takeOverDoor, { params: { visitId }, body: {} }));
    },
    readiness: (visit) => askReadiness({ world, keys, session }, granted(visit), visit.visitId),
    receipts: (visit) => {
      const { hubId, visitId } = granted(visit).claims;
      return readFacts(p, { hubId, visitId }, (after) =>
        session.signedIn((call) =>
          call(routes.listCarrierReceipts, { params: { visitId: visit.visitId }, query: { after } }),
        ),
      );
    },
  };
};

const mostPages = 25;

/** Page by page. One that was announced meanwhile moves the others on by one: what comes twice is the same, nothing is left out. */
const allShipments = async (session: Session): Promise<readonly CarrierShipment[]> => {
  const found = new Map<string, CarrierShipment>();
  for (let page = 0; page < mostPages; page++) {
    const input = page === 0 ? {} : { query: { skip: page * routes.shipmentsOnPage } };
    const { shipments } = await session.signedIn((call) => call(routes.listCarrierShipments, input));
    for (const shipment of shipments) found.set(shipment.shipmentId, shipment);
    if (shipments.length < routes.shipmentsOnPage) break;
  }
  return [...found.values()];
};
