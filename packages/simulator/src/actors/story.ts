import {
  bringsRoster,
  FIRST,
  fromBase64url,
  NO_BYTES,
  readReceipt,
  sameBytes,
  verifyReceiptChain,
  type PublicKey,
  type ReceiptHead,
  type Resume,
} from '@latchkey/protocol';
import { primitives as p } from '../people.ts';
import type { SimulatedServer } from '../server.ts';
import type { Variant } from '../variant.ts';

type Told = NonNullable<Resume['told']>[number];

/** The hub's story as far as one device has verified it, from what the server shows. */
export class Story {
  readonly #hubKey: PublicKey;
  readonly #variant: Variant;
  seen: ReceiptHead = FIRST;
  /** The server's word that nothing is missing, as this app shows it: the highest number it calls complete. */
  completeTo = 0;
  blockSeqSeen = 0;
  /** The app says that the hub told two stories. */
  forked = false;
  /** The newest that was read, and the newest that brought a roster: what proves them to a hub that has forgotten them. */
  #told: { readonly newest: Told; readonly roster: Told | undefined } | undefined;
  /** Of the receipts that verified, by number. */
  readonly #hashes = new Map<number, Uint8Array>([[0, FIRST.head]]);
  readonly #forksRead = new Map<SimulatedServer, number>();

  constructor(hubKey: PublicKey, variant: Variant) {
    this.#hubKey = hubKey;
    this.#variant = variant;
  }

  read(server: SimulatedServer): void {
    if (this.#variant.lastWordIsBelieved === true) [this.seen, this.#told] = [FIRST, undefined];
    const next: Uint8Array[] = [];
    for (let seq = this.seen.seq + 1; ; seq++) {
      const bytes = fromBase64url(server.receipts.get(seq) ?? '');
      if (bytes === undefined || bytes.length === 0) break;
      next.push(bytes);
    }
    const read = verifyReceiptChain(p, this.#hubKey, next, this.seen);
    for (const { claims, hash, bytes } of read.receipts) {
      const newest = [this.#hashes.get(claims.seq - 1) ?? NO_BYTES, bytes] as const;
      this.#told = { newest, roster: bringsRoster(claims.event) ? newest : this.#told?.roster };
      this.#hashes.set(claims.seq, hash);
      this.blockSeqSeen = Math.max(this.blockSeqSeen, claims.detail?.blockSeq ?? 0);
    }
    this.seen = read.end;
    const believes = this.#variant.memberBelievesServer === true;
    this.completeTo = believes ? Math.max(0, ...server.receipts.keys()) : read.end.seq;
    for (const other of server.forks.slice(this.#forksRead.get(server) ?? 0))
      this.forked ||= this.#isFork(fromBase64url(other) ?? NO_BYTES);
    this.#forksRead.set(server, server.forks.length);
  }

  /** What a resume over `seen` carries. */
  get told(): Pick<Resume, 'told'> {
    if (this.#told === undefined) return {};
    const { newest, roster } = this.#told;
    return { told: roster === undefined || roster === newest ? [newest] : [newest, roster] };
  }

  /** Another receipt under the hub's own signature, after one that this device has verified. */
  #isFork(bytes: Uint8Array): boolean {
    const read = readReceipt(p, bytes);
    if (!read.ok) return false;
    const { seq } = read.link.claims;
    const [before, own] = [this.#hashes.get(seq - 1), this.#hashes.get(seq)];
    if (before === undefined || own === undefined) return false;
    const other = verifyReceiptChain(p, this.#hubKey, [bytes], { seq: seq - 1, head: before });
    return other.ok && !sameBytes(other.end.head, own);
  }
}
