/** FLV as ffmpeg writes it, for drivers under test. */
const AVCC = Buffer.from('0142c016ffe100196742c016da0280bfe5c0440000030004000003007a3c58ba8001000468ce0fc8', 'hex');

export const SAMPLE_AVCC = new Uint8Array(AVCC);
export const FLV_HEADER = Buffer.from('464c5601010000000900000000', 'hex');

export function flvConfig(): Buffer {
  return tag(0, 0x17, 0, AVCC);
}

/** A frame with one NAL unit of `bytes` bytes. */
export function flvFrame(dtsMs: number, key: boolean, bytes = 700): Buffer {
  const nal = Buffer.alloc(4 + bytes, dtsMs % 251);
  nal.writeUInt32BE(bytes);
  nal.writeUInt8(key ? 0x65 : 0x41, 4);
  return tag(dtsMs, key ? 0x17 : 0x27, 1, nal);
}

function tag(dtsMs: number, first: number, packet: number, data: Buffer): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt8(9, 0);
  head.writeUIntBE(data.length + 5, 1, 3);
  head.writeUIntBE(dtsMs % 0x100_0000, 4, 3);
  head.writeUInt8(Math.floor(dtsMs / 0x100_0000), 7);
  head.writeUInt8(first, 11);
  head.writeUInt8(packet, 12);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(data.length + 16);
  return Buffer.concat([head, data, tail]);
}
