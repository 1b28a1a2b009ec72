import { NAL_IDR, NAL_SPS, nalType, splitNals } from '@latchkey/media';

/** RTP packets of H.264: a NAL unit each, or fragments of one (RFC 6184 §5.6, §5.8). */
export const PAYLOAD_TYPE = 96;
export const CLOCK_HZ = 90_000;

const MAX_PAYLOAD = 1400;
const FU_A = 28;

export interface RtpState {
  readonly ssrc: number;
  sequence: number;
}

/** The packets of one picture; the marker is on the last. `parameterSets` go before a key frame. */
export function packetize(
  state: RtpState,
  frame: Uint8Array,
  timestamp: number,
  parameterSets: readonly Uint8Array[],
): Buffer[] {
  const nals = splitNals(frame);
  const needsSets = nals.some((nal) => nalType(nal) === NAL_IDR) && !nals.some((nal) => nalType(nal) === NAL_SPS);
  const payloads = (needsSets ? [...parameterSets, ...nals] : nals).flatMap(fragments);
  return payloads.map((payload, index) => packet(state, payload, timestamp, index === payloads.length - 1));
}

function fragments(nal: Uint8Array): Uint8Array[] {
  if (nal.length <= MAX_PAYLOAD) return [nal];
  const first = nal[0] ?? 0;
  const parts: Uint8Array[] = [];
  for (let at = 1; at < nal.length; at += MAX_PAYLOAD - 2) {
    const piece = nal.subarray(at, at + MAX_PAYLOAD - 2);
    const start = at === 1 ? 0x80 : 0;
    const end = at + piece.length === nal.length ? 0x40 : 0;
    parts.push(Buffer.concat([Buffer.of((first & 0xe0) | FU_A, start | end | (first & 0x1f)), piece]));
  }
  return parts;
}

function packet(state: RtpState, payload: Uint8Array, timestamp: number, marker: boolean): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt8(0x80, 0);
  head.writeUInt8((marker ? 0x80 : 0) | PAYLOAD_TYPE, 1);
  head.writeUInt16BE(state.sequence, 2);
  head.writeUInt32BE(timestamp % 0x1_0000_0000, 4);
  head.writeUInt32BE(state.ssrc, 8);
  state.sequence = (state.sequence + 1) % 0x1_0000;
  return Buffer.concat([head, payload]);
}

/** `$ channel length` before each packet on the RTSP connection (RFC 2326 §10.12). */
export function interleaved(channel: number, packetBytes: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt8(0x24, 0);
  head.writeUInt8(channel, 1);
  head.writeUInt16BE(packetBytes.length, 2);
  return Buffer.concat([head, packetBytes]);
}
