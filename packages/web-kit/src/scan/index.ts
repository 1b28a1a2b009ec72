export * from './camera.ts';
export * from './code-reader.ts';
export type { CodeFormat, Frame } from './decoder.ts';
export * from './scan.ts';
export * from './scanner.tsx';
