/** Whether a visitor has to show that they stand at the door, and what showed it. */
export const atDoorEn = {
  terms: {
    legend: 'Standing at the door',
    choice: { on: 'Must be proven', off: 'Need not be proven' },
    hint: {
      on: 'Only a phone with what your door shows or gives there opens it: a code on its display, or its tag.',
      off: 'A knock from anywhere counts, if its signatures do.',
    },
    none: 'Presence not proven',
    noneWhy:
      'This door has neither a display nor a tag outside. Who knocks is known by their key; that they stand there is not.',
    signed: 'Whoever knocks has to read the display or the tag at the door.',
    unsigned: 'Presence not proven: nothing shows that whoever knocks stands at the door.',
  },
  proven: {
    display: 'Presence proven: the code on the door’s display was read within half a minute',
    tag: 'Presence proven: the door’s tag was read for this knock',
    camera: 'Presence proven: the door’s camera saw the code on the phone',
  },
};

export type AtDoorSentences = typeof atDoorEn;
