export { startEmbeddedPostgres, type EmbeddedOptions, type EmbeddedPostgres } from './embedded.ts';
export { FolderInUse } from './folder-lock.ts';
export { NoEmbeddedPostgres } from './runtime.ts';
export { NoAccount } from './account.ts';
export { PostgresDidNotStart } from './postmaster.ts';
