/** Hands and voices for tests of apps: a clock to turn, and a hub that signs. */
export * from './hand-clock.ts';
export * from './hub-voice.ts';
export * from './receipts-of.ts';
