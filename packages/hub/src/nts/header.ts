/** The 48 bytes with which every NTPv4 packet begins (RFC 5905 §7.3). */
export const NTP_HEADER_BYTES = 48;

/** 1970 counted from 1900. */
const UNIX_EPOCH_S = 2_208_988_800;
const ERA_S = 2 ** 32;
const MODE_SERVER = 4;

export interface NtpHeader {
  readonly mode: 'server' | 'other';
  /** 3: the server itself does not know the time. */
  readonly leap: number;
  /** 0: a kiss; 16 and more: not synchronised. */
  readonly stratum: number;
  /** Four letters, where the stratum is 0. */
  readonly kiss: string;
  /** Milliseconds from the server to what it has its time from, and back; and by how much that may be off. */
  readonly rootDelayMs: number;
  readonly rootDispersionMs: number;
  /** Our own transmit timestamp, repeated. */
  readonly origin: Uint8Array;
  /** Milliseconds since 1900 or since a later era of 2³² seconds; 0: not said. */
  readonly receivedMs: number;
  readonly sentMs: number;
}

/** Undefined: no NTPv4. */
export function readHeader(packet: Uint8Array): NtpHeader | undefined {
  if (packet.length < NTP_HEADER_BYTES) return undefined;
  const view = new DataView(packet.buffer, packet.byteOffset, NTP_HEADER_BYTES);
  const first = view.getUint8(0);
  if (((first >> 3) & 7) !== 4) return undefined;
  return {
    mode: (first & 7) === MODE_SERVER ? 'server' : 'other',
    leap: first >> 6,
    stratum: view.getUint8(1),
    kiss: Buffer.from(packet.subarray(12, 16)).toString('latin1'),
    rootDelayMs: shortMs(view, 4),
    rootDispersionMs: shortMs(view, 8),
    origin: packet.slice(24, 32),
    receivedMs: longMs(view, 32),
    sentMs: longMs(view, 40),
  };
}

const shortMs = (view: DataView, at: number): number => (view.getUint32(at) / 2 ** 16) * 1000;
const longMs = (view: DataView, at: number): number => (view.getUint32(at) + view.getUint32(at + 4) / 2 ** 32) * 1000;

/** Unix milliseconds: of the eras the one that is nearest to `nearS`, so 68 years to either side. */
export function unixMsOf(ntpMs: number, nearS: number): number {
  const first = ntpMs - UNIX_EPOCH_S * 1000;
  const eras = Math.round((nearS * 1000 - first) / (ERA_S * 1000));
  return first + eras * ERA_S * 1000;
}
