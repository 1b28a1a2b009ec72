export * from './dates.ts';
export * from './write.ts';
