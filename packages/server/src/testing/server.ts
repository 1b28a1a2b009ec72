import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { nodePrimitives } from '@latchkey/keys/node';
import { pino } from 'pino';
import { MemoryBlobs } from '../blobs/memory.ts';
import type { Effects, Settings } from '../effects.ts';
import { makeServer } from '../server.ts';
import { MemoryStore } from '../store/memory.ts';
import { VirtualClock } from './clock.ts';
import { testLogKey } from './log.ts';

export const AUDIENCE = 'http://localhost:8400';

/** The real server over virtual time and an in-memory store, with everything it logs kept to look through. */
export const startTestServer = async (change: { settings?: Partial<Settings>; effects?: Partial<Effects> } = {}) => {
  const clock = new VirtualClock();
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const effects: Effects = {
    store: new MemoryStore(),
    blobs: new MemoryBlobs(),
    clock,
    random: (length) => Uint8Array.from(randomBytes(length)),
    primitives: nodePrimitives(),
    log: pino({ level: 'trace' }, sink),
    logKey: testLogKey(),
    ...change.effects,
  };
  const settings: Settings = {
    audience: AUDIENCE,
    origins: [AUDIENCE, 'http://127.0.0.1:8400', 'http://[::1]:8400'],
    hardwareUrl: 'http://localhost:8401',
    carrierUrl: 'http://127.0.0.1:8402',
    demo: true,
    ...change.settings,
  };
  const server = await makeServer(effects, settings);
  return { ...server, effects, settings, clock, logged: () => lines.join('') };
};

export type TestServer = Awaited<ReturnType<typeof startTestServer>>;
