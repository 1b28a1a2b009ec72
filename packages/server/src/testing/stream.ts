import { request, type IncomingMessage } from 'node:http';

/** Opens a stream and reads it event by event. */
export const listenTo = async (port: number, path: string, token: string) => {
  const answer = await new Promise<IncomingMessage>((resolve) => {
    request({ port, path, headers: { host: 'localhost:8400', authorization: `Bearer ${token}` } }, resolve).end();
  });
  const events: unknown[] = [];
  let text = '';
  let wake = () => {};
  answer.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    for (const part of text.split('\n\n').slice(0, -1))
      if (part.startsWith('data: ')) events.push(JSON.parse(part.slice(6)));
    wake();
    const rest = text.split('\n\n').at(-1) ?? '';
    beats += text.split(': still here').length - 1;
    text = rest;
  });
  let beats = 0;
  answer.on('error', () => {});
  const until = async (test: () => boolean) => {
    while (!test()) await new Promise<void>((done) => (wake = done));
  };
  const next = async (type: string) => {
    const at = () => events.findIndex((e) => (e as { type: string }).type === type);
    await until(() => at() >= 0);
    return events.splice(at(), 1)[0];
  };
  const ended = new Promise<void>((done) => answer.once('close', done));
  return { answer, events, next, until, ended, beats: () => beats, end: () => answer.destroy() };
};
