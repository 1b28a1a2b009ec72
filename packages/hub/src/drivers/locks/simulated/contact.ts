import type { Faults } from './faults.ts';
import type { Draw } from './mechanism.ts';
import { nextOf, shutBelowPercent } from './mechanism.ts';

/** The magnet contact: follows the leaf, chatters when it is worn, says one thing for ever when it is stuck. */
export interface Contact {
  readonly shut: boolean;
  /** Each of these instants turns the reading over once; the last one leaves it right. */
  readonly flipsMs: readonly number[];
}

export const contactAtRest: Contact = { shut: true, flipsMs: [] };

const chatter = (nowMs: number, draw: Draw): readonly number[] => {
  const flips: number[] = [];
  let atMs = nowMs;
  const pairs = 1 + Math.floor(draw() * 3);
  for (let i = 0; i < pairs * 2; i += 1) {
    atMs += 10 + Math.floor(draw() * 50);
    flips.push(atMs);
  }
  return flips;
};

/** Takes the leaf's true place; a crossing of the frame's edge starts the chatter of a bouncing contact. */
export const feel = (contact: Contact, leaf: number, faults: Faults, nowMs: number, draw: Draw): Contact => {
  const shut = leaf < shutBelowPercent;
  if (shut === contact.shut) return { ...contact, flipsMs: contact.flipsMs.filter((ms) => ms > nowMs) };
  return { shut, flipsMs: faults.bouncing ? chatter(nowMs, draw) : [] };
};

export const contactReads = (contact: Contact, faults: Faults, nowMs: number): 'open' | 'closed' => {
  if (faults.contactStuck !== null) return faults.contactStuck;
  const turned = contact.flipsMs.filter((ms) => ms > nowMs).length % 2 === 1;
  return contact.shut !== turned ? 'closed' : 'open';
};

export const contactDueAt = (contact: Contact, nowMs: number) => nextOf(contact.flipsMs, nowMs);
