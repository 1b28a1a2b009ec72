export * from './visit-state.ts';
export * from './arriving.ts';
export * from './divert.ts';
export * from './notes.ts';
export * from './wishes.ts';
export * from './tracking/index.ts';
export * from './ground.ts';
export * from './neighbourhood/index.ts';
