import { readAvcConfig, writeAvcConfig } from './avcc.ts';
import { BitReader, BitWriter, escapeNal, unescapeNal } from './bits.ts';

/** What a sequence parameter set says about the picture, and where its bits for output order stand. */
export interface SpsFacts {
  readonly width: number;
  readonly height: number;
  readonly refFrames: number;
  /** Bit position of `vui_parameters_present_flag` in the unescaped NAL unit. */
  readonly vuiFlagAt: number;
  readonly vuiPresent: boolean;
}

const WITH_CHROMA = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** Reads up to the VUI (ITU-T H.264 §7.3.2.1.1). Throws `Malformed` on bits that end early. */
export function readSps(nal: Uint8Array): SpsFacts {
  const reader = new BitReader(unescapeNal(nal));
  reader.bits(8);
  const profile = reader.bits(8);
  reader.bits(16);
  reader.ue();
  const chroma = WITH_CHROMA.has(profile) ? readChroma(reader) : 1;
  reader.ue();
  skipPictureOrder(reader);
  const refFrames = reader.ue();
  reader.bit();
  const widthMacroblocks = reader.ue() + 1;
  const heightUnits = reader.ue() + 1;
  const frameOnly = reader.bit();
  if (frameOnly === 0) reader.bit();
  reader.bit();
  const crop = reader.bit() === 1 ? [reader.ue(), reader.ue(), reader.ue(), reader.ue()] : [0, 0, 0, 0];
  const [left = 0, right = 0, top = 0, bottom = 0] = crop;
  const unitX = chroma === 1 || chroma === 2 ? 2 : 1;
  const unitY = (chroma === 1 ? 2 : 1) * (2 - frameOnly);
  const vuiFlagAt = reader.position;
  return {
    width: widthMacroblocks * 16 - unitX * (left + right),
    height: heightUnits * 16 * (2 - frameOnly) - unitY * (top + bottom),
    refFrames,
    vuiFlagAt,
    vuiPresent: reader.bit() === 1,
  };
}

function readChroma(reader: BitReader): number {
  const format = reader.ue();
  if (format === 3) reader.bit();
  reader.ue();
  reader.ue();
  reader.bit();
  if (reader.bit() === 1)
    for (let list = 0; list < (format === 3 ? 12 : 8); list += 1) skipScalingList(reader, list < 6 ? 16 : 64);
  return format;
}

function skipScalingList(reader: BitReader, size: number): void {
  if (reader.bit() === 0) return;
  let last = 8;
  let next = 8;
  for (let index = 0; index < size; index += 1) {
    if (next !== 0) next = (last + reader.se() + 256) % 256;
    last = next === 0 ? last : next;
  }
}

function skipPictureOrder(reader: BitReader): void {
  const type = reader.ue();
  if (type === 0) reader.ue();
  if (type !== 1) return;
  reader.bit();
  reader.se();
  reader.se();
  const cycle = reader.ue();
  for (let index = 0; index < Math.min(cycle, 256); index += 1) reader.se();
}

/**
 * The same parameter set promising that no picture waits for a later one (`max_num_reorder_frames` 0), so that a
 * hardware decoder gives each picture at once. For the player's own decoder only: a signed film stays as it is.
 * Right only for streams without B-frames.
 */
export function withoutReordering(nal: Uint8Array): Uint8Array {
  const facts = readSps(nal);
  const payload = unescapeNal(nal);
  const writer = new BitWriter();
  if (facts.vuiPresent) copyVui(payload, facts, writer);
  else writer.copy(payload, facts.vuiFlagAt).bit(1).bits(0, 8);
  writer.bit(1).bit(1).ue(0).ue(0).ue(15).ue(15).ue(0).ue(Math.max(1, facts.refFrames));
  return escapeNal(writer.done());
}

/** The same `avcC` with each parameter set rewritten by `withoutReordering`. */
export function avcConfigWithoutReordering(avcC: Uint8Array): Uint8Array {
  const config = readAvcConfig(avcC);
  return writeAvcConfig({ ...config, sps: config.sps.map(withoutReordering) });
}

/** Copies everything up to `bitstream_restriction_flag` (ITU-T H.264 §E.1.1). */
function copyVui(payload: Uint8Array, facts: SpsFacts, writer: BitWriter): void {
  const reader = new BitReader(payload);
  for (let index = 0; index <= facts.vuiFlagAt; index += 1) reader.bit();
  if (reader.bit() === 1 && reader.bits(8) === 255) reader.bits(32);
  if (reader.bit() === 1) reader.bit();
  if (reader.bit() === 1 && (reader.bits(5) & 1) === 1) reader.bits(24);
  if (reader.bit() === 1) skipChromaPlace(reader);
  if (reader.bit() === 1) reader.bits(65);
  const nalHrd = reader.bit() === 1;
  if (nalHrd) skipHrd(reader);
  const vclHrd = reader.bit() === 1;
  if (vclHrd) skipHrd(reader);
  if (nalHrd || vclHrd) reader.bit();
  reader.bit();
  writer.copy(payload, reader.position);
}

function skipChromaPlace(reader: BitReader): void {
  reader.ue();
  reader.ue();
}

function skipHrd(reader: BitReader): void {
  const count = reader.ue() + 1;
  reader.bits(8);
  for (let index = 0; index < Math.min(count, 32); index += 1) {
    reader.ue();
    reader.ue();
    reader.bit();
  }
  reader.bits(20);
}
