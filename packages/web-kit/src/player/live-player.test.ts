import { describe, expect, test } from 'vitest';
import { LivePlayer } from './live-player.ts';
import { FilmingHub, HUB_START_MS, TestSink, viewerEffects } from './testing/film-stage.ts';

/** A viewer whose clock began elsewhere, a hub, and a line between them with a delay that the test sets. */
function stage(recordingKey?: Uint8Array, effects = viewerEffects(recordingKey)) {
  let localMs = 5000;
  const sink = new TestSink();
  const hub = new FilmingHub();
  const nonces: Uint8Array[] = [];
  let count = 0;
  const player = new LivePlayer({
    ...effects,
    picture: sink,
    nowMs: () => localMs,
    random: (bytes) => new Uint8Array(bytes).fill((count += 1)),
    sendNonce: (nonce) => nonces.push(nonce),
  });
  const hubNow = (): number => HUB_START_MS + localMs - 5000;
  const push = async (...records: Uint8Array[]): Promise<void> => {
    for (const record of records) player.push(record);
    await player.settled();
  };
  const pass = (ms: number): void => {
    localMs += ms;
    player.tick();
  };
  const phase = (): string => player.state.phase;
  /** Begins and has the first nonce echoed. */
  const begin = async (): Promise<void> => {
    await push(hub.init(), hub.frame(hubNow()));
    player.tick();
    await push(hub.checkpoint(hubNow(), { nonces: nonces.splice(0) }));
  };
  return { player, sink, hub, nonces, hubNow, push, pass, phase, begin };
}

describe('P7 live means live', () => {
  test('nothing is called live before a nonce of ours came back signed', async () => {
    const { hub, push, hubNow, phase, player } = stage();
    expect(phase()).toBe('waiting');
    await push(hub.init(), hub.frame(hubNow()), hub.checkpoint(hubNow(), { nonces: [new Uint8Array(16).fill(99)] }));
    player.tick();
    expect(phase()).toBe('checking');
  });

  test('live at an age of three seconds, late a moment after', async () => {
    const { begin, phase, pass, player } = stage();
    await begin();
    expect([phase(), player.state.ageMs]).toEqual(['live', 0]);
    pass(3000);
    expect(phase()).toBe('live');
    pass(1);
    expect([phase(), player.state.ageMs]).toEqual(['late', 3001]);
  });

  test('a relay that delays everything evenly makes the picture as old as it is', async () => {
    const { hub, push, pass, hubNow, phase, player, nonces } = stage();
    player.tick();
    const asked = nonces.splice(0);
    const late = [hub.init(), hub.frame(hubNow()), hub.checkpoint(hubNow() + 10, { nonces: asked })];
    pass(60_000);
    await push(...late);
    expect(phase()).not.toBe('live');
    pass(0);
    expect(player.state.ageMs).toBeGreaterThan(59_000);
  });

  test('a relay that holds frames back but passes checkpoints gains nothing', async () => {
    const { begin, hub, push, pass, hubNow, phase, nonces } = stage();
    await begin();
    for (let second = 0; second < 8; second += 1) {
      pass(1000);
      await push(hub.checkpoint(hubNow(), { nonces: nonces.splice(0) }));
    }
    expect(phase()).toBe('late');
  });

  test.each([
    ['says so by its time', {}],
    ['names the hole', { gaps: [{ fromMs: HUB_START_MS, toMs: HUB_START_MS + 12_000 }] }],
  ])('a hub whose clock went ahead in a sleep is believed anew: its next word %s', async (_, claims) => {
    const { begin, hub, push, pass, hubNow, phase, player, nonces } = stage();
    await begin();
    const sleptMs = 12_000;
    // What the relay gained in the sleep it could pass off as young.
    const afterwards = [hub.checkpoint(hubNow() + sleptMs, claims), hub.frame(hubNow() + sleptMs)];
    pass('gaps' in claims ? sleptMs : 1000);
    await push(...afterwards);
    expect(phase()).not.toBe('live');
    player.tick();
    const at = hubNow() + sleptMs;
    await push(hub.checkpoint(at, { nonces: nonces.splice(0) }), hub.frame(at));
    player.tick();
    expect(phase()).toBe('live');
  });

  test('a decoder that hangs is not live, whatever arrives', async () => {
    const { begin, hub, push, pass, hubNow, phase, sink } = stage();
    await begin();
    sink.slow = true;
    for (let index = 0; index < 40; index += 1) {
      await push(hub.frame(hubNow()));
      pass(100);
    }
    expect(phase()).toBe('late');
  });

  test('without an echo for a quarter of a minute nothing is known', async () => {
    const { begin, hub, push, pass, hubNow, phase } = stage();
    await begin();
    for (let second = 0; second < 16; second += 1) {
      pass(1000);
      await push(hub.frame(hubNow()));
    }
    expect(phase()).toBe('unanswered');
  });

  test('a hub that never answers is not waited for as if it would: its last picture is not being checked', async () => {
    const { hub, push, pass, hubNow, phase, nonces } = stage();
    await push(hub.init(), hub.frame(hubNow()));
    pass(0);
    pass(10_000);
    expect(phase()).toBe('checking');
    pass(1);
    expect(phase()).toBe('unanswered');
    await push(hub.frame(hubNow()), hub.checkpoint(hubNow(), { nonces: nonces.splice(0) }));
    expect(phase()).toBe('live');
  });

  test('a picture that was late stays late when nothing comes any more', async () => {
    const { begin, pass, phase } = stage();
    await begin();
    for (let second = 0; second < 40; second += 1) pass(1000);
    expect(phase()).toBe('late');
  });

  test('it asks each second until it knows, then seldom', async () => {
    const { begin, pass, nonces, push, hub, hubNow } = stage();
    for (let index = 0; index < 40; index += 1) pass(100);
    expect(nonces).toHaveLength(4);
    await begin();
    await push(hub.checkpoint(hubNow(), { nonces: nonces.splice(0) }));
    for (let index = 0; index < 60; index += 1) pass(100);
    expect(nonces.length).toBeLessThanOrEqual(2);
  });
});

describe('what the hub signs about the picture is said', () => {
  test.each(['frozen', 'covered', 'lost'] as const)('%s, and it is not live', async (picture) => {
    const { begin, hub, push, hubNow, phase } = stage();
    await begin();
    await push(hub.checkpoint(hubNow(), { picture }));
    expect(phase()).toBe(picture);
    await push(hub.checkpoint(hubNow()));
    expect(phase()).toBe('live');
  });

  test('signed holes are kept, the end is the end', async () => {
    const { begin, hub, push, hubNow, phase, player, pass } = stage();
    await begin();
    const gap = { fromMs: HUB_START_MS, toMs: HUB_START_MS + 2000 };
    await push(hub.checkpoint(hubNow(), { gaps: [gap] }), hub.close(hubNow()));
    expect(player.state).toMatchObject({ phase: 'ended', gaps: [gap], close: { reason: 'finished' } });
    pass(10_000);
    expect(phase()).toBe('ended');
  });
});

describe('what cannot be believed is not shown', () => {
  test('a wrong key and no key: no picture, in a word of their own', async () => {
    for (const key of [new Uint8Array(32)]) {
      const { hub, push, hubNow, phase, sink } = stage(key);
      await push(hub.init(), hub.frame(hubNow()));
      expect(phase()).toBe('wrong-key');
      expect(sink.decoded).toHaveLength(0);
    }
  });

  test('a changed record ends the picture', async () => {
    const { begin, hub, push, hubNow, phase, sink } = stage();
    await begin();
    const changed = hub.checkpoint(hubNow()).slice();
    changed[60] = (changed[60] ?? 0) ^ 1;
    await push(changed);
    expect([phase(), sink.blanked]).toEqual(['broken', true]);
    await push(hub.frame(hubNow()));
    expect(phase()).toBe('broken');
  });

  test('frames played again, as a relay would that froze the picture, are never live', async () => {
    const { begin, hub, push, pass, hubNow, phase } = stage();
    await begin();
    const frame = hub.frame(hubNow());
    await push(frame);
    pass(500);
    await push(frame);
    expect(phase()).toBe('broken');
  });

  test('another home’s film under our own address stays dark', async () => {
    const foreign = viewerEffects();
    const { hub, push, hubNow, phase, sink } = stage(undefined, { ...foreign, verify: () => false });
    await push(hub.init(), hub.frame(hubNow()));
    expect([phase(), sink.decoded.length]).toEqual(['broken', 0]);
  });
});

describe('a viewer whose line is made anew', () => {
  test('goes on: the first record and the newest group come again, and ages still count', async () => {
    const { player, hub, push, pass, hubNow, phase, nonces } = stage();
    const init = hub.init();
    const group = [hub.frame(hubNow())];
    player.tick();
    await push(init, ...group, hub.checkpoint(hubNow(), { nonces: nonces.splice(0) }));
    expect(phase()).toBe('live');
    pass(100);
    for (let index = 0; index < 9; index += 1) hub.frame(hubNow() + index);
    await push(Uint8Array.from([...init, ...hub.frame(hubNow() + 10)]), hub.frame(hubNow() + 20));
    expect(player.state).toMatchObject({ phase: 'live', missing: 0 });
    expect(player.state.ageMs).toBeLessThan(150);
  });

  test('old frames played again over a new line are as old as they are', async () => {
    const { player, hub, push, pass, hubNow, phase, nonces } = stage();
    const init = hub.init();
    const frame = hub.frame(hubNow());
    player.tick();
    await push(init, frame, hub.checkpoint(hubNow(), { nonces: nonces.splice(0) }));
    pass(5000);
    await push(Uint8Array.from([...init, ...frame]));
    player.tick();
    expect(phase()).toBe('late');
  });

  test('another recording of the same home is refused', async () => {
    const { hub, push, phase } = stage(undefined, { ...viewerEffects(), recordingId: new Uint8Array(16).fill(9) });
    await push(hub.init());
    expect(phase()).toBe('broken');
  });
});

describe('a viewer who falls behind', () => {
  test('a viewer who joins late misses nothing of theirs', async () => {
    const { hub, push, hubNow, player } = stage();
    const init = hub.init();
    for (let index = 0; index < 10; index += 1) hub.frame(hubNow() + index);
    await push(init, hub.frame(hubNow() + 10));
    expect(player.state.missing).toBe(0);
    expect(player.state.captureMs).toBe(hubNow() + 10);
  });

  test('records that the relay left out are counted, and decoding goes on at a key frame', async () => {
    const { begin, hub, push, hubNow, player, sink } = stage();
    await begin();
    for (let index = 0; index < 9; index += 1) hub.frame(hubNow() + 100 + index);
    await push(hub.frame(hubNow() + 200));
    expect(player.state.missing).toBe(9);
    expect(sink.resets).toBe(1);
    expect(sink.shown.at(-1)).toBe(hubNow() + 200);
  });

  test('half a second behind, the decoder begins anew at the next key frame, and at no other', async () => {
    const { begin, hub, push, pass, hubNow, sink } = stage();
    await begin();
    sink.slow = true;
    for (let index = 0; index < 9; index += 1) {
      pass(100);
      await push(hub.frame(hubNow()));
    }
    expect(sink.resets).toBe(0);
    pass(100);
    await push(hub.frame(hubNow()));
    expect(sink.resets).toBe(1);
  });
});
