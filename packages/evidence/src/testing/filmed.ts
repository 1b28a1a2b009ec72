/** Visits that were filmed: a hub's receipts and the recordings that they name. */
import { portablePrimitives as p } from '@latchkey/keys';
import { fragment, initSegment, RecordingSealer, videoFormat } from '@latchkey/media';
import { checkpointAt, closeAt, frameAt, RECORDING_ID, RECORDING_KEY, SAMPLE_AVCC, STARTED_MS, testHub } from '@latchkey/media/testing'; // prettier-ignore
import { encodePublicKey, hubIdOf, signGrant, signReceipt, TIME_SOURCE, toBase64url, type Link, type Receipt } from '@latchkey/protocol'; // prettier-ignore
import { fixedHub, type FixedHub } from './hub.ts';

const FRAMES = 20;
const FILM_VISIT = new Uint8Array(16).fill(7);
const SECOND_ID = new Uint8Array(16).fill(0x62);

/** A film as the app saves it, to be spoilt in tests. */
export interface FilmText {
  readonly record: string;
  readonly key: string;
}

export interface Filmed {
  /** As the app saves it, the film with its key. */
  readonly file: Record<string, unknown> & { readonly films: readonly FilmText[] };
  readonly records: readonly Uint8Array[];
  /** The same pictures, of another visit of the same hub. */
  readonly otherVisit: string;
  /** The same pictures under the same names, sealed once more: another film. */
  readonly twin: string;
}

export const filmedEvidence = async (): Promise<Filmed> => {
  const hub = fixedHub('hub with a camera');
  const records = filmOf(hub, FILM_VISIT, RECORDING_ID);
  const { headAt, closed } = headsOf(records);
  const receipts = await storyOf(hub, [
    { event: 'recording-started', detail: { recordingId: RECORDING_ID } },
    { event: 'unlocked', detail: { recordingId: RECORDING_ID, ...headAt(5) } },
    { event: 'recording-closed', detail: { recordingId: RECORDING_ID, ...closed } },
  ]);
  return {
    file: { ...storyFile(hub, receipts), films: [{ record: textOf(records), key: toBase64url(RECORDING_KEY) }] },
    records,
    otherVisit: textOf(filmOf(hub, new Uint8Array(16).fill(8), RECORDING_ID)),
    twin: textOf(filmOf(hub, FILM_VISIT, RECORDING_ID, 1)),
  };
};

/** A visit whose film was ended by a removal, and went on in a second one under another key; docs/protocol/recording.md §9. */
export const twoFilms = async (): Promise<Filmed['file']> => {
  const hub = fixedHub('hub with a camera');
  const [first, second] = [filmOf(hub, FILM_VISIT, RECORDING_ID), filmOf(hub, FILM_VISIT, SECOND_ID)];
  const receipts = await storyOf(hub, [
    { event: 'recording-started', detail: { recordingId: RECORDING_ID } },
    { event: 'unlocked', detail: { recordingId: RECORDING_ID, ...headsOf(first).headAt(5) } },
    { event: 'recording-closed', detail: { recordingId: RECORDING_ID, ...headsOf(first).closed, cause: 'members-changed' } }, // prettier-ignore
    { event: 'recording-started', detail: { recordingId: SECOND_ID } },
    { event: 'recording-closed', detail: { recordingId: SECOND_ID, ...headsOf(second).closed } },
  ]);
  const films = [first, second].map((records) => ({ record: textOf(records), key: toBase64url(RECORDING_KEY) }));
  return { ...storyFile(hub, receipts), films };
};

/** Somebody who comes again: one permission, two dates a day apart, a film of each. */
export const filmsOfTwoDates = async (): Promise<Filmed['file']> => {
  const hub = fixedHub('hub with a camera');
  const startS = STARTED_MS / 1000;
  // prettier-ignore
  const grant = await signGrant(p, fixedHub('member'), {
    nbf: startS, exp: startS + 90_000, iat: startS, cti: new Uint8Array(16).fill(1), holder: fixedHub('cleaner').key, hubId: hubIdOf(p, hub.key),
    doors: [1], uses: 1, flags: 1, maxOpenSeconds: 120, depth: [0, 0], visitId: FILM_VISIT, occurrences: [[0, 60], [1440, 60]],
  });
  const films = [RECORDING_ID, SECOND_ID].map((recordingId) => filmOf(hub, FILM_VISIT, recordingId));
  const told = films.flatMap((records, at): Told[] => {
    const recordingId = at === 0 ? RECORDING_ID : SECOND_ID;
    const iat = startS + at * 86_400;
    return [
      { iat, event: 'recording-started', detail: { recordingId } },
      { iat: iat + 9, event: 'recording-closed', detail: { recordingId, ...headsOf(records).closed } },
    ];
  });
  const texts = films.map((records) => ({ record: textOf(records), key: toBase64url(RECORDING_KEY) }));
  return { ...storyFile(hub, await storyOf(hub, told)), grant: toBase64url(grant.bytes), films: texts };
};

const textOf = (all: readonly Uint8Array[]): string => toBase64url(Buffer.concat(all));

const storyFile = (hub: FixedHub, receipts: readonly Link<Receipt>[]) => ({
  format: 'latchkey-evidence-1',
  hubKey: toBase64url(encodePublicKey(hub.key)),
  visitId: toBase64url(FILM_VISIT),
  receipts: receipts.map(({ bytes }) => toBase64url(bytes)),
});

/** `shift`: pictures that differ. */
const filmOf = (hub: FixedHub, visitId: Uint8Array, recordingId: Uint8Array, shift = 0): Uint8Array[] => {
  const sealer = new RecordingSealer({ ...testHub(), sign: hub.signBytes }, RECORDING_KEY, recordingId);
  const envelopes = [{ suite: 1, kid: new Uint8Array(8).fill(1), enc: new Uint8Array(65), ct: new Uint8Array(48) }];
  const ids = { hubId: hubIdOf(p, hub.key), recordingId, visitId, door: 1, startedMs: STARTED_MS, envelopes };
  const records = [sealer.init(ids, initSegment(videoFormat(SAMPLE_AVCC)))];
  for (let index = 0; index < FRAMES; index += 1) {
    const frame = frameAt(index);
    const data = frame.data.map((byte, at) => (at === 5 ? byte + shift : byte));
    records.push(sealer.frame(frame.key ? 'key' : 'delta', fragment({ ...frame, data }, index + 1)));
    if (index % 10 === 9) records.push(sealer.checkpoint(checkpointAt(index + 1, { recordingId })));
  }
  return [...records, sealer.close(closeAt(FRAMES, { recordingId }))];
};

const headsOf = (records: readonly Uint8Array[]) => {
  const headAt = (seq: number) => ({ filmSeq: seq, filmHead: p.sha256(records[seq] ?? new Uint8Array(0)) });
  return { headAt, closed: { records: records.length, ...headAt(records.length - 1) } };
};

type Told = Pick<Receipt, 'event' | 'detail'> & { readonly iat?: number };

/** One receipt a second. */
const storyOf = async (hub: FixedHub, told: readonly Told[]): Promise<Link<Receipt>[]> => {
  const base = { timeSource: TIME_SOURCE.clock, hubId: hubIdOf(p, hub.key), bootId: new Uint8Array(16), door: 1, visitId: FILM_VISIT }; // prettier-ignore
  const links: Link<Receipt>[] = [];
  for (const [at, claims] of told.entries())
    links.push(await signReceipt(p, hub, { ...base, iat: STARTED_MS / 1000 + at, seq: at + 1, salt: new Uint8Array(16).fill(at), ...claims }, links.at(-1)?.hash)); // prettier-ignore
  return links;
};
