import { parentPort } from 'node:worker_threads';
import type { GreyPicture } from '@latchkey/hub/cameras';
import { codesIn } from './codes-in.ts';

/** A thread that finds QR codes in grey pictures. Nothing that it says is trusted, and it has nothing to give away. */
parentPort?.on('message', (picture: GreyPicture) => {
  codesIn(picture).then(
    (texts) => parentPort?.postMessage(texts),
    () => parentPort?.postMessage([]),
  );
});
