import { crc32 } from 'node:zlib';
import { nodePrimitives } from '@latchkey/keys/node';
import { Journal } from '../packages/hub/src/journal/journal.ts';
import { MemoryDisk } from '../packages/hub/src/journal/testing/memory-disk.ts';
import { Memory } from '../packages/hub/src/memory/memory.ts';
import { figure, quantile, type Bench } from './figure.ts';
import { longJournal } from './stage/long-journal.ts';

/**
 * How long a hub reads and folds what it wrote in a year of ten visits a day, in which nobody started it; and once more, when idle floors have left the file.
 * The floor goes over the same bytes and checks each record's sum.
 */
const DAYS = 365;
const VISITS_A_DAY = 10;
const ROUNDS = 5;

export const hubStart: Bench = {
  names: ['hub.start.year', 'hub.start.year.again'],
  run: async () => {
    const bytes = await longJournal(DAYS, VISITS_A_DAY);
    const p = nodePrimitives();
    const [first, again, floors, floorsAgain]: [number[], number[], number[], number[]] = [[], [], [], []];
    for (let round = 0; round < ROUNDS; round++) {
      const disk = new MemoryDisk(bytes);
      floors.push(milliseconds(() => sums(bytes)));
      first.push(await start(p, disk));
      const { durable } = disk;
      floorsAgain.push(milliseconds(() => sums(durable)));
      again.push(await start(p, disk));
    }
    return [
      figure('hub.start.year', 'ms', quantile(first, 0.5), quantile(floors, 0.5), ROUNDS),
      figure('hub.start.year.again', 'ms', quantile(again, 0.5), quantile(floorsAgain, 0.5), ROUNDS),
    ];
  },
};

async function start(p: ReturnType<typeof nodePrimitives>, disk: MemoryDisk): Promise<number> {
  const began = performance.now();
  const { entries } = await Journal.open(disk);
  const memory = new Memory(p, entries);
  const tookMs = performance.now() - began;
  if (memory.seq !== DAYS * VISITS_A_DAY * 11) throw new Error('The hub does not remember its year.');
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
