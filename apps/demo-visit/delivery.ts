import { ApiProblem } from '@latchkey/contract';
import {
  mayPass,
  refusalSentence,
  tell,
  tellCause,
  type CourierDevice,
  type Fact,
  type Language,
  type Moment,
  type Stop,
  type Story,
} from '@latchkey/carrier-sdk';
import { tellDoorView } from './belief.ts';
import { driveTo } from './drive.ts';
import type { Ending } from './endings.ts';
import type { Hands } from './hardware.ts';
import type { Words } from './words.ts';

export interface DeliveryParts {
  readonly device: CourierDevice;
  readonly hands: Hands;
  readonly words: Words;
  readonly language: Language;
  readonly say: (line: string) => void;
  /** A verified receipt, with the hub's time. */
  readonly sayFact: (fact: Fact, sentence: string) => void;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Pauses that are there for people to follow. */
  readonly pause: () => Promise<void>;
  readonly time: (unixS: number) => string;
  /** What the courier scans. */
  readonly trackingNumbers: readonly string[];
  /** The newest word of the server on where a diverted parcel goes. */
  readonly divertedTo: () => Promise<string>;
}

/** Drives, knocks, brings the parcel in and leaves: one stop from the van to the locked door, as its receipts tell it. */
export const deliver = async (parts: DeliveryParts, stop: Stop): Promise<Ending> => {
  const door = stop.terms.doors[0] ?? 0;
  const teller = createTeller(parts, tellDoorView(parts.device, door));
  const ended = await drive(parts, stop, teller);
  if (ended !== undefined) return ended;
  parts.say(parts.words.scanning(parts.trackingNumbers.join(', ')));
  const refused = await knock(parts, stop, door);
  if (refused !== undefined) {
    // The hub has said why; its receipt of the same follows at once.
    await parts.wait(500);
    teller(await parts.device.story(stop));
    return refused;
  }
  return inside(parts, stop, door, teller);
};

/** Says each receipt once, and shows the door view what this courier believes after it. */
const createTeller = ({ sayFact, language }: DeliveryParts, show: (moment: Moment) => void) => {
  let told = 0;
  return (story: Story) => {
    for (const fact of story.facts.slice(told)) sayFact(fact, tell(fact, language));
    if (story.facts.length > told || told === 0) show(story.moment);
    told = Math.max(told, story.facts.length);
    return story.moment;
  };
};
type Teller = ReturnType<typeof createTeller>;

const drive = async (parts: DeliveryParts, stop: Stop, teller: Teller): Promise<Ending | undefined> => {
  for await (const { stopsBefore, etaS, household } of driveTo(parts.device, stop)) {
    parts.say(parts.words.driving(stopsBefore, Math.max(1, Math.round(etaS / 60))));
    if (household) parts.say(parts.words.toldHousehold);
    await parts.pause();
    const ending = await overBefore(parts, teller(await parts.device.story(stop)));
    if (ending !== undefined) return ending;
  }
  return undefined;
};

/** Whether the visit is over before anybody is inside. */
const overBefore = async (parts: DeliveryParts, moment: Moment): Promise<Ending | undefined> => {
  switch (moment.at) {
    case 'blocked':
      parts.say(parts.words.blocked);
      return 'blocked';
    case 'diverted':
      parts.say(parts.words.diverted(await parts.divertedTo()));
      return 'diverted';
    case 'expired':
      parts.say(parts.words.expired);
      return 'expired';
    case 'before':
    case 'filming':
    case 'opening':
    case 'unlocked':
    case 'open':
    case 'stay':
    case 'locked':
    case 'complete':
    case 'refused':
    case 'attention':
      return undefined;
  }
};

const knocks = 4;

const knock = async (parts: DeliveryParts, stop: Stop, door: number, left = knocks): Promise<Ending | undefined> => {
  const { words } = parts;
  const heard = await parts.device.knock(stop, { door, trackingNumbers: parts.trackingNumbers });
  if (heard.outcome === 'allowed') return undefined;
  if (heard.outcome === 'not-reached') {
    parts.say(words.notReached);
    return 'not-reached';
  }
  if (mayPass(heard.refusal) && left > 1) {
    parts.say(words.again);
    await parts.wait(3000);
    return knock(parts, stop, door, left - 1);
  }
  if (heard.refusal.reason === 'blocked') {
    const ending = await overBefore(parts, (await parts.device.story(stop)).moment);
    if (ending !== undefined) return ending;
  }
  const here = { beginsS: stop.terms.beginsS, endsS: stop.terms.endsS, trackingNumber: parts.trackingNumbers[0] ?? '' };
  const { title, next } = refusalSentence(heard.refusal, here, parts.language, { time: parts.time });
  parts.say(words.refused(title, next));
  return 'refused';
};

/** How long to stay with a door that will not lock, and with one from which nothing is heard. */
const stayMs = 90_000;
const pollMs = 200;

const inside = async (parts: DeliveryParts, stop: Stop, door: number, teller: Teller): Promise<Ending> => {
  const byHand = await parts.hands.movedByHand(door);
  const done = new Set<string>();
  let story: Story | undefined;
  for (let heldMs = 0; heldMs < stayMs; heldMs += pollMs) {
    const newer = await storyAfter(parts, stop, story);
    if (newer.facts.length !== story?.facts.length) heldMs = 0;
    story = newer;
    const moment = teller(story);
    const ending = endingOf(parts, story);
    if (ending !== undefined) return ending;
    if (!done.has(moment.at)) await step(parts, moment, door, byHand);
    done.add(moment.at);
    await parts.wait(pollMs);
  }
  return story?.moment.at === 'attention' ? 'attention' : 'nobody-answered';
};

/** A server that is away for a moment changes nothing at the door: what was heard before still holds. */
const storyAfter = async (parts: DeliveryParts, stop: Stop, before: Story | undefined): Promise<Story> => {
  try {
    return await parts.device.story(stop, before);
  } catch (error) {
    if (error instanceof ApiProblem && before !== undefined) return before;
    throw error;
  }
};

const endingOf = (parts: DeliveryParts, { moment, facts }: Story): Ending | undefined => {
  if (moment.at === 'complete') {
    parts.say(parts.words.thanks);
    return 'complete';
  }
  const last = facts.at(-1);
  const calledOff = last?.event === 'unlock-cancelled';
  // The receipt that was just told says why; only a block is said once more in full.
  if (calledOff && last.detail.cause !== 'blocked') return 'refused';
  if (calledOff || (moment.at === 'blocked' && !moment.inside)) {
    parts.say(parts.words.blocked);
    return 'blocked';
  }
  return undefined;
};

const step = async (parts: DeliveryParts, moment: Moment, door: number, byHand: boolean): Promise<void> => {
  const { words, hands } = parts;
  if (moment.at === 'unlocked' && byHand) {
    parts.say(words.pushing);
    await hands.push(door);
  } else if (moment.at === 'open') {
    parts.say(words.putDown);
    await parts.pause();
    parts.say(words.pulling);
    if (byHand) await hands.pull(door);
  } else if ((moment.at === 'blocked' || moment.at === 'diverted') && moment.inside) {
    parts.say(words.blockedInside);
    if (byHand) await hands.pull(door);
  } else if (moment.at === 'attention') {
    parts.say(words.attention(tellCause(moment.cause, parts.language)));
    if (byHand) await hands.pull(door);
  }
};
