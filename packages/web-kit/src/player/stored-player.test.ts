import { describe, expect, test } from 'vitest';
import { StoredPlayer } from './stored-player.ts';
import { FilmingHub, HUB_START_MS, TestSink, viewerEffects } from './testing/film-stage.ts';

function film(seconds: number): Uint8Array[] {
  const hub = new FilmingHub();
  const records = [hub.init()];
  for (let index = 0; index < seconds * 10; index += 1) {
    records.push(hub.frame(HUB_START_MS + index * 100));
    if (index % 10 === 9) records.push(hub.checkpoint(HUB_START_MS + index * 100));
  }
  return [...records, hub.close(HUB_START_MS + seconds * 1000)];
}

async function loaded(records: readonly Uint8Array[], recordingKey?: Uint8Array) {
  let nowMs = 0;
  const sink = new TestSink();
  const player = new StoredPlayer({ ...viewerEffects(recordingKey), picture: sink, nowMs: () => nowMs });
  for (const record of records) player.push(record);
  await player.end();
  const pass = (ms: number): void => {
    nowMs += ms;
    player.tick();
  };
  return { player, sink, pass };
}

describe('a stored film', () => {
  test('loaded, it shows its first picture, its length and its verdict', async () => {
    const { player, sink } = await loaded(film(5));
    expect(player.state).toMatchObject({
      phase: 'paused',
      durationMs: 5000,
      verdict: 'ok',
      startedMs: HUB_START_MS,
      missing: 0,
    });
    expect(sink.shown).toEqual([HUB_START_MS]);
  });

  test('plays in its own time and ends', async () => {
    const { player, sink, pass } = await loaded(film(3));
    player.play();
    pass(1000);
    expect(player.state).toMatchObject({ phase: 'playing', positionMs: 1000, captureMs: HUB_START_MS + 1000 });
    pass(5000);
    expect(player.state).toMatchObject({ phase: 'ended', positionMs: 3000 });
    expect(sink.decoded).toHaveLength(30);
    player.play();
    expect(player.state).toMatchObject({ phase: 'playing', positionMs: 0 });
  });

  test('a seek decodes from the key frame before and shows only the picture asked for', async () => {
    const { player, sink } = await loaded(film(5));
    sink.decoded.length = 0;
    player.seek(3450);
    expect(sink.decoded.map(({ frame }) => frame.decodeMs)).toEqual([3000, 3100, 3200, 3300, 3400]);
    expect(sink.decoded[0]?.frame.key).toBe(true);
    expect(sink.shown.at(-1)).toBe(HUB_START_MS + 3400);
    expect(player.state).toMatchObject({ phase: 'paused', positionMs: 3450 });
  });

  test('a seek while playing goes on playing, also backwards; a seek outside stays inside', async () => {
    const { player, pass } = await loaded(film(5));
    player.play();
    pass(4000);
    player.seek(1000);
    pass(500);
    expect(player.state).toMatchObject({ phase: 'playing', positionMs: 1500, captureMs: HUB_START_MS + 1500 });
    player.seek(99_000);
    expect(player.state.positionMs).toBe(5000);
    player.seek(-5);
    expect(player.state.positionMs).toBe(0);
    player.pause();
    pass(1000);
    expect(player.state).toMatchObject({ phase: 'paused', positionMs: 0 });
  });

  test('without its end it is truncated, with a hole it says so, changed it is broken', async () => {
    expect((await loaded(film(3).slice(0, -1))).player.state.verdict).toBe('truncated');
    const holed = await loaded(film(3).filter((_, index) => index !== 5));
    expect(holed.player.state).toMatchObject({ verdict: 'gap', missing: 1 });
    const changed = film(3);
    changed[20] = (changed[20] ?? new Uint8Array()).map((byte, at) => (at === 70 ? byte ^ 1 : byte));
    const { player, sink } = await loaded(changed);
    expect([player.state.phase, player.state.verdict, sink.blanked]).toEqual(['broken', 'broken', true]);
  });

  test('a key that the film does not commit to is the wrong one, and there is no picture', async () => {
    const { player, sink } = await loaded(film(2), new Uint8Array(32));
    expect([player.state.phase, player.state.verdict, sink.decoded.length]).toEqual(['wrong-key', 'wrong-key', 0]);
    player.play();
    player.seek(100);
    expect(player.state.phase).toBe('wrong-key');
  });
});
