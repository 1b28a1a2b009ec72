import { expect, test } from 'vitest';
import { interleaved, packetize } from './rtp.ts';

const nal = (type: number, bytes: number): Buffer => {
  const whole = Buffer.alloc(4 + bytes, 7);
  whole.writeUInt32BE(bytes);
  whole.writeUInt8(0x60 | type, 4);
  return whole;
};
const SETS = [Buffer.of(0x67, 1), Buffer.of(0x68, 2)];

test('a small picture is one packet, marked as the last', () => {
  const [packet, ...more] = packetize({ ssrc: 5, sequence: 65_535 }, nal(1, 100), 3000, SETS);
  expect(more).toEqual([]);
  expect(packet?.readUInt8(1)).toBe(0x80 | 96);
  expect([packet?.readUInt16BE(2), packet?.readUInt32BE(4), packet?.readUInt32BE(8)]).toEqual([65_535, 3000, 5]);
  expect(packet?.subarray(12)).toEqual(nal(1, 100).subarray(4));
});

test('a large picture comes in fragments that put together give it back, sequence numbers wrap', () => {
  const state = { ssrc: 5, sequence: 65_534 };
  const packets = packetize(state, nal(1, 4000), 0, SETS);
  expect(packets.map((packet) => packet.readUInt16BE(2))).toEqual([65_534, 65_535, 0]);
  expect(packets.map((packet) => packet.readUInt8(13) & 0xc0)).toEqual([0x80, 0, 0x40]);
  expect(packets.map((packet) => packet.readUInt8(1) >> 7)).toEqual([0, 0, 1]);
  const first = packets[0]?.readUInt8(12) ?? 0;
  const type = packets[0]?.readUInt8(13) ?? 0;
  const joined = Buffer.concat([
    Buffer.of((first & 0xe0) | (type & 0x1f)),
    ...packets.map((packet) => packet.subarray(14)),
  ]);
  expect(joined).toEqual(nal(1, 4000).subarray(4));
});

test('parameter sets go before a key frame that lacks them, and only there', () => {
  expect(packetize({ ssrc: 1, sequence: 0 }, nal(5, 50), 0, SETS)).toHaveLength(3);
  expect(packetize({ ssrc: 1, sequence: 0 }, Buffer.concat([nal(7, 9), nal(5, 50)]), 0, SETS)).toHaveLength(2);
});

test('on the RTSP connection each packet has its frame', () => {
  expect([...interleaved(2, Buffer.of(9, 9)).subarray(0, 4)]).toEqual([0x24, 2, 0, 2]);
});
