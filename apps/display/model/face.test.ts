import type { routes } from '@latchkey/contract';
import { describe, expect, it } from 'vitest';
import { openDisplay } from './face.ts';

/** Timers turned by hand; what is due runs in order. */
class Timers {
  nowMs = 0;
  #due: { readonly atMs: number; readonly run: () => void }[] = [];

  later = (run: () => void, ms: number) => {
    const one = { atMs: this.nowMs + ms, run };
    this.#due.push(one);
    return () => {
      this.#due = this.#due.filter((other) => other !== one);
    };
  };

  async pass(ms: number): Promise<void> {
    const untilMs = this.nowMs + ms;
    for (;;) {
      await settled();
      const next = this.#due.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) break;
      this.#due = this.#due.filter((one) => one !== next);
      this.nowMs = next.atMs;
      next.run();
    }
    this.nowMs = untilMs;
  }
}

const settled = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((done) => setTimeout(done));
};

/** The hub's end of each stream that was asked for. */
class Hub {
  asked = 0;
  answers: 'stream' | 'silence' | 401 | 503 = 'stream';
  #to: ReadableStreamDefaultController<Uint8Array> | undefined;

  ask = (end: AbortSignal): Promise<Response> => {
    this.asked++;
    if (this.answers === 'silence') return new Promise((_, reject) => end.addEventListener('abort', () => reject(new Error('ended')))); // prettier-ignore
    if (this.answers !== 'stream') return Promise.resolve(new Response(null, { status: this.answers }));
    const body = new ReadableStream<Uint8Array>({ start: (to) => void (this.#to = to) });
    const to = this.#to;
    end.addEventListener('abort', () => to?.error(new Error('ended')));
    return Promise.resolve(new Response(body));
  };

  say(text: string): void {
    this.#to?.enqueue(new TextEncoder().encode(text));
  }

  shows(link: string | null, forMs: number): void {
    const word: routes.DisplayShows = { door: 1, link, forMs };
    this.say(`data: ${JSON.stringify(word)}\n\n`);
  }

  hangUp(): void {
    this.#to?.close();
  }
}

const opened = async () => {
  const timers = new Timers();
  const hub = new Hub();
  const display = openDisplay({ ask: hub.ask, later: timers.later, random: () => 0.5 });
  await timers.pass(0);
  return { timers, hub, face: () => display.get() };
};

describe('a screen beside a door', () => {
  it('shows what the hub says, each time the newest', async () => {
    const { timers, hub, face } = await opened();
    expect(face()).toEqual({ kind: 'dark' });
    hub.shows('https://a.example/#1', 30_000);
    await timers.pass(0);
    expect(face()).toEqual({ kind: 'shows', door: 1, link: 'https://a.example/#1' });
    hub.shows('https://a.example/#2', 30_000);
    await timers.pass(0);
    expect(face()).toMatchObject({ link: 'https://a.example/#2' });
    hub.shows(null, 0);
    await timers.pass(0);
    expect(face()).toEqual({ kind: 'dark' });
  });

  it('goes dark by itself when nothing more is said, and does not go dark for what was said before', async () => {
    const { timers, hub, face } = await opened();
    hub.shows('https://a.example/#1', 30_000);
    await timers.pass(15_000);
    hub.shows('https://a.example/#2', 30_000);
    await timers.pass(15_000);
    expect(face()).toMatchObject({ link: 'https://a.example/#2' });
    hub.say(': still here\n\n');
    await timers.pass(14_999);
    expect(face().kind).toBe('shows');
    await timers.pass(1);
    expect(face().kind).not.toBe('shows');
  });

  it('shows no longer than the hub said when the line is lost, and says that it is', async () => {
    const { timers, hub, face } = await opened();
    hub.shows('https://a.example/#1', 10_000);
    await timers.pass(0);
    hub.answers = 503;
    hub.hangUp();
    await timers.pass(9_000);
    expect(face().kind).toBe('shows');
    await timers.pass(1_000);
    expect(face()).toEqual({ kind: 'lost' });
  });

  it('says nothing of anybody before the hub has answered', async () => {
    const timers = new Timers();
    const hub = new Hub();
    hub.answers = 'silence';
    const display = openDisplay({ ask: hub.ask, later: timers.later, random: () => 0.5 });
    await timers.pass(24_999);
    expect(display.get()).toEqual({ kind: 'asking' });
    await timers.pass(1);
    expect(display.get()).toEqual({ kind: 'lost' });
  });

  it('asks anew when a hub that is asked or heard falls silent, ever more slowly, and comes back by itself', async () => {
    const { timers, hub, face } = await opened();
    hub.answers = 'silence';
    await timers.pass(25_000);
    expect(face()).toEqual({ kind: 'lost' });
    await timers.pass(600_000);
    expect(hub.asked).toBeGreaterThan(10);
    expect(hub.asked).toBeLessThan(25);
    hub.answers = 'stream';
    await timers.pass(45_000);
    expect(face()).toEqual({ kind: 'dark' });
    hub.shows('https://a.example/#3', 30_000);
    await timers.pass(0);
    expect(face()).toMatchObject({ link: 'https://a.example/#3' });
  });

  it('stays on a line over which nothing but the hub’s beat comes', async () => {
    const { timers, hub, face } = await opened();
    for (let beat = 0; beat < 12; beat++) {
      hub.say(': still here\n\n');
      await timers.pass(10_000);
    }
    expect([hub.asked, face().kind]).toEqual([1, 'dark']);
  });

  it('that the hub does not know says so, and tries again: settings are put right', async () => {
    const { timers, hub, face } = await opened();
    hub.answers = 401;
    hub.hangUp();
    await timers.pass(2_000);
    expect(face()).toEqual({ kind: 'stranger' });
    hub.answers = 'stream';
    await timers.pass(30_000);
    expect(face()).toEqual({ kind: 'dark' });
  });

  it('takes no word that is none, and no event without an end', async () => {
    const { timers, hub, face } = await opened();
    for (const text of ['data: {', 'data: {"door":1}', 'data: {"door":1,"link":"x","forMs":60001}', 'x'])
      hub.say(`${text}\n\n`);
    hub.shows('https://a.example/#1', 5_000);
    await timers.pass(0);
    expect(face()).toMatchObject({ link: 'https://a.example/#1' });
    hub.say('x'.repeat(9_000));
    await timers.pass(2_000);
    expect(hub.asked).toBe(2);
  });
});
