import { randomBytes } from 'node:crypto';
import { routes } from '@latchkey/contract';
import { signBlock, TARGET, toBase64url } from '@latchkey/protocol';
import { primitives } from '../tests/world/member.ts';
import { figure, quantile, type Bench } from './figure.ts';
import { listen } from './stage/listen.ts';
import { openFloor, openStage } from './stage/stage.ts';

const samples = 200;

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
