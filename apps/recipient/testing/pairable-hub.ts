import { generateSigner, portablePrimitives, randomBytes } from '@latchkey/keys';
import {
  DOOR_KIND,
  encodeTrustCode,
  hubIdOf,
  keyHashOf,
  makePaired,
  makePairingAnswer,
  readPairingConfirm,
  readPairingHello,
  signReceipt,
  toBase64url,
  type Link,
  type Roster,
  type Signer,
  type TrustCode,
} from '@latchkey/protocol';
import { bytesFrom } from '@latchkey/web-kit/model';
import type { HubAnswer } from '../model/doors/member-knock.ts';

const p = portablePrimitives;
const no = (reason: string): HubAnswer => ({ ok: false, refusal: { reason } });

export interface PairableHub {
  readonly signer: Signer;
  readonly code: TrustCode;
  readonly codeText: string;
  readonly tellHub: (hubId: string, step: 'hello' | 'roster', message: Uint8Array) => Promise<HubAnswer>;
  /** The first roster, once the hub took it. */
  readonly roster: () => Link<Roster> | undefined;
}

/** A hub that can be paired with its code, by the protocol's own functions. For tests. */
export const pairableHub = async (): Promise<PairableHub> => {
  const signer = await generateSigner();
  const code: TrustCode = { keyHash: keyHashOf(p, signer.key), secret: randomBytes(16) };
  let hello = new Uint8Array();
  let answer = new Uint8Array();
  let roster: Link<Roster> | undefined;

  const tellHub = async (_hubId: string, step: 'hello' | 'roster', message: Uint8Array): Promise<HubAnswer> => {
    if (step === 'hello') {
      const read = readPairingHello(p, code, message);
      if (!read.ok) return no(read.problem);
      hello = new Uint8Array(message);
      const doors = [
        { id: 1, name: 'Flat door', kind: DOOR_KIND.flat },
        { id: 2, name: 'Garage', kind: DOOR_KIND.garage },
      ];
      const said = { nonce: randomBytes(16), doors, capability: 1, bootId: randomBytes(16) };
      answer = new Uint8Array(await makePairingAnswer(p, code, signer, hello, said));
      return { ok: true, message: toBase64url(answer) };
    }
    const read = readPairingConfirm(p, code, hello, answer, message);
    if (!read.ok) return no(read.problem);
    roster = read.roster;
    const previous = randomBytes(32);
    const receipt = await signReceipt(
      p,
      signer,
      {
        hubId: hubIdOf(p, signer.key),
        seq: 2,
        timeSource: 0,
        bootId: randomBytes(16),
        salt: randomBytes(16),
        event: 'paired',
        answers: roster.hash,
        detail: { epoch: 1, rosterHash: roster.hash },
      },
      previous,
    );
    return { ok: true, message: toBase64url(makePaired(receipt.bytes, previous)) };
  };
  return { signer, code, codeText: encodeTrustCode(code), tellHub, roster: () => roster };
};

/** For a server in between: changes one byte of what the hub answered. */
export const tampered = (answer: HubAnswer, at: number): HubAnswer => {
  if (!answer.ok || answer.message === undefined) return answer;
  const bytes = bytesFrom(answer.message);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return { ok: true, message: toBase64url(bytes) };
};
