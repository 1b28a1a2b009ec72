import type {
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
  Push,
  Passkey,
  Receipt,
  Recording,
  Series,
  Session,
  Shipment,
  Visit,
} from '../records.ts';

/** Records that differ by a small number: `n` stands in every id, so that tests read as *home 1, carrier 2*. */
export const id = (kind: string, n: number) => Buffer.from(`${kind}${String(n)}`.padEnd(16, '.')).toString('base64url');
export const some = (n: number, length = 32) => new Uint8Array(length).fill(n);

export const homeOf = (n: number): Home => ({
  homeId: id('home', n),
  handle: `LK-${String(1000 + n)}-HOME`,
  createdMs: 1000 + n,
});
export const memberOf = (n: number, home = n): Member => ({
  memberId: id('member', n),
  homeId: id('home', home),
  keyId: id('memberkey', n),
  publicKey: some(n, 43),
  sealingKey: some(n, 65),
  createdMs: 1000 + n,
});
export const carrierOf = (n: number): Carrier => ({
  carrierId: id('carrier', n),
  keyId: id('carrierkey', n),
  publicKey: some(n, 43),
  sealingKey: some(n, 65),
  name: `Carrier ${String(n)}`,
  domain: 'http://127.0.0.1:8402',
  createdMs: 1000 + n,
});
export const enrolmentOf = (n: number): Enrolment => ({
  keyId: id('device', n),
  publicKey: some(n, 43),
  sealingKey: some(n, 65),
  name: `Courier ${String(n)}`,
  mac: some(n),
  createdMs: 1000 + n,
  ...(n === 1 ? { admits: some(7), boxId: id('box', 1) } : {}),
});
export const courierOf = (n: number, carrier = n): Courier => ({
  courierId: id('courier', n),
  carrierId: id('carrier', carrier),
  keyId: id('device', n),
  createdMs: 1000 + n,
});
export const sessionOf = (n: number, principalId = id('member', n)): Session => ({
  tokenHash: some(n),
  role: 'member',
  principalId,
  tenantId: id('home', n),
  createdMs: 1000,
  expiresMs: 9000 + n,
});
export const hubOf = (n: number, home = n): Hub => ({
  hubId: id('hub', n),
  hubKey: some(n, 43),
  homeId: id('home', home),
  boundMs: 1000 + n,
});
export const shipmentOf = (n: number, carrier = 1, home = 1): Shipment => ({
  shipmentId: id('shipment', n),
  carrierId: id('carrier', carrier),
  homeId: id('home', home),
  fromS: 100,
  toS: 200,
  trackingNumbers: [`LK${String(n)}`, 'B2'],
  sealedLabel: some(n, 80),
  createdMs: 2000 + n,
});
export const visitOf = (n: number, carrier = 1, home = 1): Visit => ({
  visitId: id('visit', n),
  shipmentId: id('shipment', n),
  homeId: id('home', home),
  carrierId: id('carrier', carrier),
  hubId: id('hub', home),
  state: 'granted',
  fromS: 100,
  toS: 200,
  grant: some(n, 200),
  sealedNote: some(n, 90),
  assignments: [],
  createdMs: 3000 + n,
  version: 1,
});
export const receiptOf = (seq: number, more: Partial<Receipt> = {}): Receipt => ({
  hubId: id('hub', 1),
  homeId: id('home', 1),
  seq,
  hash: some(seq),
  parent: some(seq - 1),
  bytes: some(seq, 120),
  fork: false,
  receivedMs: 4000 + seq,
  ...more,
});
export const recordingOf = (n: number): Recording => ({
  recordingId: id('recording', n),
  visitId: id('visit', n),
  homeId: id('home', 1),
  hubId: id('hub', 1),
  door: 1,
  bytes: 0,
  startedMs: 5000,
  closed: false,
});
export const blockOf = (n: number, more: Partial<KeptBlock> = {}): KeptBlock => ({
  hubId: id('hub', 1),
  homeId: id('home', 1),
  kind: 'block',
  hash: some(n),
  bytes: some(n, 150),
  links: [some(1, 10), some(2, 20)],
  visitId: id('visit', 1),
  receivedMs: 6000 + n,
  ...more,
});
export const feedOf = (n: number, member = n, home = member): Feed => ({
  memberId: id('member', member),
  homeId: id('home', home),
  tokenHash: some(n),
  language: 'en',
  createdMs: 6000 + n,
});
export const pushOf = (n: number, member = n, home = member): Push => ({
  pushId: id('push', n),
  homeId: id('home', home),
  memberId: id('member', member),
  endpoint: `https://push.example.com/${String(n)}`,
  publicKey: some(n, 65),
  secret: some(n, 16),
  createdMs: 6000 + n,
});
export const carrierBlockOf = (n: number, more: Partial<CarrierBlock> = {}): CarrierBlock => ({
  carrierId: id('carrier', 1),
  hubId: id('hub', 1),
  homeId: id('home', 1),
  visitId: id('visit', 1),
  hash: some(n),
  bytes: some(n, 150),
  sentMs: 6000 + n,
  ...more,
});

export const invitationOf = (n: number, home = 1): Invitation => ({
  boxId: id('box', n),
  homeId: id('home', home),
  offer: some(n, 300),
  createdMs: 7000 + n,
  expiresMs: 9000 + n,
});
export const seriesOf = (n: number, home = 1, device = 1): Series => ({
  visitId: id('series', n),
  personId: id('person', n),
  homeId: id('home', home),
  hubId: id('hub', home),
  courierKeyId: id('device', device),
  fromS: 100,
  toS: 200,
  grant: some(n, 200),
  letter: some(n, 90),
  createdMs: 8000 + n,
});

export const passkeyOf = (n: number, home = n): Passkey => ({
  passkeyId: id('passkey', n),
  homeId: id('home', home),
  memberId: id('member', home),
  name: `Key ${String(n)}`,
  credentialId: id('credential', n),
  publicKey: some(n, 77),
  counter: 0,
  backedUp: true,
  createdMs: 7000 + n,
});
