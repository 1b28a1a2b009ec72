import { fromBase64url, leaf16Of, readChain, readReceipt, sameBytes, toBase64url, type EventName, type Primitives, type Receipt } from '@latchkey/protocol'; // prettier-ignore
import { decodeGroup, encodeEntry, type Entry } from './entry.ts';
import { isPack, packsOf, type KeptReceipt, type ReceiptPack } from './receipt-pack.ts';
import type { Records } from './records.ts';

/** The receipts that a hub remembers, which are those of its journal and what it has signed since. */
export interface Ledger {
  readonly packs: readonly ReceiptPack[];
  find(seq: number): KeptReceipt | undefined;
  after(seq: number): Iterable<KeptReceipt>;
}

/** Events whose receipt tells a memory (`memory.ts`) its number, its hash and its time, and nothing else. */
export const TELLS_NO_MORE: ReadonlySet<EventName> = new Set<EventName>([
  'armed', 'asked', 'refused', 'recording-started', 'unlock-intended', 'unlocked', 'unlock-cancelled', 'door-opened', 'door-closed', 'lock-command',
  'locked', 'complete', 'attention', 'expired', 'gap', 'recording-closed', 'booted',
]); // prettier-ignore

/** So many receipts more at a time, some 7 MB of new packs; the rest of a long journal waits for the next. */
const MOST_RECEIPTS = 20_000;

/** Something is not as this hub writes it, or its memory is behind: then everything stays as it is. */
export class Untidy extends Error {}

/**
 * The records of a journal in fewer: where plain receipts stood the number and the hash to which they came (`story`), no chain that is over, and of
 * floors the highest before each other record; then all these receipts in packs; then what is left for another time. A memory that reads it comes to
 * the same in everything. Packs stand behind the records: whatever an end that is lost takes along, no pack reaches further than what is remembered,
 * and a bad sector among receipts takes no household.
 *
 * It goes through the records as they come, so others go on between any two: what they add to the ledger has higher numbers, and is not looked at.
 */
export class Tidying {
  readonly #p: Primitives;
  readonly #ledger: Ledger;
  readonly #most: number;
  readonly #packs: ReceiptPack[];
  readonly #packedUpTo: number;
  /** Records to be handed on. */
  readonly #out: Uint8Array[] = [];
  #overAt: ReadonlyMap<string, number> = new Map();
  /** Told by records that were left out since the last one that stays. */
  #unixS: number | undefined;
  #story: { readonly seq: number; readonly head: string } | undefined;
  #newest = 0;
  #unpacked = 0;
  #packsRead = 0;
  #over = false;

  /** The ledger holds each receipt of the records, and no others that are packed. `most`: so many more are packed. */
  constructor(p: Primitives, ledger: Ledger, most = MOST_RECEIPTS) {
    this.#p = p;
    this.#ledger = ledger;
    this.#most = most;
    this.#packs = [...ledger.packs];
    this.#packedUpTo = this.#packs.at(-1)?.lastSeq ?? 0;
  }

  /** All of them, in the order of their receipts, once the records are written. */
  get packs(): readonly ReceiptPack[] {
    return this.#packs;
  }

  /** To be called once. Throws `Untidy`. */
  async *records(read: () => Records): Records {
    this.#overAt = await endsOfChains(read());
    let at = 0;
    for await (const some of read()) {
      for (const record of some) {
        if (isPack(record)) this.#pack(record);
        else if (this.#unpacked < this.#most) this.#take(record, at++);
        else {
          if (!this.#over) yield* this.#end();
          this.#out.push(record);
        }
      }
      yield this.#out.splice(0);
    }
    if (!this.#over) yield* this.#end();
  }

  /** The ledger has the same one, which is written once its turn has come. */
  #pack(record: Uint8Array): void {
    const known = this.#packs[this.#packsRead++] ?? untidy();
    if (this.#over || !sameBytes(record, known.payload)) untidy();
  }

  /** The records are through, or enough of them: what they came to, and all packs. */
  async *#end(): Records {
    this.#over = true;
    if (this.#packsRead < this.#packs.length) untidy();
    this.#tell();
    yield this.#out.splice(0);
    for (const { payload } of this.#ledger.packs) yield await Promise.resolve([payload]);
    for (const pack of packsOf(this.#toPack())) {
      this.#packs.push(pack);
      yield [pack.payload];
    }
  }

  #take(record: Uint8Array, at: number): void {
    const entry = mayGo(record) ? onlyEntryIn(record) : undefined;
    if (entry === undefined || this.#says(entry, at)) this.#keep(record);
  }

  #keep(record: Uint8Array): void {
    this.#tell();
    this.#out.push(record);
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
      this.#out.push(encodeEntry({ t: 'story', seq, head, ...(unixS === undefined ? {} : { unixS }) }));
    } else if (unixS !== undefined) this.#out.push(encodeEntry({ t: 'floor', unixS }));
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

/** By leaf: the last record, packs not counted, that says that its chain is over. */
async function endsOfChains(records: Records): Promise<ReadonlyMap<string, number>> {
  const ends = new Map<string, number>();
  let at = 0;
  for await (const some of records)
    for (const record of some) {
      if (isPack(record)) continue;
      if (startsWith(record, HEADS['chain-over']))
        for (const entry of decodeGroup(record) ?? untidy()) if (entry.t === 'chain-over') ends.set(entry.leaf16, at);
      at++;
    }
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
