import type { LineTerm } from '../model/parcels/line-terms.ts';

/** Whether a visit is let in while the door's line is down, and what a block then takes. */
export const lineEn = {
  legend: 'While the line is down',
  choice: {
    usual: 'As usual, up to a minute',
    hour: 'Up to an hour',
    day: 'Up to a day',
    member: 'Only while one of you is reachable',
  } satisfies Record<LineTerm, string>,
  hint: {
    usual:
      'The door must have heard from the server within a minute. A block that cannot reach it takes effect within that minute.',
    hour: 'The door still opens with its line down for up to an hour. A block that cannot reach it takes effect as late as that.',
    day: 'The door still opens with its line down for up to a day. A block that cannot reach it takes effect as late as that.',
    member:
      'A device of your household must have answered the door within a minute, with this app open. No server can make that up; with nobody reachable the door stays shut.',
  } satisfies Record<LineTerm, string>,
  /** What the household signs; nothing where it is as usual. */
  signed: {
    usual: undefined,
    hour: 'It also opens while the line is down, for up to an hour. A block can then take an hour.',
    day: 'It also opens while the line is down, for up to a day. A block can then take a day.',
    member: 'It opens only while a device of your household answers the door.',
  } as Record<LineTerm, string | undefined>,
};

export type LineSentences = typeof lineEn;
