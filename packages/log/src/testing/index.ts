/** For tests of whoever reads or keeps a log. */
export * from './log.ts';
export { readTilePath } from '../tiles.ts';
