import { generateSigner, portablePrimitives, randomBytes } from '@latchkey/keys';
import {
  BOLT,
  CAMERA,
  CONTACT,
  hubIdOf,
  signReceipt,
  signState,
  type DoorReport,
  type EventName,
  type ReceiptDetail,
  type State,
} from '@latchkey/protocol';
import { noHead, type Head } from '../model/receipt-chain.ts';

/** A hub as far as apps hear it: signs states and a chain of receipts. For tests. */
export const hubVoice = async () => {
  const p = portablePrimitives;
  const signer = await generateSigner();
  const hubId = hubIdOf(p, signer.key);
  const bootId = randomBytes(16);
  let head: Head = noHead;

  const state = async (change: Partial<State> & { doors?: DoorReport[] } = {}): Promise<Uint8Array> => {
    const said: State = {
      iat: 1_700_000_000,
      hubId,
      bootId,
      ...head,
      blockSeq: 0,
      epoch: 1,
      timeSource: 1,
      resumed: true,
      doors: [doorReport()],
      capability: 1,
      ...change,
    };
    return (await signState(p, signer, said)).bytes;
  };

  const receipt = async (event: EventName, more: Said = {}): Promise<Uint8Array> => {
    const said = {
      hubId,
      seq: head.seq + 1,
      timeSource: 1,
      bootId,
      salt: randomBytes(16),
      event,
      iat: 1_700_000_000 + head.seq,
    };
    const link = await signReceipt(p, signer, { ...said, ...more }, head.head);
    head = { seq: head.seq + 1, head: link.hash };
    return link.bytes;
  };

  return { primitives: p, signer, key: signer.key, hubId, bootId, state, receipt, head: () => head };
};

interface Said {
  /** Unix seconds; otherwise one second after the receipt before. */
  readonly iat?: number;
  readonly door?: number;
  readonly visitId?: Uint8Array;
  readonly answers?: Uint8Array;
  readonly detail?: ReceiptDetail;
}

export type HubVoice = Awaited<ReturnType<typeof hubVoice>>;

export const doorReport = (change: Partial<DoorReport> = {}): DoorReport => ({
  door: 1,
  bolt: BOLT.thrown,
  contact: CONTACT.closed,
  jammed: false,
  phase: 'idle',
  camera: CAMERA.ready,
  sensorAgeMs: 0,
  ...change,
});
