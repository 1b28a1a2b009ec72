import { routes } from '@latchkey/contract';
import { readReceipt, toBase64url, verifyLink } from '@latchkey/protocol';
import { bytesOf, primitives, type Member } from '../../tests/world/member.ts';

/** Hears the household's events; `receipt` resolves once the hub's verified receipt answers that hash. */
export const listen = async (server: string, member: Member, signal: AbortSignal) => {
  const headers = { authorization: `Bearer ${member.token}`, accept: 'text/event-stream' };
  const { body } = await fetch(server + routes.homeEvents.path, { headers, signal });
  if (body === null) throw new TypeError('no events');
  const waiting = new Map<string, (atMs: number) => void>();
  const hear = async () => {
    let text = '';
    let head = (await member.receipts()).at(-1)?.hash;
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        const event = data === undefined ? undefined : routes.homeEvent.parse(JSON.parse(data));
        if (event?.type !== 'receipt') continue;
        const read = readReceipt(primitives, bytesOf(event.receipt), head);
        if (!read.ok || !verifyLink(primitives, read.link, member.hub.hubKey))
          throw new TypeError('a receipt that does not verify');
        head = read.link.hash;
        const answers = toBase64url(read.link.claims.answers ?? new Uint8Array(0));
        waiting.get(answers)?.(performance.now());
        waiting.delete(answers);
      }
    }
  };
  void hear().catch(() => undefined);
  return (hash: Uint8Array) => new Promise<number>((resolve) => waiting.set(toBase64url(hash), resolve));
};
