import {
  BOLT,
  CAMERA,
  CONTACT,
  DOOR_KIND,
  MOVING,
  REPORT_LIFE_MS,
  shownDoor,
  toBase64url,
  type DoorReport,
  type Phase,
  type ShownDoor,
  type State,
} from '@latchkey/protocol';
import type { DoorPicture, DoorWord } from '../door/picture.ts';

/**
 * A state whose signature was checked and whose nonce is one this app sent. The age counts from when the nonce was SENT, on
 * the app's own steady clock: whoever carries the answer can make it look older, never newer.
 */
export interface HeardState {
  readonly state: State;
  /** Steady milliseconds. */
  readonly askedAtMs: number;
  /** Unix milliseconds on the app's clock, only to be shown. */
  readonly askedWallMs: number;
}

export type WhyUnknown = 'not-asked' | 'no-answer' | 'too-old' | 'cut-off' | 'bolt-unknown' | 'contact-unknown';

export interface DoorView {
  readonly word: DoorWord;
  /** Present exactly when the word is `unknown`. */
  readonly why?: WhyUnknown;
  /** How old the newest measurement may be; absent when the door was never heard. */
  readonly ageMs?: number;
  readonly lastHeardWallMs?: number;
  readonly bolt: DoorPicture['bolt'];
  readonly contact: DoorPicture['contact'];
  readonly filming: boolean;
  /** A member looks through the camera, outside a visit; nothing is recorded. */
  readonly watched?: true;
  readonly phase?: Phase;
  /** Absent at rest. `warning`: light and sound, before a leaf moves with nobody beside it. */
  readonly moving?: 'locking' | 'unlocking' | 'warning';
  readonly visitId?: string;
  /** The bolt is out although the door is open: it cannot hold anything. */
  readonly boltInTheAir: boolean;
}

const unknown = (why: WhyUnknown): DoorView => ({
  word: 'unknown',
  why,
  bolt: 'unknown',
  contact: 'unknown',
  filming: false,
  boltInTheAir: false,
});

/** Whether the door was asked: `asking` before the first answer or failure; `cut-off`: nobody carries this device's questions to it. */
export type Asked = 'asking' | 'asked' | 'cut-off';

/** What may be said about one door now. A door that was not asked is not said to be silent. */
export const judgeDoor = (
  door: number,
  heard: HeardState | undefined,
  nowSteadyMs: number,
  asked: Asked = 'asking',
): DoorView => {
  const silent = asked === 'cut-off' ? 'cut-off' : 'no-answer';
  if (heard === undefined) return unknown(asked === 'asking' ? 'not-asked' : silent);
  const report = heard.state.doors.find((one) => one.door === door);
  if (report === undefined) return { ...unknown('no-answer'), lastHeardWallMs: heard.askedWallMs };
  // A screen's tick may be a little older than the newest answer; no report is younger than its question.
  const reportAgeMs = Math.max(0, nowSteadyMs - heard.askedAtMs);
  const ageMs = reportAgeMs + report.sensorAgeMs;
  const seen = { ageMs, lastHeardWallMs: heard.askedWallMs };
  // A report that is too old is not drawn at all: the last known state is not a state.
  if (ageMs > REPORT_LIFE_MS) return { ...unknown(asked === 'cut-off' ? 'cut-off' : 'too-old'), ...seen };
  return { ...judgeFresh(report, words[shownDoor(report, reportAgeMs)]), ...seen };
};

const words: Record<ShownDoor, DoorWord> = {
  LOCKED: 'locked',
  UNLOCKED: 'unlocked',
  OPEN: 'open',
  JAMMED: 'jammed',
  UNKNOWN: 'unknown',
};

const judgeFresh = (report: DoorReport, word: DoorWord): DoorView => {
  const bolt = boltNames[report.bolt] ?? 'unknown';
  const contact = contactNames[report.contact] ?? 'unknown';
  const moves = report.moving === undefined ? undefined : movingNames[report.moving];
  const why: WhyUnknown = contact === 'unknown' ? 'contact-unknown' : 'bolt-unknown';
  return {
    word,
    ...(word === 'unknown' ? { why } : {}),
    bolt,
    contact,
    filming: report.camera === CAMERA.recording,
    ...(report.camera === CAMERA.watched ? { watched: true } : {}),
    phase: report.phase,
    boltInTheAir: bolt === 'thrown' && contact === 'open',
    ...(moves === undefined ? {} : { moving: moves }),
    ...(report.visitId === undefined ? {} : { visitId: toBase64url(report.visitId) }),
  };
};

/** A bolt on its way holds nothing yet: it counts as withdrawn. */
const boltNames: Readonly<Record<number, DoorPicture['bolt']>> = {
  [BOLT.unknown]: 'unknown',
  [BOLT.thrown]: 'thrown',
  [BOLT.withdrawn]: 'withdrawn',
  [BOLT.between]: 'withdrawn',
};

const contactNames: Readonly<Record<number, DoorPicture['contact']>> = {
  [CONTACT.unknown]: 'unknown',
  [CONTACT.closed]: 'closed',
  [CONTACT.open]: 'open',
};

const movingNames: Readonly<Record<number, DoorView['moving'] & string>> = {
  [MOVING.locking]: 'locking',
  [MOVING.unlocking]: 'unlocking',
  [MOVING.warning]: 'warning',
};

const warningMs = 5000;

/** Whole seconds of warning left: at least five are given, counted from when the warning was first seen. */
export const secondsToMove = (seenSinceMs: number | undefined, nowMs: number): number =>
  Math.max(0, Math.ceil((warningMs - (seenSinceMs === undefined ? 0 : nowMs - seenSinceMs)) / 1000));

/** Which of the two drawings a kind of door gets. */
export const formOf = (kind: number): DoorPicture['form'] => (kind === DOOR_KIND.garage ? 'overhead' : 'hinged');

export const pictureOf = (view: DoorView, form: DoorPicture['form']): DoorPicture => ({
  form,
  word: view.word,
  bolt: view.bolt,
  contact: view.contact,
  filming: view.filming || view.watched === true,
  ...(view.moving === 'warning' || (view.moving === 'locking' && form === 'overhead') ? { warns: true } : {}),
});
