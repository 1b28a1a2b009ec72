/** For tests of whoever reads or keeps a recording. */
export * from './effects.ts';
export * from './film.ts';
