import { routes, type Route } from '@latchkey/contract';
import { z } from 'zod';
import { textOf } from '../ids.ts';
import { newSigner, publicKeyText, random, sealingKey } from './caller.ts';
import type { AssignedVisit, PairedHome } from './story.ts';

/** Every route of the contract that a server has, and nothing else of the module. A door's display is a hub's alone. */
export const allRoutes: readonly Route[] = Object.values(routes).filter(
  (value): value is Extract<typeof value, Route> =>
    typeof value === 'object' && 'method' in value && 'path' in value && value !== routes.watchDisplay,
);

export interface Ids {
  readonly hubId: string;
  readonly visitId: string;
  readonly shipmentId: string;
  readonly recordingId: string;
  readonly keyId: string;
  readonly pushId: string;
  readonly courierId: string;
  readonly boxId: string;
  readonly targetId: string;
  readonly eventId: string;
  readonly apiKeyId: string;
  readonly passkeyId: string;
  readonly memberId: string;
}

const id = () => textOf(random(16));
export const unknownIds = (): Ids => ({
  hubId: id(),
  visitId: id(),
  shipmentId: id(),
  recordingId: id(),
  keyId: id(),
  courierId: id(),
  pushId: id(),
  boxId: id(),
  targetId: id(),
  eventId: id(),
  apiKeyId: id(),
  passkeyId: id(),
  memberId: id(),
});

export const fillIds = (path: string, ids: Ids): string =>
  path.replace(/:(\w+)/g, (_, name: string) => ids[name as keyof Ids]);

const bytes = (length: number) => textOf(random(length));
const proof = () => ({ publicKey: bytes(43), challenge: bytes(32), signature: bytes(64), transport: 'bearer' });

/** A body of the right form for each route that takes one, about things of `home` and `visit`. */
export const bodies = (home: PairedHome, visit: AssignedVisit): Readonly<Record<string, object>> => ({
  'POST /api/challenges': {},
  'POST /api/sessions': { ...proof(), role: 'member' },
  'POST /api/homes': { ...proof(), sealingKey: sealingKey() },
  'POST /api/carriers': { ...proof(), sealingKey: sealingKey(), name: 'Pax', domain: 'http://127.0.0.1:8402' },
  'POST /api/enrolments': {
    ...proof(),
    record: { signingKey: bytes(43), sealingKey: sealingKey(), name: 'Kim', mac: bytes(32) },
  },
  'POST /api/home/enrolments/:boxId/welcome': { welcome: bytes(300) },
  'POST /api/home/hubs/:hubId/pairing': { step: 'roster', message: 'AQID' },
  'POST /api/recovery/:hubId': { call: bytes(200) },
  'POST /api/home/hubs/:hubId/messages': { method: 'state', message: 'AQID' },
  'POST /api/home/hubs/:hubId/silence': { sinceMs: 1 },
  'POST /api/home/grants': { shipmentId: visit.shipmentId, grant: textOf(visit.grant.bytes), sealedNote: bytes(90) },
  'POST /api/home/blocks': { hubId: home.hub.hubId, block: bytes(200) },
  'POST /api/home/visits/:visitId/divert': { divert: bytes(200), block: bytes(200), to: 'neighbour' },
  'POST /api/home/shipments/:shipmentId/decline': { wish: 'as-usual' },
  'POST /api/home/pushes': { endpoint: 'https://push.example.com/1', publicKey: sealingKey(), secret: bytes(16) },
  'POST /api/home/calendar': { tokenHash: bytes(32), language: 'en' },
  'POST /api/home/names': { texts: [{ keyId: id(), sealed: bytes(300) }] },
  'POST /api/home/passkeys/options': {},
  'POST /api/home/passkeys/proof-options': {},
  'POST /api/home/passkeys': { name: 'Phone', credentialId: bytes(32), clientData: bytes(90), attestation: bytes(90) },
  'POST /api/home/passkeys/proof': {
    credentialId: bytes(32),
    clientData: bytes(90),
    authenticatorData: bytes(37),
    signature: bytes(70),
  },
  'POST /api/home/passkeys/:passkeyId/name': { name: 'Laptop' },
  'POST /api/carrier/shipments': {
    handle: home.handle,
    window: { fromS: 1, toS: 2 },
    trackingNumbers: ['PAX1'],
    sealedLabel: bytes(90),
  },
  'POST /api/carrier/couriers': { keyId: visit.courier.keyId, admission: visit.courier.admission },
  'POST /api/carrier/visits/:visitId/assignments': {
    courierId: visit.courierId,
    assignment: textOf(visit.assignment.bytes),
    sealedStop: bytes(90),
  },
  'POST /api/carrier/visits/:visitId/blocks': { block: bytes(200) },
  'POST /api/carrier/visits/:visitId/readiness': { inquiry: bytes(200) },
  'POST /api/carrier/webhooks': { url: 'https://example.com/hook', events: ['visit.complete'] },
  'POST /api/carrier/webhooks/:targetId/secret': {},
  'POST /api/carrier/webhooks/:targetId/test': {},
  'POST /api/carrier/deliveries/:eventId/:targetId/replay': {},
  'POST /api/sign-in': {},
  'POST /api/sign-in/answer': { answer: 'code=1&state=2' },
  'POST /api/sign-in/choice': { memberId: id() },
  'POST /api/carrier/sign-out': {},
  'POST /api/carrier/members': { role: 'dispatcher', email: 'kim@example.com' },
  'POST /api/carrier/members/:memberId/removal': {},
  'POST /api/carrier/api-keys': { name: 'Till', publicKey: publicKeyText(newSigner()) },
  'POST /api/carrier/api-keys/:apiKeyId/revocation': {},
  'POST /api/carrier/couriers/:courierId/block': { blocks: [{ visitId: visit.visitId, block: bytes(200) }] },
  'POST /api/carrier/visits/:visitId/divert-answer': { answer: 'accepted' },
  'POST /api/courier/visits/:visitId/ask': { message: 'AQID' },
  'POST /api/courier/visits/:visitId/knock': { message: 'AQID' },
  'POST /api/home/invitations': { boxId: id(), offer: bytes(300) },
  'POST /api/home/series': { personId: id(), grant: textOf(visit.grant.bytes), letter: bytes(90) },
  'POST /api/home/series/:visitId/end': {},
  'POST /api/home/people/:keyId/end': {},
  'POST /api/courier/invitations/:boxId/answer': { answer: bytes(200) },
  'POST /api/demo/beliefs': { who: 'courier', word: 'locked' },
  'POST /api/courier/visits/:visitId/sayings': { what: 'unsafe', atS: 1 },
  'POST /api/courier/series/:visitId/sayings': { what: 'unsafe', atS: 1 },
  'POST /api/carrier/visits/:visitId/take-over': {},
  'POST /api/courier/visits/:visitId/position': { sealedPosition: bytes(200) },
  'POST /api/courier/visits/:visitId/progress': { etaS: 60, stopsBefore: 1 },
});

/** Where ids stand in what a route takes as its body, as ways into it: `['texts', '0', 'keyId']`. */
export const idsInBody = ({ body }: Route): readonly (readonly string[])[] =>
  body === undefined ? [] : waysTo(isId, z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }));

/** Where texts stand in it. */
export const textsInBody = ({ body }: Route): readonly (readonly string[])[] =>
  body === undefined ? [] : waysTo(isText, z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }));

type JsonSchema = z.core.JSONSchema.JSONSchema;
const isSchema = (one: unknown): one is JsonSchema => typeof one === 'object' && one !== null && !Array.isArray(one);

type Fits = (name: string, inner: unknown) => boolean;
const isId: Fits = (name) => name.endsWith('Id');
const isText: Fits = (_, inner) => isSchema(inner) && inner.type === 'string';

const waysTo = (fits: Fits, schema: JsonSchema): readonly (readonly string[])[] => {
  const within = (way: string, inner: unknown) => {
    if (fits(way, inner)) return [[way]];
    return isSchema(inner) ? waysTo(fits, inner).map((rest) => [way, ...rest]) : [];
  };
  const { properties = {}, items, anyOf = [], oneOf = [], allOf = [] } = schema;
  return [
    ...Object.entries(properties).flatMap(([name, inner]) => within(name, inner)),
    ...within('0', items),
    ...[...anyOf, ...oneOf, ...allOf].flatMap((one) => (isSchema(one) ? waysTo(fits, one) : [])),
  ];
};

/** The same body with another value there. */
export const withAt = (body: unknown, [first, ...rest]: readonly string[], value: string): unknown => {
  if (first === undefined) return value;
  if (Array.isArray(body)) return body.map((one: unknown, i) => (String(i) === first ? withAt(one, rest, value) : one));
  const object = body as Readonly<Record<string, unknown>>;
  return { ...object, [first]: withAt(object[first], rest, value) };
};
