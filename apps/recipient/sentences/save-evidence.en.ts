/** Keeping a visit as a file, in English. The German table has the same shape. */
export const saveEvidenceEn = {
  tells:
    'The file is about this visit alone: its receipts, your permission, and your hub’s word that these are all. Of everything else at your home it says only how many receipts your hub has signed.',
  asking: 'Asking your hub…',
  notTallied:
    'Your hub gave no word that these are all receipts of the visit. The file has what this device has, and whoever checks it reads that this is not proven. Save it again when your hub is connected.',
  notLogged:
    'The server’s public log did not prove these receipts now: a new receipt takes a moment, and without a line there is no proof. The file holds without it; save it again later to have it in there.',
  each: 'The receipts one by one',
  noneYet: 'Your hub has signed nothing about this visit yet. A file can be saved as soon as it has.',
  withFilm: 'With the film',
  withFilmHint: 'The file then holds the key to its pictures: whoever has the file sees who was at your door.',
  fetching: (part: string) => `Fetching the film: ${part}`,
  failed: 'The film was not to be had; nothing was saved',
  failedWay: 'Try again, or save the file without it.',
  gone: (gone: number, named: number) =>
    `${named === 1 ? 'The film of this visit is' : `${gone} of ${named} films of this visit ${gone === 1 ? 'is' : 'are'}`} not to be had here. Whoever checks the file reads that too.`,
  notNow:
    'The film is with your account, which shows this device nothing now. The file says what this device has; add the film from another device, or later.',
  noKey: 'This device has no key to this film. It is in the file, sealed: it can be checked, and not seen.',
};

export type SaveEvidenceSentences = typeof saveEvidenceEn;
