import type { Format } from '@latchkey/web-kit';
import type { Pause, Term } from '../model/blocks/wide.ts';

/** Blocks of more than one visit. */
export const blockingEn = {
  until: 'Until when',
  ends: {
    hour: (at: string) => `For an hour, until ${at}`,
    morning: (at: string) => `Until the morning, ${at}`,
    day: (at: string) => `For a day, until ${at}`,
    'three-days': (at: string) => `For three days, until ${at}`,
    week: (at: string) => `For a week, until ${at}`,
    month: (at: string) => `For thirty days, until ${at}`,
    ever: () => 'For good',
  } satisfies Record<Pause | Term, (at: string) => string>,
  fixed: 'It cannot be taken back: it ends at the time that you choose, and not before.',
  fixedEver: 'It cannot be taken back. Only somebody with another key can come again.',
  inside: 'Whoever is inside gets out, and the door locks behind them.',
  nobody: {
    link: 'Let nobody in for a while',
    title: 'Let nobody in',
    what: 'No courier and nobody whom you invited is let in, at none of your doors, whoever of you allowed it. You yourselves come and go as ever.',
    act: (until: string) => `Let nobody in until ${until}`,
  },
  more: {
    link: 'Block the courier or the carrier',
    title: 'Block more than this visit',
    whom: 'Whom',
    courier: (name: string) => `The device of ${name}`,
    courierHint: 'It is let in for no visit. Another courier may still bring the parcel.',
    courierUnnamed: 'the courier',
    carrierHint: 'No courier of this carrier is let in, nor anybody to whom it hands a visit on.',
    noCourier: 'No courier is named yet by a signature that holds, so only the carrier can be blocked.',
    actCourier: (name: string) => `Block the device of ${name}`,
    act: (name: string) => `Block ${name}`,
  },
  standsUntil: (until: string) => `The block ends ${until}.`,
  standsEver: 'The block does not end.',
  longer: 'Choose a later end',
  notSent: 'Not sent. The server did not take it; nothing is blocked.',
  endsUnless: (by: string) => `It stops letting in what this covers by ${by}, unless the server lies.`,
  endsLatest: (by: string) => `It stops letting in what this covers by ${by} at the latest.`,
  endsOthers:
    'It lets in what this covers for as long as another device of your household vouches for it without knowing of the block, and not beyond each window.',
  endsWindow: 'If it cannot be reached, each visit stops when its window ends.',
  ended: (f: Format, n: number) => f.count(n, { one: '# visit ended with it', other: '# visits ended with it' }),
  otherHands: 'A visit that this device had may still come in other hands. Block the visit itself to end it.',
  endedNone: 'No visit that your door knew ended with it.',
  endedAt: (seq: number, at: string) => `Receipt ${String(seq)}, ${at}`,
  endedNoTime: (seq: number) => `Receipt ${String(seq)}`,
  heldUp: 'A visit that lasts longer than the block can come in after it.',
  waits: {
    title: (until: string) => `Held up until ${until}`,
    everything:
      'You let nobody in until then; your door has confirmed it. After that this visit is let in as you allowed it.',
    carrier:
      'You let nobody of this carrier in until then; your door has confirmed it. After that this visit is let in as you allowed it.',
    another:
      'Another device of your household blocked it until then; your door has just said so. After that this visit is let in as it was allowed.',
    unconfirmed:
      'You asked your door to let nobody in until then. It has not confirmed it, and may still let this visit in.',
  },
  unknownVisit: 'A visit that this device does not know',
  stands: {
    title: 'Blocked for now',
    everything: (until: string) => `Nobody but members is let in until ${until}`,
    whom: (name: string, until: string) => `${name}: not let in until ${until}`,
    whomEver: (name: string) => `${name}: not let in any more`,
    unknownKey: (key: string) => `A key that this device does not know (${key})`,
    granted: (name: string) => `Whomever ${name} allowed`,
    by: (who: string | undefined, at: string | undefined) =>
      `${who === undefined ? 'By a member' : `By ${who}`}${at === undefined ? '' : `, confirmed by your door ${at}`}`,
    byYou: (at: string | undefined) => `With this device${at === undefined ? '' : `, confirmed by your door ${at}`}`,
    leftOut: (f: Format, n: number) => f.count(n, { one: 'And # older block.', other: 'And # older blocks.' }),
  },
};

export type BlockingSentences = typeof blockingEn;
