// One of the threads that scripts/fuzz.js shares its work out to.
import { parentPort, workerData } from 'node:worker_threads';

const programs = await import(workerData);
parentPort.on('message', async ({ name, seed, size }) => parentPort.postMessage(await programs[name](seed, size)));
