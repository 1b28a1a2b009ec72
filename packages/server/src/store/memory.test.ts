import { MemoryStore } from './memory.ts';
import { storeSuite } from './testing/suite.ts';

storeSuite('in memory', () => Promise.resolve(new MemoryStore()));
