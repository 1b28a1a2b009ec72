import type { Bench } from './figure.ts';

/** Every bench there is, in the order of a knock's life. */
export const benches: readonly Bench[] = [];
