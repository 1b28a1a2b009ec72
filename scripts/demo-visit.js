// `npm run demo:visit`: carrier and courier, against a running `npm start`. Its own arguments are explained by `-- --help`.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.js';

const program = join(root, 'dist', 'node', 'demo-visit.js');

if (!existsSync(program)) {
  process.stderr.write('Nothing is built yet. Start the demo first, in another terminal: npm start\n');
  process.exitCode = 3;
} else {
  const child = spawn(process.execPath, [program, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => {
    process.exitCode = code ?? 130;
  });
}
