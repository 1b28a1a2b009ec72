import type { doorView } from '@latchkey/contract';
import type { DoorPicture, DoorWord } from '@latchkey/web-kit';
import { pictureOf, reportedWord, trueWord } from './word.ts';

export type Believer = 'lock' | 'hub' | 'server' | 'recipient' | 'courier';

/** Why a believer says nothing about the door. */
export type Silence =
  'never-spoke' | 'unplugged' | 'starting' | 'lost-line' | 'not-answering' | 'relays-only' | 'no-screen' | 'too-old';

/**
 * How a belief stands to what is so. `dangerous`: it says *locked* of a door that is not. Not knowing is never wrong, which
 * is the point of saying *unknown*; nor are words that are older than what happened since (`on-its-way`), for a while.
 */
export type Standing = 'agrees' | 'differs' | 'dangerous' | 'on-its-way' | 'does-not-know';

export interface BeliefView {
  readonly who: Believer;
  readonly word: DoorWord;
  readonly picture: DoorPicture;
  readonly standing: Standing;
  readonly silence?: Silence;
  readonly ageMs?: number;
  /** The app's own step, or the hub's phase. */
  readonly stage?: string;
  readonly note?: string;
  /** Of the server: does it hold the hub's line? */
  readonly hubOnline?: boolean;
  readonly report?: { readonly bolt: number | null; readonly battery: number };
}

/** Screens and hubs say again what they believe every few seconds; older words are no longer theirs. */
const staleMs = 12_000;

/** Words spoken this soon after a change cannot have heard of it yet; a change this old must have reached everybody. */
const travelMs = 1000;
const overdueMs = 4000;

interface Fact {
  readonly word: DoorWord;
  /** How long it has been so. */
  readonly ageMs: number;
}

const standingOf = ({ word, ageMs = 0 }: Said, truth: Fact): Standing => {
  if (word === 'unknown') return 'does-not-know';
  if (word === truth.word) return 'agrees';
  const spokenAfterMs = truth.ageMs - ageMs;
  if (truth.ageMs < overdueMs && spokenAfterMs < travelMs) return 'on-its-way';
  return word === 'locked' ? 'dangerous' : 'differs';
};

interface Said {
  readonly word: DoorWord;
  readonly silence?: Silence;
  readonly ageMs?: number;
  readonly stage?: string;
  readonly note?: string;
  readonly hubOnline?: boolean;
  readonly report?: NonNullable<BeliefView['report']>;
}

const silent = (silence: Silence): Said => ({ word: 'unknown', silence });

const lockSays = (door: doorView.ViewDoor, sinceMs: number): Said => {
  if (door.report === undefined) return silent('never-spoke');
  const { bolt, battery } = door.report;
  return { word: reportedWord(door.report), ageMs: door.report.ageMs + sinceMs, report: { bolt, battery } };
};

const hubSays = ({ hub }: doorView.ViewState, door: number, sinceMs: number): Said => {
  if (!hub.plugged) return silent('unplugged');
  if (hub.belief === undefined || !hub.connected) return silent(hub.running ? 'starting' : 'not-answering');
  const about = hub.belief.doors.find((d) => d.door === door);
  const ageMs = hub.belief.ageMs + sinceMs;
  if (about === undefined) return { word: 'unknown', ageMs };
  if (ageMs > staleMs) return { ...silent('too-old'), ageMs };
  return { word: about.word, ageMs, stage: about.phase, ...(about.note === undefined ? {} : { note: about.note }) };
};

const serverSays = ({ server }: doorView.ViewState): Said => {
  if (server === undefined) return silent('not-answering');
  const { hubOnline, lastReceipt } = server;
  return {
    ...silent('relays-only'),
    ...(hubOnline === undefined ? {} : { hubOnline }),
    ...(lastReceipt === undefined ? {} : { note: lastReceipt }),
  };
};

const screenSays = (
  { server }: doorView.ViewState,
  who: 'recipient' | 'courier',
  door: number,
  sinceMs: number,
): Said => {
  const told = server?.[who];
  if (told === undefined) return silent('no-screen');
  const ageMs = told.ageMs + sinceMs;
  if (ageMs > staleMs) return { ...silent('no-screen'), ageMs };
  const stage = told.stage === undefined ? {} : { stage: told.stage };
  if (told.door !== undefined && told.door !== door) return { word: 'unknown', ageMs, ...stage };
  return { word: told.word, ageMs, ...stage };
};

/** What each of the five holds true about one door. `sinceMs`: how old the state itself is by now. */
export const beliefsAbout = (
  state: doorView.ViewState,
  door: doorView.ViewDoor,
  sinceMs: number,
  wordAgeMs: number,
): readonly BeliefView[] => {
  const truth = { word: trueWord(door.truth), ageMs: wordAgeMs };
  const filming = state.camera.viewers > 0 && door.kind === 'flat';
  const view = (who: Believer, said: Said): BeliefView => ({
    who,
    ...said,
    picture: pictureOf(door.kind, said.word, filming && who !== 'lock' && said.word !== 'unknown'),
    standing: standingOf(said, truth),
  });
  return [
    view('lock', lockSays(door, sinceMs)),
    view('hub', hubSays(state, door.door, sinceMs)),
    view('server', serverSays(state)),
    view('recipient', screenSays(state, 'recipient', door.door, sinceMs)),
    view('courier', screenSays(state, 'courier', door.door, sinceMs)),
  ];
};
