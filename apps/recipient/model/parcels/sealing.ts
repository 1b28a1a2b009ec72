import { packSealed, sealTo } from '@latchkey/keys';
import { toBase64url } from '@latchkey/protocol';

const utf8 = new TextEncoder();
/** Texts are filled up with spaces to a multiple of this, so that their length says little about them. */
const stepBytes = 256;

const padded = (text: string): Uint8Array => {
  const bytes = utf8.encode(text);
  const whole = new Uint8Array(Math.max(1, Math.ceil(bytes.length / stepBytes)) * stepBytes).fill(0x20);
  whole.set(bytes);
  return whole;
};

/** A text for a carrier's eyes only: HPKE to its sealing key; `info` ties it to its kind and visit (docs/protocol/sealed-texts.md). */
export const sealBytes = async (to: Uint8Array, info: string, text: object): Promise<Uint8Array> =>
  packSealed(await sealTo(to, padded(JSON.stringify(text)), utf8.encode(info)));

export const sealText = async (to: Uint8Array, info: string, text: object): Promise<string> =>
  toBase64url(await sealBytes(to, info, text));
