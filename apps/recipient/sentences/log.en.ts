/** What the public log says, in English. The German table has the same shape. */
export const logEn = {
  asking: 'Looking in the public log…',
  unreached: 'The public log was not reached; what is shown was checked without it.',
  notYet: 'Not yet in the public log; that takes a few seconds.',
  kept: (seq: number) => `Up to receipt ${seq} it also stands in the server’s public log.`,
  seen: (names: string) => `Seen there by ${names}.`,
  unsigned: (names: string) => `Not signed yet by ${names}.`,
  listedLater: (name: string, day: string) =>
    `Only since ${day} has this device known that the server names ${name} as a witness.`,
  unwitnessed: 'This device knows of no witness to it.',
  /** What the hub itself found, and when. */
  byHub: {
    title: (time: string) => `Your hub doubts the server’s public log, since ${time}`,
    found: {
      missing: 'A receipt that it handed in ten minutes before was not in it.',
      shrunk: 'It was shorter than the hub had seen it.',
      forked: 'It had two states that cannot both be true, both signed.',
      stranger: 'It was signed by another key.',
      unreadable: 'What it handed over did not verify, twice.',
    } as Readonly<Record<string, string>>,
    next: 'No door opens or stays shut because of it, and your receipts hold without it. Save the evidence of your last visits, and ask whoever runs the server.',
  },
  /** A contradiction stays until somebody puts it away. */
  found: {
    since: (time: string) => `Found ${time}.`,
    putAway: 'Put this away',
    consequence:
      'This device then forgets the signed states, and no later file holds them. Files that you saved keep theirs.',
    keep: 'Keep them',
    forget: 'Forget the states',
  },
  broken: {
    missing: {
      title: 'The public log lacks your newest receipt',
      body: 'The server kept the receipt and did not log it. If it stays so, ask whoever runs the server.',
    },
    shrunk: {
      title: 'The public log became shorter',
      body: 'The server showed an older state than this device had seen: it was restored from a backup, or it hides something. No door opens or stays shut because of it, and your receipts hold. A visit’s evidence, saved as a file, holds both states; ask whoever runs the server.',
    },
    forked: {
      title: 'The server showed two different logs',
      body: 'It signed two states that cannot both be true. No door opens or stays shut because of it, and your receipts hold. A visit’s evidence, saved as a file, holds both signatures, which anybody can check: save one, then ask whoever runs the server.',
    },
    stranger: {
      title: 'The public log is signed by another key',
      body: 'This device remembers the first one. Ask whoever runs the server why it changed.',
    },
    unreadable: {
      title: 'The public log does not verify',
      body: 'What the server handed over is not what it signed. The receipts themselves still hold.',
    },
  },
};

export type LogSentences = typeof logEn;
