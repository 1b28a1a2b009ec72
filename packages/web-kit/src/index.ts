export * from './parts/index.ts';
export * from './door/drawing.tsx';
export * from './door/picture.ts';
export * from './sentences/index.ts';
export * from './hooks/index.ts';
export * from './shell/later.tsx';
export * from './shell/screen.tsx';
