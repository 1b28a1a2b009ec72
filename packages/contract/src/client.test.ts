import { describe, expect, it } from 'vitest';
import { ApiProblem, createClient, type Fetch } from './client.ts';
import * as routes from './routes/index.ts';

const answering =
  (status: number, body: unknown, seen: unknown[] = []): Fetch =>
  (url, init) => {
    seen.push({ url, ...init });
    return Promise.resolve({ ok: status < 300, status, text: () => Promise.resolve(JSON.stringify(body)) });
  };
const client = (fetch: Fetch) => createClient({ origin: 'http://x', fetch, newKey: () => 'k'.repeat(22) });

describe('the client', () => {
  it('fills paths and queries, and sends a key with writes only', async () => {
    const seen: { url: string; headers: Record<string, string> }[] = [];
    const receipts = { receipts: [], forks: [], more: false };
    const id = 'A'.repeat(22);
    await client(answering(200, receipts, seen))(routes.listHomeReceipts, {
      params: { hubId: id },
      query: { after: 3 },
    });
    expect(seen[0]?.url).toBe(`http://x/api/home/hubs/${id}/receipts?after=3`);
    expect(seen[0]?.headers['idempotency-key']).toBeUndefined();
    await client(answering(202, { handedToHub: true }, seen))(routes.newBlock, { body: { hubId: id, block: 'AQID' } });
    expect(seen[1]?.headers['idempotency-key']).toBe('k'.repeat(22));
  });

  it('turns problems into ApiProblem with their code', async () => {
    const body = { type: '/problems/not-found', title: 'Not found', status: 404, code: 'not-found', detail: 'x' };
    const call = client(answering(404, body))(routes.readHome, {});
    await expect(call).rejects.toThrow(ApiProblem);
    await expect(call).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });

  it('believes no answer that the contract does not know', async () => {
    const open = { homeId: 'A'.repeat(22), handle: 'LK-AAAA-AAAA', hubs: [], isAdmin: true };
    for (const body of [open, 'x', null]) {
      const call = client(answering(200, body))(routes.readHome, {});
      await expect(call).rejects.toMatchObject({ problem: { code: 'unavailable' } });
    }
  });

  it('says that nothing was lost when no answer came', async () => {
    const call = client(() => Promise.reject(new TypeError('fetch failed')))(routes.readHome, {});
    await expect(call).rejects.toMatchObject({ problem: { code: 'unavailable', status: 503 } });
  });
});
