const list = (names: readonly string[]) => new Intl.ListFormat('en').format(names);

/** Whether a visitor has to show that they stand at the door, and what showed it. */
export const atDoorEn = {
  terms: {
    legend: 'Presence at the door',
    choice: { on: 'Must be proven', off: 'Need not be proven' },
    hint: {
      on: 'It opens only for a phone that has read what is there: the code on the door’s display, or its tag.',
      off: 'A knock from anywhere counts, if its signatures do.',
    },
    none: 'Presence not proven',
    noneWhy:
      'This door has neither a display nor a tag outside. Who knocks is known by their key; that they stand there is not.',
    signed: 'Whoever knocks has to read the display or the tag at the door.',
    unsigned: 'Presence not proven: nothing shows that whoever knocks stands at the door.',
    unheard: 'Your hub has not said yet what is fitted at the door. You can sign once it has.',
  },
  series: {
    bare: (doors: readonly string[]) =>
      `${list(doors)} ${doors.length === 1 ? 'has' : 'have'} neither a display nor a tag outside.`,
    together:
      'All doors of one permission ask for the same, so none of them does. Invite once for each door, and the others ask.',
    unheard: 'Your hub has not said yet what is fitted at the door. The dates are signed once it has.',
    gone: (doors: readonly string[]) =>
      `${list(doors)} ${doors.length === 1 ? 'has' : 'have'} nothing to read any more, so it may stay shut for them. Sign the change once, and it is asked no longer.`,
    since: 'There is something to read there now. Sign the change once, and it is asked for.',
  },
  proven: {
    display: 'Presence proven: the code on the door’s display was read within half a minute',
    tag: 'Presence proven: the door’s tag was read for this knock',
    camera: 'Presence proven: the door’s camera saw the code on the phone',
  },
};

export type AtDoorSentences = typeof atDoorEn;
