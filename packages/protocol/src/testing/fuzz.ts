/** What scripts/fuzz.js bundles and runs by the million. */
export { fuzzCbor } from './cbor-fuzz.ts';
export { playMutants } from './mutants/index.ts';
