export * from './browser.ts';
export * from './events.ts';
export * from './session.ts';
