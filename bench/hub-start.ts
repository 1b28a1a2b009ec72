import { crc32 } from 'node:zlib';
import { nodePrimitives } from '@latchkey/keys/node';
import type { Primitives } from '@latchkey/protocol';
import { Journal } from '../packages/hub/src/journal/journal.ts';
import { MemoryDisk } from '../packages/hub/src/journal/testing/memory-disk.ts';
import { Tidying } from '../packages/hub/src/journal/tidying.ts';
import { Memory } from '../packages/hub/src/memory/memory.ts';
import { figure, quantile, type Bench, type Figure } from './figure.ts';
import { longJournal } from './stage/long-journal.ts';

/**
 * How long a hub reads and folds what it wrote in a year of ten visits a day in which nobody tidied its journal, and how long once it is tidied, as a running
 * hub does it every few days. The floor goes over the same bytes and checks each record's sum.
 */
const DAYS = 365;
const VISITS_A_DAY = 10;
const ROUNDS = 5;

export const hubStart: Bench = {
  names: ['hub.start.year', 'hub.start.year.tidied'],
  run: async () => {
    const p = nodePrimitives();
    const bytes = await longJournal(DAYS, VISITS_A_DAY);
    const tidy = await tidiedBytes(p, bytes);
    return [await measured(p, 'hub.start.year', bytes), await measured(p, 'hub.start.year.tidied', tidy)];
  },
};

async function measured(p: Primitives, name: string, bytes: Uint8Array): Promise<Figure> {
  const [ours, floors]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    floors.push(milliseconds(() => sums(bytes)));
    ours.push(await start(p, bytes));
  }
  return figure(name, 'ms', quantile(ours, 0.5), quantile(floors, 0.5), ROUNDS);
}

async function tidiedBytes(p: Primitives, bytes: Uint8Array): Promise<Uint8Array> {
  const disk = new MemoryDisk(bytes);
  const { journal, entries } = await Journal.open(disk);
  const { receipts } = new Memory(p, entries);
  while (receipts.loose > 0) {
    const tidying = new Tidying(p, receipts);
    await journal.rewrite((records) => tidying.records(records));
    receipts.pack(tidying.packs);
  }
  return disk.durable;
}

async function start(p: Primitives, bytes: Uint8Array): Promise<number> {
  const disk = new MemoryDisk(bytes);
  const began = performance.now();
  const { entries } = await Journal.open(disk);
  const memory = new Memory(p, entries);
  const tookMs = performance.now() - began;
  if (memory.seq !== DAYS * VISITS_A_DAY * 11 || memory.receipts.length !== memory.seq)
    throw new Error('The hub does not remember its year.');
  return tookMs;
}

function milliseconds(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** Length u32, CRC-32 u32, payload. */
function sums(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let whole = 0;
  for (let at = 0; at + 8 <= bytes.length;) {
    const end = at + 8 + view.getUint32(at);
    if (crc32(bytes.subarray(at + 8, end)) === view.getUint32(at + 4)) whole++;
    at = end;
  }
  return whole;
}
