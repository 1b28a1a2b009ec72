import type { Format } from './format.ts';

/** The door's state in words (P4), shared by every app. */
export const doorEn = {
  word: { locked: 'Locked', unlocked: 'Unlocked', open: 'Open', jammed: 'Jammed', unknown: 'Unknown' },
  detail: {
    locked: 'The door is shut and the bolt is thrown',
    unlocked: 'The door is shut, but the bolt is not thrown',
    open: 'The door stands open',
    jammed: 'The bolt is stuck on its way, so the door may not be locked',
  },
  unknown: {
    'not-asked': 'Asking the door…',
    'no-answer': 'The door has not answered yet',
    'too-old': 'The door has stopped answering',
    'cut-off': 'This device is not let through to the door',
    'bolt-unknown': 'The lock does not say where its bolt is',
    'contact-unknown': 'The door contact does not answer',
    contradiction: 'The bolt is out while the door is open',
  },
  ago: (detail: string, age: string) => `${detail}, ${age} ago.`,
  lastHeard: (time: string) => `The door last answered at ${time}.`,
  filming: 'filming',
  kind: { hinged: 'flat door', overhead: 'garage' },
  filmed: (f: Format, startedMs: number) => `Filming since ${f.second(startedMs)}`,
};

export type DoorSentences = typeof doorEn;
