import { eventsEn } from './events.ts';

/** What a verdict means, in sentences that need no knowledge of the format. */
export const evidenceEn = {
  file: {
    tooLarge: 'The file is larger than 256 MiB, which no evidence is.',
    noJson: 'The file is not JSON. Give the file that the app saved, unchanged.',
    noFormat: 'The file names no format of Latchkey.',
    otherFormat: (what: string) =>
      `The file has the format “${what}”, which this program does not know. A newer one may.`,
    wrongField: (where: string) => `The file is damaged at “${where}”.`,
  },
  receipts: {
    name: 'Receipts',
    none: 'none, so nothing is proven.',
    hold: (count: number, to?: string) =>
      `${count}, all signed by the hub, none missing, changed or moved${to === undefined ? '' : `, complete to ${to}`}.`,
    holdVisit: (count: number, from: number, to: number) =>
      `${count === 1 ? 'one of this visit' : `${count} of this visit`} (${from === to ? from : `${from} to ${to}`}), each signed by the hub, none changed or moved.`,
    hidden: (before: number, between: number) =>
      before + between === 0
        ? 'Nothing of this hub lies before or between them.'
        : `Not shown are ${before === 0 ? 'none' : before} of this hub before them and ${between === 0 ? 'none' : between} between them.`,
    proven: (from: number, to: number, time?: string) =>
      `The hub itself says that these are all of this visit among its receipts ${from} to ${to}${time === undefined ? '' : `, at ${time}`}. What came after ${to} it does not say.`,
    partly: (from: number, to: number) =>
      `The hub itself counted this visit’s receipts only from ${from} to ${to}. Whether there are others outside of that is not proven.`,
    unproven:
      'The hub’s own count of the visit is not in the file: whether there are others of this visit is not proven.',
    leftOut: (numbers: string) => `the hub counts more of this visit, which the file leaves out: ${numbers}.`,
    break: (good: number, why: string) =>
      good === 0
        ? `not even the first verifies: ${why}.`
        : `${good === 1 ? 'one verifies' : `${good} verify`}, then the chain breaks: ${why}.`,
    why: {
      malformed: 'the next one is damaged or not signed by this hub',
      'other-hub': 'the next one is another hub’s',
      gap: 'one is missing',
      'does-not-follow': 'the next one does not follow from the one before',
      'after-the-end': 'one follows after the household had moved out',
      order: 'the next ones do not come after the ones before',
      'other-visit': 'the next one is another visit’s, or of none',
      'tally-contradicts': 'the hub’s count of the visit is another’s, or does not fit them',
    } as Readonly<Record<string, string>>,
  },
  permission: {
    name: 'Permission',
    absent: 'the file has none.',
    unused: 'no receipt names one; nobody got as far as the door.',
    untold: 'none of the receipts that verify names one. Whether others do is not proven.',
    holds: (from: string, to: string, handedOn: number) =>
      `the hub acted on exactly this one, from ${from} to ${to}, handed on ${handedOn === 1 ? 'once' : `${handedOn} times`}.`,
    contradicts: (why: string) => `does not fit; ${why}.`,
    why: {
      malformed: 'the file’s grant or an assignment is damaged',
      'other-hub': 'it is for another hub',
      'other-visit': 'it is for another visit',
      'signature-wrong': 'an assignment is not signed by whom it was handed to',
      'other-chain': 'the hub acted on another one',
      'no-such-date': 'it has no date of the number that the file names',
    },
  },
  log: {
    name: 'Public log',
    absent: 'the file has no proof.',
    logged: (name: string, size: number) => `${name} has all of it, in a tree of ${size}`,
    unseen: 'seen by no witness',
    seen: (who: string) => `seen by ${who}`,
    seenAt: (name: string, time: string) => `${name} at ${time}`,
    itsOwnWord: 'Its key is the file’s own word until you bring yours.',
    twoStories: (name: string, sizes: string) =>
      `${name} signed two states that cannot both be true (sizes ${sizes}). This file proves it.`,
    saidTwoStories: (name: string, sizes: string) =>
      `somebody with the key that this file calls ${name}’s signed two states that cannot both be true (sizes ${sizes}).`,
    shrank: (name: string, before: number, now: number) =>
      `whoever saved the file says that ${name} showed a tree of ${before} and later one of ${now} only. Both are signed by it; which was shown later is the file’s word.`,
    allegedShrunk: 'It says that its log became shorter; the order of the two states is its own word.',
    accused: 'Its log told two stories.',
    alleged: 'What it says against a log is not proven until you bring that log’s key from elsewhere.',
    and: ' and ',
    wrong: (why: string) => `the proof does not verify: ${why}.`,
    why: {
      malformed: 'it is damaged',
      'no-story': 'there is no whole story for it to prove',
      'no-key': 'the log’s key is no key',
      'other-log': 'it is another log’s',
      'not-signed': 'the log did not sign it',
      'signature-wrong': 'a signature is wrong',
      'too-few-witnesses': 'too few witnesses have seen it',
      'not-included': 'the newest receipt is not in it',
      'not-each': 'there is not one proof for each run of receipts',
      'other-tree': 'its proofs are of different states',
      'no-contradiction': 'what is said to contradict does not',
    } as Readonly<Record<string, string>>,
  },
  film: {
    name: 'Film',
    none: 'the file has none, and the receipts tell of none.',
    untold: 'the file has none, and none of the receipts that verify tells of one. Whether others do is not proven.',
    leftOut: (films: readonly string[]) =>
      `left out when the file was saved, as the file says itself. The receipts name ${films.length === 1 ? 'one' : films.length}: ${films.join('; ')}.`,
    missing: (films: readonly string[], named: number) =>
      `${films.length === 1 ? (named === 1 ? 'The film that the receipts name is' : `One of ${named} films that the receipts name is`) : `${films.length} of ${named} films that the receipts name are`} not in the file, and it does not say that any was left out: ${films.join('; ')}.`,
    named: (from: string, to: string | undefined, seq: number) =>
      `begun ${from}, ${to === undefined ? 'its end not told' : `ended ${to}`} (receipt ${seq})`,
    elsewhere: (count: number) =>
      count === 1
        ? 'One more film is of another date of the same permission.'
        : `${count} more films are of other dates of the same permission.`,
    from: (from: string, seconds: number | undefined, frames: number) =>
      `from ${from}${seconds === undefined ? '' : `, ${seconds} s`}, ${frames} pictures, every one sealed and signed by this hub, and the same that the receipts name`,
    state: {
      whole: 'none is missing',
      gap: 'the hub says where some are missing',
      holes: 'some that the hub wrote are not in the file',
      truncated: 'its end is not in the file',
    },
    opened: 'The file holds the key to its pictures.',
    sealed: 'Its pictures stay sealed: the file has no key.',
    wrong: (why: string) => `does not fit: ${why}.`,
    why: {
      malformed: 'it is damaged',
      'no-init': 'its beginning is missing',
      'second-init': 'two are put together',
      order: 'pictures are out of their order',
      chain: 'a picture was changed or taken out',
      signature: 'this hub did not sign it',
      'other-recording': 'parts are of another one',
      count: 'not as many pictures as the hub counted',
      'after-close': 'something was put behind its end',
      seal: 'a picture was changed',
      'wrong-key': 'the key in the file is another one’s',
      'other-visit': 'it is of another visit',
      'not-recorded': 'no receipt of this visit names it',
      'other-film': 'the receipts name other pictures',
    },
  },
  events: eventsEn,
  timeUnknown: 'time unknown',
  receipt: (seq: number) => `receipt ${seq}`,
  door: (door: number) => `door ${door}`,
  /** What showed that whoever knocked was in touch with the door. */
  presence: {
    camera: 'its camera saw the code on the phone',
    display: 'the code on its display was read',
    tag: 'its tag was read',
  },
  holds: 'It holds.',
  visitHolds: 'What it tells of the visit holds.',
  holdsNot: 'It does not hold.',
  holdsForVisit: 'It holds, for this visit alone.',
  incomplete: 'What is in it holds. It is incomplete: film is missing.',
  unproven: 'What is in it holds. That it is all of the visit is not proven.',
};

export type EvidenceWords = typeof evidenceEn;
