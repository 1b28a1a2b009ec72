#!/usr/bin/env node
// `npx latchkey verify FILE`: runs the built program.
import { existsSync } from 'node:fs';

const program = new URL('../../dist/node/cli.js', import.meta.url);
if (!existsSync(program)) {
  process.stderr.write('The program is not built yet: npm run build\n');
  process.exit(2);
}
await import(program.href);
