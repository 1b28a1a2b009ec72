export * from './answers.ts';
export * from './browser.ts';
export * from './updates.ts';
