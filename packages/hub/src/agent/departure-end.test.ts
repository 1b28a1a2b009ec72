import { LAST_WORD_MS, LEAVING_FILMS_MS, LEAVING_MS, toBase64url } from '@latchkey/protocol';
import { describe, expect, it } from 'vitest';
import { unlike } from './testing/powered-home.ts';
import { reasonOf } from './testing/test-home.ts';
import { Leaving } from './testing/leaving-home.ts';

const MINUTE_MS = 60_000;

describe('films that have not reached the server', () => {
  it('P9: are waited for when the day is over, and not longer than for their last byte', async () => {
    const home = await Leaving.announced();
    home.filmsLeft = 2;
    await home.ran(LEAVING_MS + LEAVING_FILMS_MS - 2 * MINUTE_MS);
    await home.clock.pass(MINUTE_MS);
    expect(home.over).toBe(false);
    home.filmsLeft = 0;
    await home.clock.pass(2000);
    expect(home.over).toBe(true);
    expect(home.departures).toBe(1);
  });

  it('P10: keep nobody out for longer than six hours, with a line or without one, and none that a start has not looked for yet', async () => {
    for (const left of [1, undefined]) {
      const home = await Leaving.announced();
      home.filmsLeft = left;
      home.server.connected = left === 1;
      await home.ran(LEAVING_MS + LEAVING_FILMS_MS - MINUTE_MS / 2);
      await home.clock.pass(MINUTE_MS / 4);
      expect(home.over).toBe(false);
      await home.clock.pass(MINUTE_MS / 2);
      expect(home.over).toBe(true);
      expect(home.departures).toBe(0);
      await home.clock.pass(LAST_WORD_MS + MINUTE_MS);
      expect(home.departures).toBe(1);
    }
  });

  it('are waited for after a hand-over while the last receipt may wait, over a start', async () => {
    const home = await Leaving.paired();
    await home.press();
    home.filmsLeft = 1;
    await home.says(home.anna, 'hand-over');
    await home.clock.pass(5000);
    expect([home.over, home.departures]).toEqual([true, 0]);
    home.unplug();
    home.filmsLeft = undefined;
    await home.plugIn();
    await home.clock.pass(5000);
    expect(home.departures).toBe(0);
    home.filmsLeft = 0;
    await home.clock.pass(2000);
    expect(home.departures).toBe(1);
  });
});

describe('the last receipt', () => {
  it('waits for a line that is away, for ten minutes, and the hub signs nothing meanwhile', async () => {
    const home = await Leaving.paired();
    await home.press();
    home.server.connected = false;
    expect(reasonOf(await home.says(home.anna, 'hand-over'))).toBe('allowed');
    await home.clock.pass(LAST_WORD_MS - MINUTE_MS);
    expect(home.departures).toBe(0);
    expect(home.receipts().at(-1)?.event).toBe('moved-out');
    await home.clock.pass(2 * MINUTE_MS);
    expect(home.departures).toBe(1);
  });

  it('goes out when the line comes back, also after a start', async () => {
    const home = await Leaving.paired();
    await home.press();
    home.server.connected = false;
    await home.says(home.anna, 'hand-over');
    home.unplug();
    await home.plugIn();
    const { seq, receipts } = home.hub.core.memory;
    const keptBefore = toBase64url([...receipts].at(-2)?.hash ?? unlike(32));
    home.hub.line.welcome(seq - 1, keptBefore);
    await home.clock.pass(5000);
    expect(home.departures).toBe(0);
    home.server.connected = true;
    home.hub.line.welcome(seq - 1, keptBefore);
    await home.clock.pass(2000);
    expect(home.server.said.findLast(({ type }) => type === 'receipt')).toMatchObject({ seq });
    expect(home.departures).toBe(1);
    expect(home.receipts().at(-1)?.event).toBe('moved-out');
  });
});
