import type { Tables } from '../store/tables.ts';

/** What the server writes down about a caller for its own sake: that they called, and how often. */
const ABOUT_CALLS: readonly string[] = ['onces', 'seen', 'throttles', 'sessions'];

/**
 * Everything that is kept, row by row, apart from the rows that say they are a household's or a carrier's own: what somebody else's acts
 * must not change.
 */
export const dumpOf = (
  tables: Tables,
  apartFrom: { readonly homeId?: string; readonly carrierId?: string } = {},
): readonly string[] =>
  Object.entries(tables)
    .filter(([table]) => !ABOUT_CALLS.includes(table))
    .flatMap(([table, rows]) => [...(rows as Map<string, unknown>)].map(([key, row]) => `${table} ${key} ${text(row)}`))
    .filter(
      (line) =>
        !line.includes(`"homeId":"${apartFrom.homeId}"`) && !line.includes(`"carrierId":"${apartFrom.carrierId}"`),
    )
    .sort();

const text = (row: unknown): string =>
  JSON.stringify(row, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
  );
