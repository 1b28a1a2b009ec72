import { portablePrimitives as p, signerFromScalar } from '@latchkey/keys';
import { encodeStanding, hubIdOf, readMove, toBase64url } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import type { TellHub } from '../hub/talk.ts';
import { createMoving, serverIn } from './moving.ts';

const [signer, hub] = [signerFromScalar(new Uint8Array(32).fill(1)), signerFromScalar(new Uint8Array(32).fill(2))];
const previous = new Uint8Array(32).fill(5);
const start = new Uint8Array(16).fill(7);
const hubId = hubIdOf(p, hub.key);

/** A hub that moves wherever it is told, unless it says why not. */
const withHub = (why?: string) => {
  let server = 'https://old.example.org';
  const tell: TellHub = (_method, message) => {
    const read = readMove(p, message, previous);
    if (message.length > 0 && why !== undefined) return Promise.resolve({ ok: false, refusal: { reason: why } });
    if (read.ok) server = read.link.claims.server;
    const said = toBase64url(encodeStanding({ previous, server, line: 'up' }));
    return Promise.resolve({ ok: true, ...(message.length === 0 ? { message: said } : {}) });
  };
  return createMoving({ primitives: p, signer, hubId, tell, bootId: () => start });
};

describe('P15: another server, said at home', () => {
  it('is signed for this hub and start, over the move before, and shown once the hub has it', async () => {
    const moving = withHub();
    await moving.look();
    expect(moving.now.get()).toEqual({ server: 'https://old.example.org', line: 'up' });
    await moving.go(' doors.example.org/home/ ');
    expect(moving.state.get()).toEqual({ kind: 'done' });
    expect(moving.now.get()?.server).toBe('https://doors.example.org');
  });

  it('is not sent where it is no address, and says what the hub said', async () => {
    const moving = withHub('signer-not-admin');
    await moving.go('http://doors.example.org');
    expect(moving.state.get()).toEqual({ kind: 'mistyped' });
    await moving.go('https://doors.example.org');
    expect(moving.state.get()).toEqual({ kind: 'failed', problem: 'signer-not-admin' });
  });

  it.each([
    ['doors.example.org', 'https://doors.example.org'],
    ['https://Doors.Example.org:8443/home/#x', 'https://doors.example.org:8443'],
    ['http://localhost:8400', 'http://localhost:8400'],
    ['https://192.0.2.1:443/', 'https://192.0.2.1'],
    ['trü.example', 'https://xn--tr-yka.example'],
    ['http://192.168.1.2', undefined],
    ['https://[::1]', undefined],
    ['https://a:99999', undefined],
    ['256.1.1.1', undefined],
    ['https://me@doors.example.org', undefined],
    ['ws://localhost', undefined],
    ['two words', undefined],
    ['', undefined],
  ])('%j is %j', (typed, origin) => {
    expect(serverIn(typed)).toBe(origin);
  });
});
