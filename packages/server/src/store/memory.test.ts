import { MemoryStore } from './memory.ts';
import { carrierSuite } from './testing/carrier-suite.ts';
import { logSuite } from './testing/log-suite.ts';
import { memberSuite } from './testing/member-suite.ts';
import { storeSuite } from './testing/suite.ts';

carrierSuite('in memory', () => Promise.resolve(new MemoryStore()));
storeSuite('in memory', () => Promise.resolve(new MemoryStore()));
logSuite('in memory', () => Promise.resolve(new MemoryStore()));

memberSuite('in memory', () => Promise.resolve(new MemoryStore()));
