import { describe, expect, it } from 'vitest';
import type { channel } from '@latchkey/contract';
import { toBase64url } from '@latchkey/protocol';
import { FilmOutbox, type FilmLine, type FilmStore } from './film-outbox.ts';

const recordingId = new Uint8Array(16).fill(1);
const name = toBase64url(recordingId);
const film = { recordingId, visitId: toBase64url(new Uint8Array(16)), door: 1 };
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A spool of ten-byte records, and a server that counts what it has. */
class World implements FilmStore, FilmLine {
  connected = true;
  bufferedBytes = 0;
  spool = new Uint8Array(0);
  server: number[] = [];
  readonly said: channel.HubToServer[] = [];
  removed = false;
  reads = 0;
  nowMs = 0;
  readonly outbox = new FilmOutbox(this, this, log, () => this.nowMs);

  record(): void {
    const bytes = Uint8Array.from({ length: 10 }, (_, i) => (this.spool.length + i) % 251);
    const offset = this.spool.length;
    this.spool = Uint8Array.from([...this.spool, ...bytes]);
    this.outbox.grown(recordingId, offset, bytes);
  }

  readRecords(_: Uint8Array, offset: number, maxBytes: number): Promise<Uint8Array> {
    this.reads++;
    return Promise.resolve(this.spool.slice(offset, offset + Math.min(20, maxBytes)));
  }

  remove(): Promise<void> {
    this.removed = true;
    return Promise.resolve();
  }

  send(message: channel.HubToServer): void {
    if (this.connected) this.said.push(message);
  }

  sendFilm(_: Uint8Array, bytes: Uint8Array): void {
    if (this.connected) this.server.push(...bytes);
  }

  ack(): void {
    this.outbox.acknowledged(name, this.server.length);
  }

  kinds = () => this.said.map(({ type }) => type);
}

describe('film on its way to the server', () => {
  it('goes out live, byte for byte and without being read again, once the server has said where it stands', async () => {
    const world = new World();
    world.outbox.add(film);
    world.record();
    await settle();
    expect(world.server).toEqual([]);
    world.ack();
    await settle();
    const before = world.reads;
    for (let i = 0; i < 5; i++) world.record();
    expect(world.server).toEqual([...world.spool]);
    expect(world.reads).toBe(before);
    world.ack();
    await settle();
    expect(world.reads).toBe(before);
  });

  it('of a long absence is announced a few at a time, and one that is being made does not wait for them', async () => {
    const world = new World();
    const ids = Array.from({ length: 20 }, (_, n) => new Uint8Array(16).fill(n + 10));
    for (const id of ids) world.outbox.add({ ...film, recordingId: id }, 0, true);
    const announced = () => world.said.flatMap((one) => (one.type === 'recording-started' ? [one.recordingId] : []));
    expect(announced()).toEqual(ids.slice(0, 8).map(toBase64url));
    world.outbox.add(film);
    expect(announced().at(-1)).toBe(name);
    for (const id of ids) {
      world.outbox.acknowledged(toBase64url(id), 0);
      await settle();
      world.outbox.acknowledged(toBase64url(id), 0);
    }
    expect(announced()).toHaveLength(21);
    expect(new Set(announced()).size).toBe(21);
  });

  it('is closed after its last byte, and leaves the spool only when the server has all of it', async () => {
    const world = new World();
    world.outbox.add(film);
    world.ack();
    await settle();
    world.record();
    world.outbox.closed(recordingId);
    await settle();
    expect(world.kinds()).toEqual(['recording-started', 'recording-closed']);
    expect(world.removed).toBe(false);
    world.outbox.acknowledged(name, 5);
    expect(world.removed).toBe(false);
    world.ack();
    await settle();
    expect(world.removed).toBe(true);
  });

  it('goes on after a lost line from the byte that the server names, without a gap and without a repetition', async () => {
    const world = new World();
    world.outbox.add(film);
    world.ack();
    await settle();
    world.record();
    world.record();
    world.connected = false;
    for (let i = 0; i < 7; i++) world.record();
    await settle();
    // What was on the wire when it broke may be lost: the server has less than was sent.
    world.server.length = 10;
    world.connected = true;
    world.outbox.lineUp();
    await settle();
    expect(world.server).toHaveLength(10);
    world.ack();
    for (let i = 0; i < 20; i++) await settle();
    expect(world.server).toEqual([...world.spool]);
  });

  it('is left until the server has all of it, and nobody knows how many are before a start has looked', async () => {
    const world = new World();
    expect(world.outbox.left).toBeUndefined();
    world.record();
    world.outbox.add(film, 10, true);
    world.outbox.foundAll();
    expect(world.outbox.left).toBe(1);
    world.outbox.acknowledged(name, 0);
    await settle();
    expect(world.outbox.left).toBe(1);
    world.outbox.acknowledged(name, 10);
    expect(world.outbox.left).toBe(0);
  });

  it('found in the spool at a start, is announced, sent whole and closed', async () => {
    const world = new World();
    world.spool = Uint8Array.from({ length: 50 }, (_, i) => i);
    world.outbox.add(film, 50, true);
    world.ack();
    for (let i = 0; i < 20; i++) await settle();
    expect(world.server).toEqual([...world.spool]);
    expect(world.kinds()).toEqual(['recording-started', 'recording-closed']);
    world.ack();
    expect(world.removed).toBe(true);
  });

  it('of a look goes out as it comes or not at all, is never read again, and ends with the line that it began on', () => {
    const world = new World();
    world.outbox.show(recordingId, 1);
    world.record();
    world.bufferedBytes = 5 * 1024 * 1024;
    world.record();
    world.bufferedBytes = 0;
    world.record();
    expect(world.server).toHaveLength(20);
    world.outbox.closed(recordingId);
    expect(world.kinds()).toEqual(['look-started', 'recording-closed']);
    world.outbox.show(recordingId, 1);
    world.outbox.lineUp();
    world.record();
    world.outbox.closed(recordingId);
    expect(world.kinds()).toEqual(['look-started', 'recording-closed', 'look-started']);
    expect(world.server).toHaveLength(20);
    expect(world.reads).toBe(0);
  });
});

describe('P5: film that is being made and falls behind', () => {
  it('lets half a megabyte go unacknowledged, so that an alarm does not wait behind more, and goes on with each answer', async () => {
    const world = new World();
    const piece = 64 * 1024;
    world.outbox.add(film);
    world.ack();
    await settle();
    for (let n = 0; n < 10; n++) {
      world.spool = new Uint8Array((n + 1) * piece);
      world.outbox.grown(recordingId, n * piece, new Uint8Array(piece));
    }
    await settle();
    expect(world.server).toHaveLength(8 * piece);
    world.outbox.acknowledged(name, piece);
    for (let turn = 0; turn < 20; turn++) await settle();
    expect(world.server.length - 9 * piece).toBeLessThan(20);
    world.ack();
    for (let turn = 0; turn < 20; turn++) await settle();
    expect(world.server).toHaveLength(10 * piece);
  });

  /** A film of one record each second; the server has acknowledged `upTo` records. */
  const filming = async () => {
    const world = new World();
    world.outbox.add(film);
    world.ack();
    await settle();
    const second = (acknowledges: boolean): boolean => {
      world.record();
      if (acknowledges) world.ack();
      world.nowMs += 1000;
      return world.outbox.isLate(recordingId);
    };
    return { world, second };
  };
  const seconds = (n: number) => Array.from({ length: n }, (_, i) => i);

  it('is late from more than five seconds on, until the server has all but two', async () => {
    const { world, second } = await filming();
    expect(seconds(5).map(() => second(true))).toEqual(seconds(5).map(() => false));
    expect(seconds(5).map(() => second(false))).toEqual([false, false, false, false, false]);
    expect(second(false)).toBe(true);
    world.outbox.acknowledged(name, world.spool.length - 30);
    expect(world.outbox.isLate(recordingId)).toBe(true);
    world.outbox.acknowledged(name, world.spool.length - 20);
    expect(world.outbox.isLate(recordingId)).toBe(false);
  });

  it('is not late for what was filmed while there was no line, and has five seconds to catch up behind it', async () => {
    const { world, second } = await filming();
    second(true);
    world.connected = false;
    expect(seconds(60).map(() => second(false))).not.toContain(true);
    world.connected = true;
    world.outbox.lineUp();
    expect(seconds(5).map(() => second(false))).not.toContain(true);
    expect(second(false)).toBe(true);
    world.connected = false;
    expect(second(false)).toBe(true);
    world.connected = true;
    world.outbox.lineUp();
    expect(second(false)).toBe(true);
    world.outbox.acknowledged(name, world.spool.length);
    expect(world.outbox.isLate(recordingId)).toBe(false);
  });

  it('counts from the oldest that is missing, however long the line stands still', async () => {
    const { world, second } = await filming();
    seconds(2000).forEach(() => second(false));
    world.outbox.acknowledged(name, 1999 * 10);
    expect(world.outbox.isLate(recordingId)).toBe(true);
    world.outbox.acknowledged(name, world.spool.length);
    expect(world.outbox.isLate(recordingId)).toBe(false);
  });

  it('is nobody’s lateness where it is over or unknown', async () => {
    const { world, second } = await filming();
    seconds(3).forEach(() => second(false));
    expect(world.outbox.isLate(new Uint8Array(16))).toBe(false);
  });
});
