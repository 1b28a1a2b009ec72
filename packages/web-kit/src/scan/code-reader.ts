import type { CodeFormat, Frame } from './decoder.ts';

/** Reads pictures one after the other. Rejects where this browser or page can read none at all. */
export interface CodeReader {
  readonly read: (frame: Frame, formats: readonly CodeFormat[]) => Promise<readonly string[]>;
  readonly close: () => void;
}

export interface Question extends Frame {
  readonly id: number;
  readonly formats: readonly CodeFormat[];
}

export type Answer =
  | { readonly id: number; readonly ok: true; readonly texts: readonly string[] }
  | { readonly id: number; readonly ok: false };

/** Starts the worker, and with it the fetching of the decoder, only when somebody wants to scan. */
export const openCodeReader = (): CodeReader => {
  const worker = new Worker(new URL('./code-worker.ts', import.meta.url), { type: 'module', name: 'code-worker' });
  const waiting = new Map<number, (answer: Answer) => void>();
  let broken = false;
  let count = 0;
  const fail = () => {
    broken = true;
    for (const [id, hear] of waiting) hear({ id, ok: false });
    waiting.clear();
  };
  worker.addEventListener('error', fail);
  worker.addEventListener('messageerror', fail);
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  });
  const ask = (frame: Frame, formats: readonly CodeFormat[]) =>
    new Promise<Answer>((hear) => {
      const id = ++count;
      if (broken) {
        hear({ id, ok: false });
        return;
      }
      waiting.set(id, hear);
      const question: Question = { id, formats, data: frame.data, width: frame.width, height: frame.height };
      worker.postMessage(question, [frame.data.buffer]);
    });
  return {
    read: async (frame, formats) => {
      const answer = await ask(frame, formats);
      if (!answer.ok) throw new Error('codes cannot be read here');
      return answer.texts;
    },
    close: () => {
      fail();
      worker.terminate();
    },
  };
};
