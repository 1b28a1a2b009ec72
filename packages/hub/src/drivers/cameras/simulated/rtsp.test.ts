import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { VirtualClock } from '../testing/virtual-clock.ts';
import { startSimulatedCamera, type SimulatedCamera } from './index.ts';

let camera: SimulatedCamera;
let socket: Socket;

beforeEach(async () => {
  // Nothing here gets as far as a picture, so no ffmpeg is ever started.
  const ffmpeg = { path: '/nowhere/ffmpeg', rtspTimeoutOption: '-timeout' } as const;
  camera = await startSimulatedCamera({
    ffmpeg,
    clip: 'none',
    host: '127.0.0.1',
    port: 0,
    clock: new VirtualClock(),
    random: () => 0.5,
  });
  socket = connect(Number(new URL(camera.url.replace('rtsp', 'http')).port), '127.0.0.1');
});

afterEach(async () => {
  socket.destroy();
  await camera.stop();
});

function ask(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    socket.once('close', () => reject(new Error('closed')));
    socket.write(request);
  });
}

describe('the simulated camera speaks RTSP', () => {
  test('it says what it can, with the number of the question', async () => {
    const answer = await ask('OPTIONS rtsp://x/door RTSP/1.0\r\nCSeq: 7\r\n\r\n');
    expect(answer).toMatch(/^RTSP\/1.0 200 OK\r\nCSeq: 7\r\nPublic: .*DESCRIBE/);
  });

  test('a request may come in pieces and among reports of the receiver', async () => {
    socket.write(Buffer.from([0x24, 1, 0, 2, 9, 9]));
    socket.write('OPTIONS rtsp://x/door RTSP/1.0\r\n');
    expect(await ask('CSeq: 8\r\n\r\n')).toContain('CSeq: 8');
  });

  test('it sends pictures on this connection only, and knows no other verbs', async () => {
    expect(
      await ask('SETUP rtsp://x/door RTSP/1.0\r\nCSeq: 1\r\nTransport: RTP/AVP;unicast;client_port=5000-5001\r\n\r\n'),
    ).toContain('461 Unsupported Transport');
    expect(
      await ask('SETUP rtsp://x/door RTSP/1.0\r\nCSeq: 2\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n'),
    ).toContain('interleaved=0-1');
    expect(await ask('RECORD rtsp://x/door RTSP/1.0\r\nCSeq: 3\r\n\r\n')).toContain('501 Not Implemented');
  });

  test('an endless request ends the connection', async () => {
    await expect(ask('A'.repeat(20_000))).rejects.toThrow('closed');
  });

  test('cut, it drops who is there and lets nobody in', async () => {
    await ask('OPTIONS rtsp://x/door RTSP/1.0\r\nCSeq: 1\r\n\r\n');
    const dropped = new Promise((resolve) => socket.once('close', resolve));
    camera.setFault('cut');
    await dropped;
    socket = connect(Number(new URL(camera.url.replace('rtsp', 'http')).port), '127.0.0.1');
    await expect(ask('OPTIONS rtsp://x/door RTSP/1.0\r\nCSeq: 1\r\n\r\n')).rejects.toThrow('closed');
  });

  test('a camera nobody watches shows no light', () => {
    expect(camera.viewers).toBe(0);
  });
});
