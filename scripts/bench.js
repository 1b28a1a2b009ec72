// Bundles the bench and its floors into dist/bench and runs it; arguments pass through.
import { join } from 'node:path';
import { root, run } from './setup.js';
import { buildAll, bundleNode } from './build.js';

process.env.LATCHKEY_QUIET_STDOUT = '1'; // progress must not stand among the figures
await buildAll();
const entries = { run: 'bench/run.ts', 'floor-server': 'bench/floor/server.ts', 'floor-hub': 'bench/floor/hub.ts', hubs: 'bench/stage/hubs.ts' };
await bundleNode(entries, join(root, 'dist/bench'));
process.exit(await run(process.execPath, [join(root, 'dist/bench/run.js'), ...process.argv.slice(2)]));
