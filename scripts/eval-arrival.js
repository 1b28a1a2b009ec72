// Bundles bench/arrival and measures the arrival estimate on real tours; `-- FILE.csv.gz` names others, `-- --write` renews docs/arrival.md.
import { join } from 'node:path';
import { root, run } from './setup.js';
import { bundleNode } from './build.js';

await bundleNode({ run: 'bench/arrival/run.ts' }, join(root, 'dist/eval-arrival'));
process.exit(await run(process.execPath, [join(root, 'dist/eval-arrival/run.js'), ...process.argv.slice(2)]));
