/** A visit that was filmed: the hub's receipts and the recording that they name, of a hub that is made for it. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { portablePrimitives as p } from '@latchkey/keys';
import { nodeSigner } from '@latchkey/keys/node';
import { fragment, initSegment, RecordingSealer, videoFormat } from '@latchkey/media';
import { checkpointAt, closeAt, frameAt, RECORDING_ID, RECORDING_KEY, SAMPLE_AVCC, STARTED_MS, testHub } from '@latchkey/media/testing'; // prettier-ignore
import { encodePublicKey, hubIdOf, signReceipt, TIME_SOURCE, toBase64url, type Link, type Receipt } from '@latchkey/protocol'; // prettier-ignore

const FRAMES = 20;
const visitId = new Uint8Array(16).fill(7);

export interface Filmed {
  /** As the app saves it, the film with its key. */
  readonly file: Record<string, unknown> & {
    readonly films: readonly { readonly record: string; readonly key: string }[];
  };
  readonly records: readonly Uint8Array[];
  /** The same pictures, of another visit of the same hub. */
  readonly otherVisit: string;
  /** The same pictures under the same names, sealed once more: another film. */
  readonly twin: string;
}

export const filmedEvidence = async (): Promise<Filmed> => {
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const hub = nodeSigner(key);
  const hubId = hubIdOf(p, hub.key);
  const signBytes = (message: Uint8Array) =>
    new Uint8Array(sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' }));
  const film = (visit: Uint8Array) => {
    const sealer = new RecordingSealer({ ...testHub(), sign: signBytes }, RECORDING_KEY, RECORDING_ID);
    const envelopes = [{ suite: 1, kid: new Uint8Array(8).fill(1), enc: new Uint8Array(65), ct: new Uint8Array(48) }];
    const ids = { hubId, recordingId: RECORDING_ID, visitId: visit, door: 1, startedMs: STARTED_MS, envelopes };
    const records = [sealer.init(ids, initSegment(videoFormat(SAMPLE_AVCC)))];
    for (let index = 0; index < FRAMES; index += 1) {
      const frame = frameAt(index);
      records.push(sealer.frame(frame.key ? 'key' : 'delta', fragment(frame, index + 1)));
      if (index % 10 === 9) records.push(sealer.checkpoint(checkpointAt(index + 1)));
    }
    return [...records, sealer.close(closeAt(FRAMES))];
  };
  const records = film(visitId);
  const receipts = await receiptsOf(hub, hubId, records);
  const text = (all: readonly Uint8Array[]) => toBase64url(Buffer.concat(all));
  const file = {
    format: 'latchkey-evidence-1',
    hubKey: toBase64url(encodePublicKey(hub.key)),
    visitId: toBase64url(visitId),
    receipts: receipts.map(({ bytes }) => toBase64url(bytes)),
    films: [{ record: text(records), key: toBase64url(RECORDING_KEY) }],
  };
  return { file, records, otherVisit: text(film(new Uint8Array(16).fill(8))), twin: text(film(visitId)) };
};

/** The camera begins, the bolt opens with five pictures on disk, the recording ends. */
const receiptsOf = async (
  hub: ReturnType<typeof nodeSigner>,
  hubId: Uint8Array,
  records: readonly Uint8Array[],
): Promise<Link<Receipt>[]> => {
  const links: Link<Receipt>[] = [];
  const recordingId = RECORDING_ID;
  const headAt = (seq: number) => ({ filmSeq: seq, filmHead: p.sha256(records[seq] ?? new Uint8Array(0)) });
  const base = {
    iat: STARTED_MS / 1000,
    timeSource: TIME_SOURCE.clock,
    hubId,
    bootId: new Uint8Array(16),
    door: 1,
    visitId,
  };
  const last = records.length - 1;
  for (const claims of [
    { event: 'recording-started', detail: { recordingId } },
    { event: 'unlocked', detail: { recordingId, ...headAt(5) } },
    { event: 'recording-closed', detail: { recordingId, records: records.length, ...headAt(last) } },
  ] as const)
    links.push(await signReceipt(p, hub, { ...base, seq: links.length + 1, salt: new Uint8Array(16).fill(links.length), ...claims }, links.at(-1)?.hash)); // prettier-ignore
  return links;
};
