import { ByteReader, Malformed, concat } from '../bytes.ts';

/** What an FLV stream of one H.264 track says, in order. */
export type FlvEvent =
  | { readonly kind: 'config'; readonly avcC: Uint8Array }
  | {
      readonly kind: 'frame';
      /** NAL units with 4-byte lengths, as `avcC` announces. */
      readonly data: Uint8Array;
      readonly key: boolean;
      /** Decode time by the sender's clock, milliseconds; wraps at 2³² and may jump when the camera restarts. */
      readonly dtsMs: number;
      /** Presentation minus decode time, milliseconds; not 0 only with B-frames. */
      readonly compositionMs: number;
    };

const FILE_HEADER_BYTES = 9;
const TAG_HEADER_BYTES = 11;
const SIZE_TRAILER_BYTES = 4;
const VIDEO_TAG = 9;
const AVC = 7;

/**
 * Incremental FLV reader. A whole tag is a whole frame, so a frame is handed on when its last byte arrives and not
 * when the next frame begins; that is why ffmpeg writes FLV to the pipe and not its own fragmented MP4.
 * Throws `Malformed` on bytes that are not FLV; the driver restarts its ffmpeg then.
 */
export class FlvDemuxer {
  #buffered: Uint8Array[] = [];
  #length = 0;
  #headerSeen = false;

  push(chunk: Uint8Array): FlvEvent[] {
    this.#buffered.push(chunk);
    this.#length += chunk.length;
    const events: FlvEvent[] = [];
    for (let needed = this.#needed(); needed <= this.#length; needed = this.#needed()) {
      const part = this.#consume(needed);
      if (!this.#headerSeen) this.#readFileHeader(part);
      else events.push(...readTag(part));
    }
    return events;
  }

  /** Bytes of the next whole part; at least the size of its header while that has not arrived. */
  #needed(): number {
    if (!this.#headerSeen) return FILE_HEADER_BYTES + SIZE_TRAILER_BYTES;
    if (this.#length < TAG_HEADER_BYTES) return TAG_HEADER_BYTES;
    const size = new ByteReader(this.#joined().subarray(1, 4)).u24();
    return TAG_HEADER_BYTES + size + SIZE_TRAILER_BYTES;
  }

  /** Joins only what has to be looked at: a large frame in many chunks is copied once for its length and once whole. */
  #joined(): Uint8Array {
    const [first] = this.#buffered;
    if (first !== undefined && first.length >= TAG_HEADER_BYTES) return first;
    const all = concat(this.#buffered);
    this.#buffered = [all];
    return all;
  }

  #consume(count: number): Uint8Array {
    const all =
      this.#buffered.length === 1 && this.#buffered[0] !== undefined ? this.#buffered[0] : concat(this.#buffered);
    const rest = all.subarray(count);
    this.#buffered = rest.length > 0 ? [rest] : [];
    this.#length = rest.length;
    return all.subarray(0, count);
  }

  #readFileHeader(part: Uint8Array): void {
    const reader = new ByteReader(part);
    if (reader.u24() !== 0x46_4c_56) throw new Malformed('this is not an FLV stream');
    this.#headerSeen = true;
  }
}

function readTag(tag: Uint8Array): FlvEvent[] {
  const reader = new ByteReader(tag);
  const type = reader.u8();
  const size = reader.u24();
  const low = reader.u24();
  const dtsMs = reader.u8() * 0x100_0000 + low;
  reader.u24();
  if (type !== VIDEO_TAG || size < 5) return [];
  const body = new ByteReader(reader.take(size));
  const first = body.u8();
  if ((first & 0x0f) !== AVC) throw new Malformed('the video is not H.264');
  const packet = body.u8();
  const compositionMs = (body.u24() << 8) >> 8;
  // A copy: a view would keep a whole pipe chunk alive in the ring.
  const data = new Uint8Array(body.rest());
  if (packet === 0) return [{ kind: 'config', avcC: data }];
  if (packet === 1 && data.length > 0) return [{ kind: 'frame', data, key: first >> 4 === 1, dtsMs, compositionMs }];
  return [];
}
