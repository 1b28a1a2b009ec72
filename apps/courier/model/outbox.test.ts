import { describe, expect, it } from 'vitest';
import { ApiProblem } from '@latchkey/contract';
import type { Saying } from '@latchkey/delivery';
import { memoryShelf, type Shelf } from '@latchkey/web-kit/model';
import { createOutbox } from './outbox.ts';

const problem = (status: number) =>
  new ApiProblem({ type: 'about:blank', title: 'No', status, detail: 'No.', code: 'unavailable' });
const unsafe = (atS: number): Saying => ({ what: 'unsafe', atS });

/** A device whose reception is turned on and off, and a server that remembers keys. */
const device = (shelf: Shelf = memoryShelf()) => {
  const server = { reached: true, status: 503, losesAnswer: false, heard: new Map<string, Saying>(), calls: 0 };
  let keys = 0;
  let due: (() => void) | undefined;
  const open = () =>
    createOutbox({
      shelf,
      device: {
        say: (_visitId, saying, key) => {
          server.calls++;
          if (!server.reached) return Promise.reject(problem(server.status));
          server.heard.set(key, saying);
          return server.losesAnswer ? Promise.reject(problem(503)) : Promise.resolve();
        },
      },
      later: (run) => {
        due = run;
        return () => {
          due = undefined;
        };
      },
      newKey: () => `key-${++keys}`,
    });
  const settle = async () => {
    for (let turns = 0; turns < 60; turns++) await Promise.resolve();
  };
  const turn = async () => {
    due?.();
    await settle();
  };
  return { server, open, settle, turn, shelf };
};

describe('what is said without reception', () => {
  it('is kept, in order, and caught up once there is some', async () => {
    const { server, open, settle, turn } = device();
    server.reached = false;
    const box = open();
    box.start();
    for (const atS of [1, 2, 3]) await box.say('v', unsafe(atS));
    await settle();
    expect(box.unsent.get().map(({ saying }) => saying.atS)).toEqual([1, 2, 3]);
    server.reached = true;
    await turn();
    expect([...server.heard.values()].map(({ atS }) => atS)).toEqual([1, 2, 3]);
    expect(box.unsent.get()).toEqual([]);
  });

  it('outlives the page', async () => {
    const { server, open, settle, shelf } = device();
    server.reached = false;
    const before = open();
    before.start();
    await before.say('v', unsafe(1));
    before.stop();
    server.reached = true;
    const after = device(shelf);
    const box = after.open();
    box.start();
    await after.settle();
    expect([...after.server.heard.keys()]).toEqual(['key-1']);
    await settle();
    expect(await shelf.get('unsent')).toEqual([]);
  });

  it('is said again under the same key where only the answer was lost', async () => {
    const { server, open, settle, turn } = device();
    server.losesAnswer = true;
    const box = open();
    box.start();
    await box.say('v', unsafe(1));
    await settle();
    server.losesAnswer = false;
    await turn();
    expect(server.heard.size).toBe(1);
    expect(server.calls).toBe(2);
  });

  it('is given up where the stop is another courier’s by now, and holds up nothing behind it', async () => {
    const { server, open, settle, turn } = device();
    server.reached = false;
    server.status = 404;
    const box = open();
    box.start();
    await box.say('gone', unsafe(1));
    await settle();
    expect(box.unsent.get()).toEqual([]);
    server.status = 503;
    await box.say('v', unsafe(2));
    await settle();
    server.reached = true;
    await turn();
    expect([...server.heard.values()]).toEqual([unsafe(2)]);
  });

  it('is not sent twice at once, however often reception comes and goes', async () => {
    const { server, open, settle } = device();
    const box = open();
    box.start();
    await box.say('v', unsafe(1));
    for (let pokes = 0; pokes < 5; pokes++) box.poke();
    await settle();
    expect(server.calls).toBe(1);
  });
});
