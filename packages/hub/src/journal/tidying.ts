import { fromBase64url, leaf16Of, readChain, readReceipt, sameBytes, toBase64url, type EventName, type Primitives, type Receipt } from '@latchkey/protocol'; // prettier-ignore
import { decodeGroup, encodeEntry, type Entry } from './entry.ts';
import { isPack, packReceipts, ReceiptPack, type KeptReceipt } from './receipt-pack.ts';

/** The receipts that a hub remembers, which are those of its journal. */
export interface Ledger {
  find(seq: number): KeptReceipt | undefined;
  after(seq: number): Iterable<KeptReceipt>;
}

export interface Tidied {
  readonly payloads: readonly Uint8Array[];
  /** All of them, in the order of their receipts. */
  readonly packs: readonly ReceiptPack[];
}

/** Events whose receipt tells a memory (`memory.ts`) its number, its hash and its time, and nothing else. */
export const TELLS_NO_MORE: ReadonlySet<EventName> = new Set<EventName>([
  'armed', 'asked', 'refused', 'recording-started', 'unlock-intended', 'unlocked', 'unlock-cancelled', 'door-opened', 'door-closed', 'lock-command',
  'locked', 'complete', 'attention', 'expired', 'gap', 'recording-closed', 'booted',
]); // prettier-ignore

/** So many receipts more at a time: nothing else happens in the hub meanwhile, and the rest of a long journal waits for the next. */
export const MOST_RECEIPTS = 2000;

/** Something is not as this hub writes it: then everything stays as it is. */
class Untidy extends Error {}

/**
 * The records of a journal in fewer: where plain receipts stood the number and the hash to which they came (`story`), no chain that is over, and of
 * floors the highest before each other record; then all these receipts in packs; then what is left for another time. A memory that reads it comes to
 * the same in everything. Packs stand behind the records: whatever an end that is lost takes along, no pack reaches further than what is remembered,
 * and a bad sector among receipts takes no household. Undefined where something is not as this hub writes it.
 */
export function tidied(p: Primitives, payloads: readonly Uint8Array[], ledger: Ledger): Tidied | undefined {
  try {
    return new Tidying(p, payloads, ledger).result();
  } catch (problem) {
    if (problem instanceof Untidy) return undefined;
    throw problem;
  }
}

class Tidying {
  readonly #p: Primitives;
  readonly #ledger: Ledger;
  readonly #packs: readonly ReceiptPack[];
  readonly #packedUpTo: number;
  readonly #records: readonly Uint8Array[];
  readonly #overAt: ReadonlyMap<string, number>;
  readonly #kept: Uint8Array[] = [];
  /** Told by records that were left out since the last one that stays. */
  #unixS: number | undefined;
  #story: { readonly seq: number; readonly head: string } | undefined;
  #newest = 0;
  #unpacked = 0;

  constructor(p: Primitives, payloads: readonly Uint8Array[], ledger: Ledger) {
    this.#p = p;
    this.#ledger = ledger;
    this.#packs = payloads.filter(isPack).map((payload) => ReceiptPack.read(payload.slice()) ?? untidy());
    this.#packedUpTo = this.#packs.at(-1)?.lastSeq ?? 0;
    this.#records = payloads.filter((payload) => !isPack(payload));
    this.#overAt = endsOfChains(this.#records);
  }

  result(): Tidied {
    let at = 0;
    for (; at < this.#records.length && this.#unpacked < MOST_RECEIPTS; at++)
      this.#take(this.#records[at] ?? untidy(), at);
    this.#tell();
    const packs = [...this.#packs, ...packReceipts(this.#toPack())];
    return { payloads: [...this.#kept, ...packs.map(({ payload }) => payload), ...this.#records.slice(at)], packs };
  }

  #take(record: Uint8Array, at: number): void {
    const entry = mayGo(record) ? onlyEntryIn(record) : undefined;
    if (entry === undefined || this.#says(entry, at)) this.#keep(record);
  }

  #keep(record: Uint8Array): void {
    this.#tell();
    this.#kept.push(record);
  }

  /** Whether a memory needs this record itself. */
  #says(entry: Entry, at: number): boolean {
    const { t } = entry;
    if (t === 'receipt') return this.#receipt(entry.link);
    if (t === 'chain') return (this.#overAt.get(this.#leafOf(entry.links)) ?? -1) < at;
    if (t !== 'floor' && t !== 'story') return true;
    this.#lift(entry.unixS);
    if (t === 'story') this.#story = entry;
    return false;
  }

  #receipt(link: string): boolean {
    const bytes = bytesOf(link);
    const { seq, iat, event, detail } = this.#claimsOf(bytes);
    const { hash, bytes: known } = this.#ledger.find(seq) ?? untidy();
    if (!sameBytes(bytes, known)) return untidy();
    if (seq > this.#packedUpTo) this.#unpacked++;
    this.#newest = Math.max(this.#newest, seq);
    if (!TELLS_NO_MORE.has(event) || detail?.member !== undefined) return true;
    this.#lift(iat);
    this.#story = { seq, head: toBase64url(hash) };
    return false;
  }

  #claimsOf(bytes: Uint8Array): Receipt {
    const read = readReceipt(this.#p, bytes);
    return read.ok ? read.link.claims : untidy();
  }

  #leafOf(links: readonly string[]): string {
    const read = readChain(this.#p, links.map(bytesOf));
    return read.ok ? leaf16Of(read.chain) : untidy();
  }

  #lift(unixS: number | undefined): void {
    if (unixS !== undefined) this.#unixS = Math.max(this.#unixS ?? 0, unixS);
  }

  /** In one record, before the next one that stays. */
  #tell(): void {
    const [unixS, story] = [this.#unixS, this.#story];
    if (story !== undefined) {
      const { seq, head } = story;
      this.#kept.push(encodeEntry({ t: 'story', seq, head, ...(unixS === undefined ? {} : { unixS }) }));
    } else if (unixS !== undefined) this.#kept.push(encodeEntry({ t: 'floor', unixS }));
    this.#unixS = undefined;
    this.#story = undefined;
  }

  /** Those that the records hold and no pack does. A memory that is behind its journal is looked at another time. */
  #toPack(): readonly KeptReceipt[] {
    const receipts: KeptReceipt[] = [];
    for (const receipt of this.#ledger.after(this.#packedUpTo)) {
      if (receipt.seq > this.#newest) break;
      receipts.push(receipt);
    }
    return receipts.length === this.#unpacked ? receipts : untidy();
  }
}

/** By leaf: the last record that says that its chain is over. */
function endsOfChains(records: readonly Uint8Array[]): ReadonlyMap<string, number> {
  const ends = new Map<string, number>();
  for (const [at, record] of records.entries())
    if (startsWith(record, HEADS['chain-over']))
      for (const entry of decodeGroup(record) ?? untidy()) if (entry.t === 'chain-over') ends.set(entry.leaf16, at);
  return ends;
}

const headOf = (t: Entry['t']): Uint8Array => new TextEncoder().encode(`{"t":"${t}",`);
const HEADS = { floor: headOf('floor'), story: headOf('story'), chain: headOf('chain'), receipt: headOf('receipt'), 'chain-over': headOf('chain-over') }; // prettier-ignore
const MAY_GO = [HEADS.floor, HEADS.story, HEADS.chain, HEADS.receipt];

/** By its first bytes: most records stay, and need not be read. */
const mayGo = (record: Uint8Array): boolean => MAY_GO.some((head) => startsWith(record, head));

function startsWith(record: Uint8Array, head: Uint8Array): boolean {
  for (let at = 0; at < head.length; at++) if (record[at] !== head[at]) return false;
  return true;
}

/** Undefined for several that stand together: they stay. Receipts stand alone. */
function onlyEntryIn(record: Uint8Array): Entry | undefined {
  const entries = decodeGroup(record) ?? untidy();
  if (entries.length === 1) return entries[0];
  return entries.some(({ t }) => t === 'receipt' || t === 'story') ? untidy() : undefined;
}

const bytesOf = (text: string): Uint8Array => fromBase64url(text) ?? untidy();

function untidy(): never {
  throw new Untidy();
}
