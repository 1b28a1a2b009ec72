/** Trusted time from Network Time Security (RFC 8915), docs/protocol/11-time.md. */
export type { Agreement } from './agreement.ts';
export { NTSKE_PORT } from './establishment.ts';
export { nodeNtsPort } from './node-sockets.ts';
export type { NamedSource, NtsPort } from './ports.ts';
export { TimeSources, type Asked } from './time-sources.ts';
