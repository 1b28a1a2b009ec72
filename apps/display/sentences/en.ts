export const displayEn = {
  door: (door: number) => `Door ${String(door)}`,
  scan: 'Scan this with your phone',
  code: 'Code of this door; a new one every 15 seconds',
  dark: 'Nobody is expected now.',
  lost: 'No line to the hub. This screen tries again by itself.',
  stranger: 'This screen belongs to no door',
  strangerWay: 'Open it once with the address that stands in the settings of the hub, with the part behind the #.',
};

export type DisplaySentences = typeof displayEn;
