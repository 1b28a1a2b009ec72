export * from './letter.ts';
export * from './letter-text.ts';
