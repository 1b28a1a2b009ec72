import { z } from 'zod';
import { MAX_RECORD_BYTES } from './frame.ts';
import { isPack, ReceiptPack } from './receipt-pack.ts';

/** What the hub remembers, one record each. Bytes are base64url, hashes hex; times are trusted unix seconds. */
const uintS = z.number().int().nonnegative();
const text = z.string();

export const entry = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('boot'), bootId: text }),
  /** Trusted time was at least this: the floor under every later clock (P12). */
  z.strictObject({ t: z.literal('floor'), unixS: uintS }),
  /** The secret half of the pairing code; the newest counts, an empty one is none. */
  z.strictObject({ t: z.literal('pairing-secret'), secret: text }),
  /** A roster in the chain; the first one is the pairing. `stood`: what let it, a recovery, stand. */
  z.strictObject({ t: z.literal('roster'), link: text, stood: z.enum(['button', 'waited']).optional() }),
  z.strictObject({ t: z.literal('chain'), links: z.array(text) }),
  z.strictObject({ t: z.literal('chain-over'), leaf16: text }),
  /** Step 15 in one record: the intent, the use it takes, the nonce or slot it spends. After a crash it counts as used. */
  z.strictObject({
    t: z.literal('intent'),
    id: text,
    by: z.enum(['visit', 'member']),
    door: z.number().int(),
    action: z.enum(['unlock', 'lock']),
    knock: text,
    visit: text.optional(),
    leaf: text.optional(),
    cti: text.optional(),
    grant: text.optional(),
    uses: z.array(text),
    nonce: text.optional(),
    slot: text.optional(),
    /** The reading of a door's tag that the knock stood over: its number counts for no other. */
    tap: z.strictObject({ tag: text, counter: uintS }).optional(),
    unixS: uintS.optional(),
  }),
  z.strictObject({ t: z.literal('settled'), id: text }),
  /** The same, and the bolt was never told to move: the use that it took is there again. Nonce, slot and reading stay spent. */
  z.strictObject({ t: z.literal('called-off'), id: text }),
  /** A reading of a door's tag that a knock brought which opened nothing: its number counts for no other either. */
  z.strictObject({ t: z.literal('tapped'), tag: text, counter: uintS }),
  /** This disk was rolled back, so nobody knows which readings of these tags were taken: they prove nothing until they have new keys. */
  z.strictObject({ t: z.literal('tags-void'), tags: z.array(text) }),
  z.strictObject({ t: z.literal('block'), seq: z.number().int().positive(), link: text }),
  /** Visits that end with the block of this number, each with a receipt of its own; `begun`: those among them whose passage ran. `kid`: hex. */
  z.strictObject({
    t: z.literal('block-ends'),
    seq: z.number().int().positive(),
    visits: z.array(text),
    begun: z.array(text),
    kid: text.optional(),
  }),
  z.strictObject({ t: z.literal('receipt'), link: text, visit: text.optional() }),
  /** Receipts stood here that are in a pack now: what they came to, and the highest trusted time beside them. */
  z.strictObject({ t: z.literal('story'), seq: z.number().int().positive(), head: text, unixS: uintS.optional() }),
  /**
   * A member's device answered this boot. `voidUntilS`: the disk had been rolled back; earlier grants are void. `blockSeq`: what was seen. `claimed`: nothing
   * proves it. `roster`: the one that the hub had taken, by its own receipt. `epoch`: what earlier hubs believed without one; nothing waits for it.
   */
  z.strictObject({
    t: z.literal('resumed'),
    bootId: text,
    rolledBack: z
      .strictObject({
        voidUntilS: uintS,
        seq: uintS,
        head: text,
        epoch: uintS.optional(),
        blockSeq: uintS.optional(),
        claimed: z.literal(true).optional(),
        roster: z.strictObject({ epoch: uintS, hash: text }).optional(),
      })
      .optional(),
  }),
  /** Failed attempts of one key (P13: per key and channel, never one lock-out for a door). Zero forgets. */
  z.strictObject({ t: z.literal('attempts'), key: text, failures: z.number().int().nonnegative() }),
  /** What an admin declared of a door; the newest counts. */
  z.strictObject({ t: z.literal('declared'), link: text }),
  /** The newest tree of the server's public log that this hub believed; the newest counts. `at`: the server's address. */
  z.strictObject({ t: z.literal('public-log'), at: text, log: text, witnesses: z.array(text), checkpoint: text }),
  /** A recovery waits from here on. */
  z.strictObject({ t: z.literal('recovery'), link: text }),
  /** It has waited so long, of the hub's own running time; `recovery` is its name. Hubs wrote fractions of a millisecond once. */
  z.strictObject({ t: z.literal('recovery-ran'), recovery: text, ranMs: z.number().nonnegative() }),
  /** It does not stand, and its code is void. */
  z.strictObject({ t: z.literal('recovery-over'), cause: z.enum(['refused', 'two-at-once']).optional() }),
  /** A device is suspended from here on: hex kids, and the message that said so. */
  z.strictObject({ t: z.literal('suspended'), member: text, by: text, link: text }),
  /** All suspensions have run so much longer, of the hub's own running time. */
  z.strictObject({ t: z.literal('suspensions-ran'), ms: uintS }),
  /** Somebody beside the hub ended one before its time. */
  z.strictObject({ t: z.literal('suspension-lifted'), member: text, link: text }),
  /** Somebody pressed the hub's button: nobody looks through a camera until they may again. */
  z.strictObject({ t: z.literal('looks'), on: z.boolean() }),
  /** Somebody beside the hub held its button: the household ends here after a wait. */
  z.strictObject({ t: z.literal('leaving'), id: text }),
  /** It has waited so long, of the hub's own running time. */
  z.strictObject({ t: z.literal('leaving-ran'), id: text, ranMs: uintS }),
  /** A member got more time. */
  z.strictObject({ t: z.literal('leaving-longer'), link: text }),
  /** A member beside the hub said that the household stays. */
  z.strictObject({ t: z.literal('leaving-over'), link: text }),
  /** This member (hex kid) may not look again for so long, of the hub's own running time; zero: they may. */
  z.strictObject({ t: z.literal('look-rests'), member: text, ms: uintS }),
  /** The hub has another server from here on. */
  z.strictObject({ t: z.literal('server'), link: text }),
  /** Everything is forgotten. Hubs wrote it before *moved out* was a receipt. */
  z.strictObject({ t: z.literal('reset') }),
]);

export type Entry = z.infer<typeof entry>;
/** What a start reads: entries, and receipts that it leaves packed. */
export type Replayed = Entry | { readonly t: 'receipts'; readonly pack: ReceiptPack };
export type Intent = Extract<Entry, { t: 'intent' }>;

/** Undefined for a record that this version does not understand: the caller decides what that is worth. */
export function decodeEntry(payload: Uint8Array): Entry | undefined {
  try {
    const read = entry.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

export const encodeEntry = (value: Entry): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

const NEWLINE = 0x0a;

/** One record holds what was written together: JSON values, one a line. Undefined when one of them is not understood. */
export function decodeGroup(payload: Uint8Array): Entry[] | undefined {
  const entries: Entry[] = [];
  for (let from = 0; from <= payload.length;) {
    const newline = payload.indexOf(NEWLINE, from);
    const to = newline === -1 ? payload.length : newline;
    const value = decodeEntry(payload.subarray(from, to));
    if (value === undefined) return undefined;
    entries.push(value);
    from = to + 1;
  }
  return entries;
}

/** What a start would not read is never written: it would keep the hub from starting at all. Throws RangeError. */
export function encodeGroup(entries: readonly Entry[]): Uint8Array {
  const unread = entries.find((value) => !entry.safeParse(value).success);
  if (unread !== undefined) throw new RangeError(`No start could read this entry: ${unread.t}.`);
  const payload = new TextEncoder().encode(entries.map((value) => JSON.stringify(value)).join('\n'));
  if (payload.length > MAX_RECORD_BYTES) throw new RangeError(`A record has at most ${MAX_RECORD_BYTES} bytes.`);
  return payload;
}

/** What a start hears from a record; undefined when this version does not understand it. */
export function decodeRecord(payload: Uint8Array): readonly Replayed[] | undefined {
  if (!isPack(payload)) return decodeGroup(payload);
  const pack = ReceiptPack.read(payload.slice());
  return pack && [{ t: 'receipts', pack }];
}
