/** Universal time, in every language alike: a file is read elsewhere than it was made. */
export const timeOf = (unixS: number): string => isoOf(unixS).replace('T', ' ').replace('.000Z', ' UTC');
export const isoOf = (unixS: number): string => new Date(unixS * 1000).toISOString();
