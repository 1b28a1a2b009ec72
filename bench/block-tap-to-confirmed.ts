import { randomBytes } from 'node:crypto';
import { routes } from '@latchkey/contract';
import { readReceipt, signBlock, TARGET, toBase64url, verifyLink } from '@latchkey/protocol';
import { bytesOf, primitives, type Member } from '../tests/world/member.ts';
import { figure, quantile, type Bench } from './figure.ts';
import { openFloor, openStage } from './stage/stage.ts';

const samples = 200;

/** Hears the household's events; `receipt` resolves once the hub's verified receipt answers that hash. */
const listen = async (server: string, member: Member, signal: AbortSignal) => {
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

/** Member's tap → the hub's receipt, verified on the member's side. The floor: the same hops, one verification, one fdatasync, no signature. */
export const blockTapToConfirmed: Bench = {
  names: ['block.tap-to-confirmed.p50', 'block.tap-to-confirmed.p99'],
  run: async () => {
    const [stage, floor] = [await openStage(1), await openFloor()];
    const end = new AbortController();
    try {
      const member = stage.homes[0]?.member;
      if (member === undefined) throw new RangeError('no home');
      const { hubId } = member.hub;
      const confirmed = await listen(stage.server, member, end.signal);
      const ours: number[] = [];
      const floors: number[] = [];
      for (let n = -20; n < samples; n += 1) {
        const target = { type: TARGET.visit, id: new Uint8Array(randomBytes(16)) };
        const block = await signBlock(primitives, member.signer, {
          iat: Math.floor(Date.now() / 1000),
          cti: new Uint8Array(randomBytes(16)),
          hubId,
          target,
        });
        const before = performance.now();
        const [answered] = await floor.tap();
        const receipt = confirmed(block.hash);
        const tapped = performance.now();
        await member.client(routes.newBlock, { body: { hubId: toBase64url(hubId), block: toBase64url(block.bytes) } });
        const confirmedMs = await receipt;
        if (n < 0) continue;
        floors.push(answered - before);
        ours.push(confirmedMs - tapped);
      }
      const at = (q: number, name: string) => figure(name, 'ms', quantile(ours, q), quantile(floors, q), ours.length);
      return [at(0.5, 'block.tap-to-confirmed.p50'), at(0.99, 'block.tap-to-confirmed.p99')];
    } finally {
      end.abort();
      await Promise.all([stage.stop(), floor.stop()]);
    }
  },
};
