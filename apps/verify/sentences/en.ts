export const verifyEn = {
  title: 'Check evidence',
  question: 'Does this evidence hold?',
  lead: 'Give the file that a household saved from a visit. This page checks it here, with no server and nobody’s word.',
  choose: 'Choose the file',
  drop: 'or drop it here',
  another: 'Choose another file',
  result: 'What was found',
  story: 'What happened, in universal time',
  noStory: 'The file tells of nothing that happened.',
  unreadable: 'This could not be checked',
  unopened: 'The file could not be opened. Choose it again.',
  good: 'fits',
  bad: 'does not fit',
  hub: 'Compare this key with the one that the household’s own app shows, or with the hub itself: that it is that door’s is the word of whoever gave you the file.',
  hubName: 'The hub’s key',
  keys: {
    title: 'Check against keys of your own',
    lead: 'Without them the log’s key and its witnesses are the file’s own word.',
    log: 'The public log’s key',
    witnesses: 'Keys of witnesses, one a line',
    wrong: 'That is no verifier key.',
  },
  keep: 'Keep this page',
  keepHint: 'One file that checks evidence without the internet, for as long as there are browsers.',
};

export type VerifySentences = typeof verifyEn;
