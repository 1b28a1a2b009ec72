import type { LogSource } from '@latchkey/log';

const answered = async (path: string): Promise<Response | undefined> => {
  const answer = await fetch(path, { credentials: 'omit' });
  if (answer.status === 404 || answer.status === 204) return undefined;
  if (!answer.ok) throw new Error(`log: ${answer.status}`);
  return answer;
};

/** The log of the server that this page came from. */
export const logSource: LogSource = {
  text: async (path) => (await answered(path))?.text(),
  bytes: async (path) => {
    const answer = await answered(path);
    return answer === undefined ? undefined : new Uint8Array(await answer.arrayBuffer());
  },
};
