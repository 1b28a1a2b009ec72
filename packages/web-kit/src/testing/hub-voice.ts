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
  type Primitives,
  type PublicKey,
  type ReceiptDetail,
  type Signer,
  type State,
} from '@latchkey/protocol';
import { noHead, type Head } from '../model/receipt-chain.ts';

/** A hub as far as apps hear it: signs states and a chain of receipts. For tests. */
export const hubVoice = async (): Promise<HubVoice> => voiceOf(await generateSigner(), noHead);

const voiceOf = (signer: Signer, from: Head): HubVoice => {
  const p = portablePrimitives;
  const hubId = hubIdOf(p, signer.key);
  const bootId = randomBytes(16);
  let head = from;

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

  /** The same hub once more, from a copy of its disk. */
  const copy = (): HubVoice => voiceOf(signer, head);

  return { primitives: p, signer, key: signer.key, hubId, bootId, state, receipt, head: () => head, copy };
};

interface Said {
  /** Unix seconds; otherwise one second after the receipt before. */
  readonly iat?: number;
  readonly door?: number;
  readonly visitId?: Uint8Array;
  readonly answers?: Uint8Array;
  readonly detail?: ReceiptDetail;
}

export interface HubVoice {
  readonly primitives: Primitives;
  readonly signer: Signer;
  readonly key: PublicKey;
  readonly hubId: Uint8Array;
  readonly bootId: Uint8Array;
  readonly state: (change?: Partial<State> & { doors?: DoorReport[] }) => Promise<Uint8Array>;
  readonly receipt: (event: EventName, more?: Said) => Promise<Uint8Array>;
  readonly head: () => Head;
  readonly copy: () => HubVoice;
}

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
