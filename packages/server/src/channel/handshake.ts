import { channel } from '@latchkey/contract';
import { decodePublicKey, hubIdOf, type Primitives, type PublicKey } from '@latchkey/protocol';
import { bytesIn, textOf } from '../ids.ts';

export interface ProvenHub {
  readonly hubId: string;
  readonly hubKey: PublicKey;
  readonly hubKeyBytes: Uint8Array;
}

/**
 * The hub's id is the hash of the key that signed this very challenge: another key has another id, so that no stranger can take
 * a hub's place.
 */
export const readHello = (
  primitives: Primitives,
  audience: string,
  challenge: string,
  hello: Extract<channel.HubToServer, { type: 'hello' }>,
): ProvenHub | undefined => {
  const hubKeyBytes = bytesIn(hello.hubKey);
  const signature = bytesIn(hello.signature);
  if (hubKeyBytes === undefined || signature === undefined) return undefined;
  const hubKey = keyIn(hubKeyBytes);
  const said = Buffer.from(channel.hubMessage(audience, challenge));
  if (hubKey === undefined || !primitives.verify(hubKey, said, signature)) return undefined;
  return { hubId: textOf(hubIdOf(primitives, hubKey)), hubKey, hubKeyBytes };
};

const keyIn = (bytes: Uint8Array): PublicKey | undefined => {
  try {
    return decodePublicKey(bytes);
  } catch {
    return undefined;
  }
};

/** Undefined for anything that is not exactly one message of the contract. */
export const readMessage = (data: Buffer): channel.HubToServer | undefined => {
  if (data.length > channel.maxLineMessageBytes) return undefined;
  try {
    const parsed = channel.hubToServer.safeParse(JSON.parse(data.toString('utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
};
