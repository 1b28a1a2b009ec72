import { Worker } from 'node:worker_threads';
import { CodeEye, type CodeEyeSetup } from '@latchkey/hub/cameras';

export interface EyeSetup {
  readonly clock: CodeEyeSetup['clock'];
  readonly seen: (text: string) => void;
  readonly report: (line: string) => void;
}

const besideThis = new URL('./hub-code-finder.js', import.meta.url);

/** An eye whose finder is a thread beside this program, bounded in memory. */
export const eyeOf = (setup: EyeSetup, program = besideThis): CodeEye =>
  new CodeEye({
    ...setup,
    start: ({ found, ended }) => {
      const worker = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: 128 } });
      worker.unref();
      worker.on('message', (texts: unknown) => found(textsIn(texts)));
      worker.on('error', (error) => ended(error instanceof Error ? error.message : String(error)));
      worker.on('exit', (code) => ended(`it ended with ${code}`));
      return { find: (picture) => worker.postMessage(picture), end: () => void worker.terminate() };
    },
  });

const textsIn = (said: unknown): readonly string[] =>
  Array.isArray(said) ? said.filter((text) => typeof text === 'string') : [];
