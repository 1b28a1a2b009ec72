export * from './announced.ts';
export * from './dates.ts';
export * from './write.ts';
