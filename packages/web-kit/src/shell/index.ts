export * from './browser.ts';
export * from './updates.ts';
