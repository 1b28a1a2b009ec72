import type { Hub } from '@latchkey/hub';
import { sameBytes, TARGET, type StandingBlock } from '@latchkey/protocol';
import type { Variant } from '../variant.ts';

/** The hub with one of its rules about blocks broken: what the checkers of P3 are there to see. */

/** What the memory takes in, as `kept` lets it; also what a start has read already. */
const keeping =
  (kept: (blocks: readonly StandingBlock[], next: StandingBlock) => readonly StandingBlock[]) =>
  ({ core: { memory } }: Hub): void => {
    const blocks = memory.withdrawn.standing;
    const all = blocks.splice(0);
    blocks.push = (...more) => {
      for (const next of more) blocks.splice(0, blocks.length, ...kept([...blocks], next));
      return blocks.length;
    };
    blocks.push(...all);
  };

export const visitsAlone = (): Variant => ({
  name: 'a block of more than one visit is confirmed, and holds nobody back',
  started: keeping((blocks, next) => (next.target.type === TARGET.visit ? [...blocks, next] : blocks)),
});

export const lastWordHolds = (): Variant => ({
  name: 'a later block of the same ends the one before, and with it the member’s who disagrees',
  started: keeping((blocks, next) => [...blocks.filter(({ target }) => !isSame(target, next.target)), next]),
});

export const forgottenAtTheStart = (): Variant => ({
  name: 'a start holds every block for ended',
  started: ({ core: { memory: { withdrawn: { standing } } } }) => void standing.push(...standing.splice(0).map((one) => ({ ...one, exp: 1 }))), // prettier-ignore
});

/** A member's yes, as if nobody had blocked anything: while a knock waits for it, and until it has opened. */
export const yesWins = (): Variant => ({
  name: 'a member’s yes wins over another’s block',
  started: ({ core }) => {
    const { blocks } = core.memory;
    let lastMs = -Infinity;
    const look = (): readonly StandingBlock[] => {
      if (core.waiting.all.length > 0) lastMs = core.clock.monotonicMs();
      return core.clock.monotonicMs() - lastMs < 5000 ? [] : blocks;
    };
    Object.defineProperty(core.memory, 'blocks', { get: look });
    core.arrivingBlocks.add = () => core.arrivingBlocks;
  },
});

/** How often the hub says of one visit that a block of many ended it. */
const itemsSaid =
  (times: number) =>
  ({ core: { receipts } }: Hub): void => {
    const add = receipts.add.bind(receipts);
    receipts.add = async (one) => {
      if (one.event !== 'blocked' || one.answers !== undefined) return add(one);
      for (let n = 1; n < times; n++) await add(one);
      return times === 0 ? undefined : add(one);
    };
  };

export const nobodyIsTold = (): Variant => ({ name: 'the visits that a block of many ends are not named', started: itemsSaid(0) }); // prettier-ignore
export const toldTwice = (): Variant => ({ name: 'each of them is named twice', started: itemsSaid(2) });

/** P10: whoever is in the doorway is shut out of it, and in. */
export const throwsAtOnce = (): Variant => ({
  name: 'a block throws the bolt at once, whoever stands in the door',
  started: ({ core }) => {
    const add = core.receipts.add.bind(core.receipts);
    let id = 9_000_000;
    core.receipts.add = (one) => {
      if (one.event === 'blocked') core.locks.send({ type: 'move', id: id++, door: 1, target: 'locked', expiresInMs: 5000 }); // prettier-ignore
      return add(one);
    };
  },
});

const isSame = (a: StandingBlock['target'], b: StandingBlock['target']): boolean =>
  a.type === b.type && sameBytes(a.id, b.id);
