import { DoorCodeReader, readMail, shownDoor, toHex } from '../../index.ts';
import { unhex } from '../door-json.ts';
import { p } from '../people.ts';
import type { Expected } from './answered.ts';

/** docs/protocol/13-state.md, door-code.md and 28-own-page.md */
export type ShownAsked =
  | {
      readonly call: 'shown';
      /** As in a state report. */
      readonly report: {
        readonly bolt: number;
        readonly contact: number;
        readonly jammed: boolean;
        readonly sensorAgeMs: number;
      };
      readonly reportAgeMs: number;
    }
  /** Texts in the order in which a camera sees them, and when. */
  | { readonly call: 'door-code'; readonly seen: readonly { readonly text: string; readonly ms: number }[] }
  | { readonly call: 'mail'; readonly message: string };

type Player<Call extends ShownAsked['call']> = (asked: Extract<ShownAsked, { readonly call: Call }>) => Expected;

export const SHOWN_PLAYERS: { readonly [Call in ShownAsked['call']]: Player<Call> } = {
  shown: ({ report, reportAgeMs }) => ({ word: shownDoor(report, reportAgeMs) }),
  'door-code': ({ seen }) => {
    const reader = new DoorCodeReader(p);
    const read = seen.map(({ text, ms }) => reader.read(text, ms));
    return { presentations: read.map((bytes) => (bytes === undefined ? null : toHex(bytes))) };
  },
  mail: ({ message }) => {
    const mail = readMail(unhex(message));
    return mail === undefined
      ? { problem: 'no-mail' }
      : { boxId: toHex(mail.boxId), welcomeBytes: mail.welcome.length };
  },
};
