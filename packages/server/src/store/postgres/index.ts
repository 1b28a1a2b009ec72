export { DatabaseTooNew, DatabaseTooOld, NoWall } from './migrate.ts';
export { openPostgresStore, type PostgresOptions } from './postgres-store.ts';
