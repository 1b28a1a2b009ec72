import { routes, type Fetch } from '@latchkey/contract';
import { decodePublicKey, encodePublicKey } from '@latchkey/protocol';
import { bytesOfText, toBase64url } from '../encoding.ts';
import type { EnrolmentRecord } from '../enrolment.ts';
import type { ReceiptPage } from '../receipts.ts';
import type { ServerStop } from '../stops.ts';
import { keyIdText, NOON, VISIT, type Home } from './people.ts';
import type { CarrierShipment } from '../carrier.ts';

type HubAnswer = { ok: true; message?: string } | { ok: false; refusal: { reason: string; nowSlot?: number } };

/**
 * A server in memory that a test may make lie: it keeps what it is given and answers what it was told to. It checks no
 * signature, exactly because nobody may rely on it.
 */
export interface Relay {
  readonly fetch: Fetch;
  enrolments: Map<string, EnrolmentRecord>;
  shipment: CarrierShipment | undefined;
  stop: ServerStop | undefined;
  page: ReceiptPage;
  /** The carrier's own domain, which is another host in the world outside tests. */
  published: () => object;
  /** What the home's hub answers to an ask and to a knock; throws to be silent. */
  hub: { ask: (message: string) => HubAnswer; knock: (message: string) => HubAnswer };
  /** What the home's hub answers to an inquiry. */
  readiness: (inquiry: string) => HubAnswer | Promise<HubAnswer>;
  readonly knocks: string[];
  /** Forgets all sessions, as a server that restarts. */
  forget: () => void;
  signIns: number;
}

const id16 = (fill: number) => toBase64url(new Uint8Array(16).fill(fill));
export const COURIER_ID = id16(9);
export const CARRIER = { carrierId: id16(1), keyId: id16(1), name: 'Morgenpost', domain: 'http://127.0.0.1:8402' };

class Unauthorised extends Error {}
class Silent extends Error {}
export const silent = (): never => {
  throw new Silent();
};

/** The fields that the handlers read; the contract's client has checked nothing of them here. */
interface Body {
  readonly record: EnrolmentRecord;
  readonly publicKey: string;
  readonly boxId: string;
  readonly sealedStop: string;
  readonly assignment: string;
  readonly message: string;
  readonly inquiry: string;
}
type Handler = (body: Body) => unknown;

const problems = {
  401: { type: 'about:blank', title: 'Sign in', status: 401, detail: 'Sign in.', code: 'not-signed-in' },
  504: { type: 'about:blank', title: 'Silent', status: 504, detail: 'The hub is silent.', code: 'hub-silent' },
};

export const createRelay = (home: Home, published: () => object): Relay => {
  const tokens = new Set<string>();
  const boxes = new Map<string, string>();
  const token = () => {
    const made = toBase64url(crypto.getRandomValues(new Uint8Array(32)));
    tokens.add(made);
    return made;
  };
  const session = () => ({ principalId: id16(2), token: token() });
  const relay: Relay = {
    enrolments: new Map(),
    shipment: undefined,
    stop: undefined,
    page: { hubKey: toBase64url(encodePublicKey(home.hub.key)), receipts: [], more: false },
    hub: { ask: silent, knock: silent },
    readiness: silent,
    knocks: [],
    published,
    signIns: 0,
    forget: () => tokens.clear(),
    fetch: (url, init) => answer(url, init),
  };

  const stopOf = (sealedStop: string, assignment: string): ServerStop => ({
    visitId: toBase64url(VISIT),
    state: 'assigned',
    window: { fromS: NOON - 60, toS: NOON + 7200 },
    carrier: CARRIER,
    hubKey: relay.page.hubKey,
    hubOnline: true,
    links: [relay.shipment?.visit?.grant ?? '', assignment],
    sealedStop,
  });

  const open: Record<string, Handler> = {
    [`POST ${routes.newChallenge.path}`]: () => ({
      challenge: toBase64url(new Uint8Array(32)),
      audience: 'test',
      expiresInS: 60,
    }),
    [`POST ${routes.newSession.path}`]: () => {
      relay.signIns++;
      return session();
    },
    [`POST ${routes.newCarrier.path}`]: () => ({ ...session(), carrierId: CARRIER.carrierId }),
    [`POST ${routes.newEnrolment.path}`]: ({ record, publicKey, boxId }) => {
      const keyId = keyIdText(decodePublicKey(bytesOfText(publicKey)));
      boxes.set(boxId, keyId);
      relay.enrolments.set(keyId, record);
      return { ...session(), keyId };
    },
    'GET /.well-known/latchkey': () => relay.published(),
  };
  const visit = `/api/carrier/visits/${toBase64url(VISIT)}`;
  const stop = `/api/courier/visits/${toBase64url(VISIT)}`;
  const signedIn: Record<string, Handler> = {
    [`GET ${routes.listCarrierShipments.path}`]: () => ({
      shipments: relay.shipment === undefined ? [] : [relay.shipment],
    }),
    [`POST ${routes.takeOnCourier.path}`]: () => ({ courierId: COURIER_ID }),
    [`POST ${visit}/assignments`]: ({ sealedStop, assignment }) => {
      relay.stop = stopOf(sealedStop, assignment);
      return { handedToHub: true };
    },
    [`GET ${routes.listCouriers.path}`]: () => ({
      couriers: [...relay.enrolments.values()].map(({ name, signingKey, sealingKey }) => ({
        courierId: COURIER_ID,
        keyId: keyIdText(decodePublicKey(bytesOfText(signingKey))),
        name,
        signingKey,
        sealingKey,
      })),
    }),
    [`POST ${visit}/divert-answer`]: ({ sealedStop }) => {
      if (relay.stop !== undefined) relay.stop = { ...relay.stop, sealedStop };
      return { visitId: toBase64url(VISIT) };
    },
    [`POST ${visit}/readiness`]: async ({ inquiry }) => ({
      hubKey: relay.page.hubKey,
      answer: await relay.readiness(inquiry),
    }),
    [`GET ${visit}/receipts`]: () => relay.page,
    [`GET ${routes.listStops.path}`]: () => ({ stops: relay.stop === undefined ? [] : [relay.stop] }),
    [`POST ${stop}/ask`]: ({ message }) => relay.hub.ask(message),
    [`POST ${stop}/progress`]: () => ({ told: true }),
    [`POST ${stop}/knock`]: ({ message }) => {
      relay.knocks.push(message);
      return relay.hub.knock(message);
    },
    [`GET ${stop}/receipts`]: () => relay.page,
  };

  const handle = (url: string, { method, headers, body }: Parameters<Fetch>[1]): unknown => {
    const { pathname } = new URL(url);
    const name = `${method} ${pathname}`;
    const read = (body === undefined ? {} : JSON.parse(body)) as Body;
    const anyone = open[name];
    if (anyone !== undefined) return anyone(read);
    if (!tokens.has(headers['authorization']?.replace('Bearer ', '') ?? '')) throw new Unauthorised();
    const found = signedIn[name];
    if (found !== undefined) return found(read);
    const record = relay.enrolments.get(boxes.get(pathname.split('/').at(-1) ?? '') ?? '');
    if (record !== undefined) return record;
    throw new Error(`The relay of this test does not know ${name}.`);
  };

  const answer = async (url: string, init: Parameters<Fetch>[1]) => {
    try {
      return said(200, await handle(url, init));
    } catch (error) {
      if (error instanceof Unauthorised) return said(401, problems[401]);
      if (error instanceof Silent) return said(504, problems[504]);
      throw error;
    }
  };
  return relay;
};

const said = (status: number, value: unknown) => ({
  ok: status === 200,
  status,
  text: () => Promise.resolve(JSON.stringify(value)),
});
