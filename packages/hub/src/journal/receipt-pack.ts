/** One receipt, as the hub keeps it. */
export interface KeptReceipt {
  readonly seq: number;
  readonly hash: Uint8Array;
  readonly bytes: Uint8Array;
  /** base64url */
  readonly visit?: string;
}

/**
 * Receipts that no start has to take apart. A record of the journal that begins with 0x00, which no JSON does: version u8, then for each receipt
 * seq u64, hash 32 bytes, length u16 of the visit's name, length u32 of the receipt, the name (ASCII), the receipt as it was signed; big-endian.
 */
const [MARK, VERSION] = [0, 1];
const HEADER_BYTES = 2;
const [HASH_AT, NAME_LENGTH_AT, LENGTH_AT, RECEIPT_HEADER_BYTES] = [8, 40, 42, 46];
const TWO_TO_32 = 2 ** 32;

/** What a pack may hold: well below the largest record, and above any receipt. */
const MAX_PACK_BYTES = 512 * 1024;

export const isPack = (payload: Uint8Array): boolean => payload[0] === MARK;

export class ReceiptPack {
  /** The record's payload. */
  readonly payload: Uint8Array;
  readonly #view: DataView;
  readonly #starts: readonly number[];

  private constructor(payload: Uint8Array, starts: readonly number[]) {
    this.payload = payload;
    this.#view = viewOf(payload);
    this.#starts = starts;
  }

  /** Undefined for a record that this version does not understand. It keeps the bytes. */
  static read(payload: Uint8Array): ReceiptPack | undefined {
    if (payload[0] !== MARK || payload[1] !== VERSION) return undefined;
    const view = viewOf(payload);
    const starts: number[] = [];
    let [at, last] = [HEADER_BYTES, 0];
    while (at + RECEIPT_HEADER_BYTES <= payload.length) {
      const seq = seqIn(view, at);
      if (seq <= last) return undefined;
      last = seq;
      starts.push(at);
      at += RECEIPT_HEADER_BYTES + view.getUint16(at + NAME_LENGTH_AT) + view.getUint32(at + LENGTH_AT);
    }
    return at === payload.length && starts.length > 0 ? new ReceiptPack(payload, starts) : undefined;
  }

  get length(): number {
    return this.#starts.length;
  }

  get lastSeq(): number {
    return this.seqAt(this.length - 1);
  }

  /** 0 outside. */
  seqAt(index: number): number {
    const start = this.#starts[index];
    return start === undefined ? 0 : seqIn(this.#view, start);
  }

  at(index: number): KeptReceipt | undefined {
    const start = this.#starts[index];
    if (start === undefined) return undefined;
    const nameAt = start + RECEIPT_HEADER_BYTES;
    const bytesAt = nameAt + this.#view.getUint16(start + NAME_LENGTH_AT);
    const name = String.fromCharCode(...this.payload.subarray(nameAt, bytesAt));
    return {
      seq: seqIn(this.#view, start),
      hash: this.payload.subarray(start + HASH_AT, start + NAME_LENGTH_AT),
      bytes: this.payload.subarray(bytesAt, bytesAt + this.#view.getUint32(start + LENGTH_AT)),
      ...(name === '' ? {} : { visit: name }),
    };
  }
}

/**
 * The same receipts in as few packs as hold them, each made when it is asked for. Throws RangeError where their numbers do not rise: that is the
 * caller's mistake.
 */
export function* packsOf(receipts: Iterable<KeptReceipt>): Generator<ReceiptPack> {
  let [parts, length]: [Uint8Array[], number] = [[], HEADER_BYTES];
  for (const receipt of receipts) {
    const part = packed(receipt);
    if (length + part.length > MAX_PACK_BYTES && parts.length > 0) {
      yield packOf(parts);
      [parts, length] = [[], HEADER_BYTES];
    }
    parts.push(part);
    length += part.length;
  }
  if (parts.length > 0) yield packOf(parts);
}

function packOf(parts: readonly Uint8Array[]): ReceiptPack {
  const pack = ReceiptPack.read(Uint8Array.from(Buffer.concat([Uint8Array.of(MARK, VERSION), ...parts])));
  if (pack === undefined) throw new RangeError('These receipts are not in the order of their numbers.');
  return pack;
}

function packed({ seq, hash, bytes, visit = '' }: KeptReceipt): Uint8Array {
  const name = Buffer.from(visit, 'ascii');
  const part = new Uint8Array(RECEIPT_HEADER_BYTES + name.length + bytes.length);
  const view = viewOf(part);
  view.setUint32(0, Math.floor(seq / TWO_TO_32));
  view.setUint32(4, seq % TWO_TO_32);
  part.set(hash, HASH_AT);
  view.setUint16(NAME_LENGTH_AT, name.length);
  view.setUint32(LENGTH_AT, bytes.length);
  part.set(name, RECEIPT_HEADER_BYTES);
  part.set(bytes, RECEIPT_HEADER_BYTES + name.length);
  return part;
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) => new DataView(buffer, byteOffset, byteLength);

const seqIn = (view: DataView, at: number): number => view.getUint32(at) * TWO_TO_32 + view.getUint32(at + 4);
