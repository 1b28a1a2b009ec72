import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, bytesUpTo } from './bytes.ts';
import { hubToServer, serverToHub } from './channel/hub.ts';
import type { Route } from './route.ts';
import * as routes from './routes/index.ts';

const all = Object.values(routes).filter((value) => typeof value === 'object' && 'method' in value) as readonly Route[];

describe('bytes on the wire', () => {
  it('are base64url without padding, of the length that is named', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64url');
        expect(bytesUpTo(100).safeParse(text).success).toBe(true);
        expect(bytesOf(bytes.length).safeParse(text).success).toBe(true);
        expect(bytesOf(bytes.length + 3).safeParse(text).success).toBe(false);
        expect(bytesUpTo(100).safeParse(`${text}=`).success).toBe(false);
      }),
    );
  });
});

describe('the contract', () => {
  it('names each route once', () => {
    const names = all.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(40);
  });

  it('keeps each role below its own path, where its cookie goes', () => {
    const below = { member: '/api/home', courier: '/api/courier', carrier: '/api/carrier' };
    for (const { role, path } of all) {
      if (role !== 'anyone') expect(path === below[role] || path.startsWith(`${below[role]}/`), path).toBe(true);
      else
        expect(
          Object.values(below).some((prefix) => path.startsWith(`${prefix}/`)),
          path,
        ).toBe(false);
    }
  });

  it('is closed on the hub’s line, both ways', () => {
    for (const message of [
      { type: 'state-changed', extra: 1 },
      { type: 'open-door', door: 1 },
      { type: 'receipt', seq: 1, receipt: 'AQID', homeId: 'A'.repeat(22) },
    ]) {
      expect(hubToServer.safeParse(message).success).toBe(false);
      expect(serverToHub.safeParse(message).success).toBe(false);
    }
  });
});
