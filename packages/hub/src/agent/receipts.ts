import {
  fromBase64url,
  signReceipt,
  toBase64url,
  type EventName,
  type Primitives,
  type Receipt,
  type ReceiptDetail,
  type Signer,
} from '@latchkey/protocol';
import type { Journal } from '../journal/journal.ts';
import type { KeptReceipt } from '../journal/receipt-pack.ts';
import type { Memory } from '../memory/memory.ts';
import { Serial } from './serial.ts';
import type { TrustedClock } from './trusted-clock.ts';

export interface Happening {
  readonly event: EventName;
  readonly door?: number;
  /** base64url */
  readonly visit?: string;
  /** Hash of the statement that this answers. */
  readonly answers?: Uint8Array;
  /** Where this receipt is what gives the hub this time; absent: the hub's own. */
  readonly time?: { readonly unixS: number; readonly source: Receipt['timeSource'] };
  /** A function is asked when the receipt's turn has come, after every receipt before it. */
  readonly detail?: ReceiptDetail | (() => ReceiptDetail);
}

interface Writing {
  readonly p: Primitives;
  readonly signer: Signer;
  readonly hubId: Uint8Array;
  readonly bootId: () => Uint8Array;
  readonly journal: Journal;
  readonly memory: Memory;
  readonly time: TrustedClock;
  readonly random: (bytes: number) => Uint8Array;
  readonly stored: () => void;
  /** The journal or the key failed: nothing more can be proven. */
  readonly failed: (error: unknown) => void;
}

/**
 * The hub's signed story: each receipt names the hash of the one before it, is on disk before it is sent, and is sent until the server
 * has it. The first of a start is preceded by *booted*.
 */
export class Receipts {
  readonly #with: Writing;
  readonly #queue = new Serial();
  #booted: ReceiptDetail | undefined;

  constructor(writing: Writing, booted: ReceiptDetail) {
    this.#with = writing;
    this.#booted = booted;
  }

  /** Resolves once it is durable; never rejects. */
  add(happening: Happening): Promise<KeptReceipt | undefined> {
    return this.#queue.run(async () => {
      // *Moved out* is the last thing that this key says.
      if (this.#with.memory.left) return undefined;
      try {
        if (this.#booted !== undefined) {
          const detail = this.#booted;
          this.#booted = undefined;
          await this.#write({ event: 'booted', detail });
        }
        return await this.#write(happening);
      } catch (error) {
        this.#with.failed(error);
        return undefined;
      }
    });
  }

  /** A start without a new process: the next receipt is preceded by *booted* again. */
  startedAgain(detail: ReceiptDetail): void {
    this.#booted ??= detail;
  }

  /** Runs while no receipt is in the making: for what changes the place at which the story goes on. */
  between<T>(work: () => Promise<T>): Promise<T> {
    return this.#queue.run(work);
  }

  idle(): Promise<void> {
    return this.#queue.idle();
  }

  async #write({ event, door, visit, answers, detail, time: given }: Happening): Promise<KeptReceipt | undefined> {
    const { p, signer, hubId, bootId, journal, memory, time, random } = this.#with;
    const { unixS, source } = given ?? { ...time.now(), source: time.source };
    const visitId = visit === undefined ? undefined : fromBase64url(visit);
    const said = typeof detail === 'function' ? detail() : detail;
    const claims: Receipt = {
      hubId,
      bootId: bootId(),
      seq: memory.seq + 1,
      salt: random(16),
      timeSource: unixS === undefined ? 0 : source,
      event,
      ...(unixS === undefined ? {} : { iat: unixS }),
      ...(door === undefined ? {} : { door }),
      ...(visitId === undefined ? {} : { visitId }),
      ...(answers === undefined ? {} : { answers }),
      ...(said === undefined || Object.keys(said).length === 0 ? {} : { detail: said }),
    };
    const link = await signReceipt(p, signer, claims, memory.head);
    const entry = { t: 'receipt', link: toBase64url(link.bytes), ...(visit === undefined ? {} : { visit }) } as const;
    await journal.write(entry);
    memory.apply(entry);
    this.#with.stored();
    return memory.receipts.last;
  }
}
