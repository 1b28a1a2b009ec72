import { ByteReader, ByteWriter, Malformed } from '../bytes.ts';

/** An AVCDecoderConfigurationRecord (ISO/IEC 14496-15 §5.3.3.1), as far as this project needs it. */
export interface AvcConfig {
  readonly profile: number;
  readonly compatibility: number;
  readonly level: number;
  readonly sps: readonly Uint8Array[];
  readonly pps: readonly Uint8Array[];
  /** What follows the picture parameter sets (high profiles); kept byte for byte. */
  readonly extension: Uint8Array;
}

/** Throws `Malformed` for anything but a version 1 record with 4-byte NAL lengths and at least one SPS. */
export function readAvcConfig(avcC: Uint8Array): AvcConfig {
  const reader = new ByteReader(avcC);
  if (reader.u8() !== 1) throw new Malformed('an unknown avcC version');
  const [profile, compatibility, level] = [reader.u8(), reader.u8(), reader.u8()];
  if ((reader.u8() & 3) !== 3) throw new Malformed('NAL lengths are not 4 bytes');
  const sps = readSets(reader, reader.u8() & 0x1f);
  const pps = readSets(reader, reader.u8());
  if (sps.length === 0) throw new Malformed('no sequence parameter set');
  return { profile, compatibility, level, sps, pps, extension: reader.rest() };
}

function readSets(reader: ByteReader, count: number): Uint8Array[] {
  return Array.from({ length: count }, () => reader.take(reader.u16()));
}

export function writeAvcConfig(config: AvcConfig): Uint8Array {
  const writer = new ByteWriter().u8(1).u8(config.profile).u8(config.compatibility).u8(config.level).u8(0xff);
  writer.u8(0xe0 | config.sps.length);
  for (const set of config.sps) writer.u16(set.length).bytes(set);
  writer.u8(config.pps.length);
  for (const set of config.pps) writer.u16(set.length).bytes(set);
  return writer.bytes(config.extension).done();
}

/** The RFC 6381 name a browser wants, for example `avc1.42c01f`. */
export function codecString(config: AvcConfig): string {
  const hex = [config.profile, config.compatibility, config.level].map((byte) => byte.toString(16).padStart(2, '0'));
  return `avc1.${hex.join('')}`;
}
