import { createHash, randomBytes } from 'node:crypto';
import { nodePrimitives } from '@latchkey/keys/node';
import { signAssignment, signGrant, signReceipt, toBase64url, toHex, type EventName, type Primitives, type Receipt, type ReceiptDetail, type Signer } from '@latchkey/protocol'; // prettier-ignore
import { encodeEntry, type Entry } from '../../packages/hub/src/journal/entry.ts';
import { frame } from '../../packages/hub/src/journal/frame.ts';

/** What a hub writes down of one visit that goes as it should, by the hub's own tests: eleven receipts beside its chain and its intent, and a floor each minute between. */
const [recordingId, filmHead] = [new Uint8Array(16).fill(1), new Uint8Array(32).fill(2)];
const film: ReceiptDetail = { recordingId, filmHead, filmSeq: 7 };
const leaf = new Uint8Array(16).fill(3);
const VISIT: readonly (readonly [EventName, ReceiptDetail?])[] = [
  ['armed', { leaf }],
  ['asked', { leaf }],
  ['recording-started', film],
  ['unlock-intended', { ...film, action: 1, leaf, occurrence: 0 }],
  ['unlocked', film],
  ['door-opened'],
  ['door-closed'],
  ['lock-command', { cause: 'auto' }],
  ['locked', film],
  ['complete', film],
  ['recording-closed', { recordingId, filmHead, records: 100, cause: 'complete' }],
];
const MINUTES_A_DAY = 1440;
const FROM_S = 1_800_000_000;

/** Nothing looks at these signatures: a start believes its own disk. */
const unsigned = (): Signer => ({
  key: { x: new Uint8Array(32).fill(1), yOdd: false },
  sign: () => Promise.resolve(new Uint8Array(64)),
});

/** A grant to a carrier for one parcel, and its word for a courier. */
const chainOf = async (p: Primitives, signer: Signer, visitId: Uint8Array, iat: number) => {
  const window = { iat, nbf: iat, exp: iat + 7200 };
  const grant = await signGrant(p, signer, {
    ...window, cti: visitId, holder: signer.key, hubId: leaf, doors: [1], uses: 1, flags: 3, maxOpenSeconds: 120, depth: [1, 2], visitId,
    parcels: [leaf],
  }); // prettier-ignore
  const taken = { ...window, cti: visitId.slice(0, 8), holder: signer.key, depth: [0, 0] as [number, number] };
  return [grant, await signAssignment(p, signer, taken, grant.hash)] as const;
};

/** The bytes of a journal of so many days, by a hub that was never started again. */
export async function longJournal(days: number, visitsADay: number): Promise<Uint8Array> {
  const p = nodePrimitives();
  const signer = unsigned();
  const records: Uint8Array[] = [];
  const write = (entry: Entry) => records.push(frame(encodeEntry(entry)));
  const name = (text: string) => createHash('sha256').update(text).digest('hex');
  let [seq, unixS] = [0, FROM_S];
  let head: Uint8Array = new Uint8Array(0);
  write({ t: 'boot', bootId: randomBytes(16).toString('base64url') });
  for (let day = 0; day < days; day++) {
    for (let visit = 0; visit < visitsADay; visit++) {
      const id = name(`${day} ${visit}`);
      const visitId = new Uint8Array(randomBytes(16));
      const chain = await chainOf(p, signer, visitId, unixS);
      write({ t: 'chain', links: chain.map(({ bytes }) => toBase64url(bytes)) });
      write({ t: 'intent', id, by: 'visit', door: 1, action: 'unlock', knock: id, uses: [`${id}/1/0`, `${name(id)}/1/0`], visit: toBase64url(visitId), leaf: id.slice(0, 32), cti: id.slice(32), grant: id, nonce: id.slice(16, 48), unixS }); // prettier-ignore
      for (const [event, detail] of VISIT) {
        const claims: Receipt = { hubId: leaf, bootId: leaf, seq: ++seq, salt: leaf, timeSource: 1, iat: unixS, event, door: 1, visitId, ...(detail === undefined ? {} : { detail }) }; // prettier-ignore
        const link = await signReceipt(p, signer, claims, head);
        head = link.hash;
        write({ t: 'receipt', link: toBase64url(link.bytes), visit: toBase64url(visitId) });
      }
      write({ t: 'settled', id });
      write({ t: 'chain-over', leaf16: toHex(chain[1].hash).slice(0, 32) });
    }
    for (let minute = 0; minute < MINUTES_A_DAY; minute++) write({ t: 'floor', unixS: (unixS += 60) });
  }
  return new Uint8Array(Buffer.concat(records));
}
