import { channel } from '@latchkey/contract';
import type { z } from 'zod';
import { textOf } from '../ids.ts';
import { newSigner, publicKeyText, random } from './caller.ts';

/** What a message on a hub's line may name. */
export interface Named {
  readonly visitId: string;
  readonly recordingId: string;
  readonly knock: string;
  /** A statement of a hub, and a household's roster: both signed by whose they are. */
  readonly receipt: string;
  readonly roster: string;
}

type FromHub = channel.HubToServer;
type ToHub = channel.ServerToHub;
type Samples<M extends { readonly type: string }> = { readonly [T in M['type']]: Extract<M, { readonly type: T }> };

const typesOf = (union: { readonly options: readonly z.ZodObject[] }): readonly string[] =>
  union.options.map(({ shape }) => String((shape['type'] as z.ZodLiteral).value));

/** As the contract lists them: whoever adds one has to say here what it may change. */
export const fromHubTypes = typesOf(channel.hubToServer) as readonly FromHub['type'][];
export const toHubTypes = typesOf(channel.serverToHub) as readonly ToHub['type'][];

/** Names nothing that exists. */
export const nothingNamed = (): Named => ({
  visitId: textOf(random(16)),
  recordingId: textOf(random(16)),
  knock: textOf(random(32)),
  receipt: textOf(random(200)),
  roster: textOf(random(200)),
});

/** One message of each type that a hub may say, of the right form, about what is named. */
export const fromHub = ({ visitId, recordingId, knock, receipt, roster }: Named): Samples<FromHub> => ({
  hello: {
    type: 'hello',
    hubKey: publicKeyText(newSigner()),
    signature: textOf(random(64)),
    bootId: textOf(random(16)),
  },
  response: { type: 'response', id: 0, answer: { ok: true } },
  receipt: { type: 'receipt', seq: 1, receipt, visitId },
  'fresh?': { type: 'fresh?', nonce: textOf(random(16)) },
  'state-changed': { type: 'state-changed' },
  'resume-wanted': { type: 'resume-wanted', message: 'AQID' },
  'time-wanted': { type: 'time-wanted', nonce: textOf(random(16)) },
  'approval-wanted': { type: 'approval-wanted', visitId, door: 1, knock, message: 'AQID', waitS: 30 },
  roster: { type: 'roster', roster },
  'approval-over': { type: 'approval-over', visitId, knock },
  'recording-started': { type: 'recording-started', recordingId, visitId, door: 1 },
  'look-started': { type: 'look-started', recordingId, door: 1 },
  'recording-closed': { type: 'recording-closed', recordingId },
  move: { type: 'move', move: 'AQID', previous: '', rosters: 1 },
  'log-seen': { type: 'log-seen', checkpoint: 'x' },
  mail: { type: 'mail', id: 0, keyId: textOf(random(16)) },
});

/** One message of each type that only the server may say. */
export const toHub = ({ visitId, recordingId }: Named): Samples<ToHub> => ({
  challenge: { type: 'challenge', challenge: textOf(random(32)), audience: 'http://localhost:8400' },
  welcome: { type: 'welcome', receiptsUpTo: -1, head: '' },
  request: { type: 'request', id: 0, method: 'knock', message: 'AQID' },
  fresh: { type: 'fresh', nonce: textOf(random(16)) },
  visit: {
    type: 'visit',
    visit: {
      visitId,
      shipmentId: textOf(random(16)),
      trackingNumbers: ['PAX1'],
      carrier: {
        carrierId: textOf(random(16)),
        keyId: textOf(random(16)),
        name: 'Pax',
        domain: 'http://127.0.0.1:8402',
      },
      grant: 'AQID',
      assignments: [],
      createdMs: 1,
    },
  },
  household: { type: 'household', known: false },
  'household-refused': { type: 'household-refused', why: 'taken' },
  letter: { type: 'letter', id: 0, found: false },
  'receipt-ack': { type: 'receipt-ack', upToSeq: 1 },
  'recording-ack': { type: 'recording-ack', recordingId, bytes: 0 },
  'viewer-nonce': { type: 'viewer-nonce', recordingId, nonce: textOf(random(16)) },
});

/** The same message once more for each object in it, with a field there that nobody knows. */
export const withField = (message: object, field: string): readonly object[] => [
  { ...message, [field]: 'admin' },
  ...Object.entries(message).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? withField(value as object, field).map((inner) => ({ ...message, [name]: inner }))
      : [],
  ),
];
