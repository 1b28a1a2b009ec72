export { DatabaseHeld, holdDatabase, type DatabaseHold, type HoldOptions } from './hold.ts';
export { DatabaseTooNew, DatabaseTooOld, NoWall } from './migrate.ts';
export { openPostgresStore, type PostgresOptions } from './postgres-store.ts';
export { DatabaseRefuses } from './unwelcome.ts';
export { StoreUnavailable } from '../unavailable.ts';
