import { expect, test } from 'vitest';
import { cameraArguments } from './command-line.ts';

const ffmpeg = { path: 'ffmpeg', rtspTimeoutOption: '-timeout' } as const;
const text = (...args: Parameters<typeof cameraArguments>): string => cameraArguments(...args).join(' ');

test('a network camera stays as it is encoded, over TCP, and a dead line ends the reader', () => {
  const line = text({ kind: 'rtsp', url: 'rtsp://127.0.0.1:8403/door' }, ffmpeg);
  expect(line).toContain('-rtsp_transport tcp -timeout 3000000 -i rtsp://127.0.0.1:8403/door -map 0:v:0 -an -c:v copy');
  expect(line).toContain('-f flv -flvflags no_duration_filesize -flush_packets 1 pipe:1');
});

test('an ffmpeg of before version 5 has its time-out under another name', () => {
  const line = text({ kind: 'rtsp', url: 'rtsp://camera/1' }, { path: 'ffmpeg', rtspTimeoutOption: '-stimeout' });
  expect(line).toContain('-stimeout 3000000');
  expect(line).not.toContain(' -timeout');
});

test('no frame waits in the decoder of the small pictures: one thread, said before the input', () => {
  for (const source of [
    { kind: 'rtsp', url: 'rtsp://c' },
    { kind: 'v4l2', device: '/dev/video0' },
    { kind: 'file', path: 'a.mp4' },
  ] as const) {
    const args = cameraArguments(source, ffmpeg);
    expect(args.indexOf('-threads')).toBeLessThan(args.indexOf('-i'));
    expect(args.join(' ')).toContain('scale=160:90:flags=area,format=gray -f rawvideo -flush_packets 1 pipe:3');
  }
});

test('a webcam is encoded once, with nothing held back; a file plays in real time, again and again', () => {
  expect(text({ kind: 'v4l2', device: '/dev/video0' }, ffmpeg)).toContain(
    '-tune zerolatency -pix_fmt yuv420p -g 15 -keyint_min 15 -sc_threshold 0 -bf 0',
  );
  expect(text({ kind: 'file', path: 'a.mp4' }, ffmpeg)).toContain('-re -stream_loop -1 -i a.mp4');
});

test('an address is one argument, whatever it contains', () => {
  const url = 'rtsp://camera/1 -f null /etc/passwd';
  expect(cameraArguments({ kind: 'rtsp', url }, ffmpeg)).toContain(url);
});
