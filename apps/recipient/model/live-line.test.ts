import { handClock } from '@latchkey/web-kit/testing';
import { expect, test } from 'vitest';
import { openLiveLine, type LiveSocket } from './live-line.ts';

const line = () => {
  const time = handClock();
  const sockets: (LiveSocket & { sent: string[]; closed: boolean })[] = [];
  const records: Uint8Array[] = [];
  let over = 0;
  const open = () => {
    const socket = {
      onmessage: null,
      onclose: null,
      readyState: 1,
      sent: [] as string[],
      closed: false,
      send: (text: string) => void socket.sent.push(text),
      close: () => void (socket.closed = true),
    };
    sockets.push(socket);
    return socket;
  };
  const live = openLiveLine({
    open,
    onRecords: (bytes) => records.push(bytes),
    onOver: () => (over += 1),
    later: time.later,
  });
  const close = (n: number, code: number) => sockets[n]?.onclose?.({ code } as CloseEvent);
  return { live, sockets, records, over: () => over, close, ...time };
};

test('records arrive without the recording id in front', () => {
  const { sockets, records } = line();
  sockets[0]?.onmessage?.({ data: new Uint8Array([...new Uint8Array(16), 1, 2, 3]).buffer } as MessageEvent);
  expect(records).toEqual([new Uint8Array([1, 2, 3])]);
});

test('a line that breaks is opened again; one that is over is not', async () => {
  const { live, sockets, close, pass, over } = line();
  close(0, 1006);
  expect(live.standing.get()).toBe('lost');
  await pass(1000);
  expect(sockets).toHaveLength(2);
  close(1, 1000);
  await pass(60_000);
  expect(sockets).toHaveLength(2);
  expect(over()).toBe(1);
});

test('a stopped line stays closed', async () => {
  const { live, sockets, close, pass } = line();
  live.stop();
  close(0, 1006);
  await pass(60_000);
  expect(sockets).toHaveLength(1);
  expect(sockets[0]?.closed).toBe(true);
});
