export * from './sessions.ts';
export * from './home.ts';
export * from './pushes.ts';
export * from './carrier.ts';
export * from './carrier-blocks.ts';
export * from './courier.ts';
export * from './demo.ts';
export * from './map.ts';
