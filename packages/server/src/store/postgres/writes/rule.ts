import type { Tenant, Write } from '../../store.ts';
import type { Standing, Tx } from '../tenancy.ts';

export type Of<K extends Write['kind']> = Extract<Write, { kind: K }>;

export interface Context {
  readonly tx: Tx;
  readonly standing: Standing;
  readonly tenant: Tenant;
}

/** Resolves to false where the write does not fit: the caller rolls everything back. */
export type Rule<K extends Write['kind']> = (context: Context, write: Of<K>) => Promise<boolean>;
/** One rule for each of these kinds. */
export type Rules<K extends Write['kind']> = { readonly [One in K]: Rule<One> };

/** Whether the insert found room for its row. */
export const one = (result: { readonly numInsertedOrUpdatedRows?: bigint | undefined } | undefined): boolean =>
  result?.numInsertedOrUpdatedRows === 1n;
/** Whether the update found its row. */
export const changed = (result: { readonly numUpdatedRows: bigint }): boolean => result.numUpdatedRows === 1n;
