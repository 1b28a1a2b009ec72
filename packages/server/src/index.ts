export type { Clock, Displays, Effects, Settings } from './effects.ts';
export { FileBlobs } from './blobs/files.ts';
export { MemoryBlobs } from './blobs/memory.ts';
export type { Blobs, OpenBlob } from './blobs/blobs.ts';
export { makeHomeRelay, type HomeRelay, type OwnHub } from './at-home/relay.ts';
export { makeServer, type LatchkeyServer } from './server.ts';
export { MemoryStore } from './store/memory.ts';
export type { Store, Tenant, Write } from './store/store.ts';
export { makePost, type Post } from './webhooks/post.ts';
