import * as z from 'zod';
import { bytesOf } from '../bytes.ts';
import { route } from '../route.ts';

/** The public log, as docs/protocol/log.md and c2sp.org/tlog-tiles have it. It names nobody: entries are hashes of salted receipts. */

export const readCheckpoint = route({
  method: 'GET',
  path: '/log/checkpoint',
  role: 'anyone',
  status: 200,
  perMinute: 600,
  summary: 'The log’s newest signed checkpoint, with the cosignatures of its witnesses: a signed note.',
  produces: 'text/plain',
});

/** `0/x001/x234/067`, `entries/000.p/17`: level or *entries*, index, and the width where it is partial. */
export const readLogTile = route({
  method: 'GET',
  path: '/log/tile/*',
  role: 'anyone',
  status: 200,
  perMinute: 1200,
  summary:
    'One tile of the log: up to 256 hashes of 32 bytes, or up to 256 entries, each after its length in two bytes.',
  params: z.strictObject({ '*': z.string().max(64) }),
  produces: 'application/octet-stream',
});

export const readLogProof = route({
  method: 'GET',
  path: '/api/log/proofs/:entry',
  role: 'anyone',
  status: 200,
  perMinute: 300,
  summary:
    'Proof that a receipt, named by its hash, is in the log: a tlog-proof file that needs no server to be checked. 204 where the log does not have it.',
  params: z.strictObject({ entry: bytesOf(32) }),
  produces: 'text/plain',
});

export const readLogKey = route({
  method: 'GET',
  path: '/api/log/key',
  role: 'anyone',
  status: 200,
  summary:
    'The log’s verifier key, and those of the witnesses it asks, as signed notes write them. A reader remembers them.',
  answer: z.strictObject({ log: z.string().max(300), witnesses: z.array(z.string().max(300)).max(16) }),
});
