export * from './database.ts';
export * from './device-keys.ts';
