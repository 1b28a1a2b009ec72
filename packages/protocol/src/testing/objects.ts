import { HOME_OBJECTS } from './home-objects.ts';
import type { ObjectCase } from './object-case.ts';
import { VISIT_OBJECTS } from './visit-objects.ts';

export type { ObjectCase } from './object-case.ts';

/** One good object of each kind and signer. */
export const OBJECTS: readonly ObjectCase[] = [...VISIT_OBJECTS, ...HOME_OBJECTS];
