import { readReceipt } from '@latchkey/protocol';
import { primitives } from '../people.ts';
import type { Promised } from './checker.ts';

/** The times in the receipts never fall, over all starts; nor does the signed state's within a start. A restored disk begins anew; nobody sets a clock back in these worlds. */
export const p12: Promised = {
  name: 'P12',
  check: () => {
    let looked = 0;
    let highestS = 0;
    let state = { boot: '', unixS: 0 };
    return ({ world, state: now }) => {
      const { hub, record } = world;
      if (now?.iat !== undefined) {
        const boot = String(now.bootId);
        if (boot === state.boot && now.iat < state.unixS)
          return `the state went from ${state.unixS} back to ${now.iat}`;
        state = { boot, unixS: now.iat };
      }
      if (hub === undefined || record.restored) return undefined;
      for (const { seq, bytes } of hub.core.memory.receipts.after(looked)) {
        looked = seq;
        const read = readReceipt(primitives, bytes);
        const iat = read.ok ? read.link.claims.iat : undefined;
        if (iat === undefined) continue;
        if (iat < highestS) return `a receipt says ${iat} after one that said ${highestS}`;
        highestS = iat;
      }
      return undefined;
    };
  },
};
