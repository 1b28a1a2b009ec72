import type { Socket } from 'node:net';
import { CLOCK_HZ, PAYLOAD_TYPE, interleaved, packetize, type RtpState } from './rtp.ts';

/** What a camera offers to one who connects. */
export interface Offer {
  /** Waits for the encoder's first parameter sets. */
  parameterSets(): Promise<readonly Uint8Array[]>;
  playing(connection: RtspConnection): void;
  gone(connection: RtspConnection): void;
  /** Whether a packet gets lost on its way. */
  loses(): boolean;
}

const MAX_REQUEST_BYTES = 8192;
/** A client that reads slower than this is behind for good. */
const MAX_BACKLOG_BYTES = 4 * 1024 * 1024;

/** One client of the camera: RTSP 1.0 over TCP with the pictures interleaved (RFC 2326), nothing else. */
export class RtspConnection {
  readonly #socket: Socket;
  readonly #offer: Offer;
  readonly #rtp: RtpState;
  #input = Buffer.alloc(0);
  #channel = 0;
  #playing = false;
  #awaitsKey = true;
  #sets: readonly Uint8Array[] = [];
  #busy = Promise.resolve();

  constructor(socket: Socket, offer: Offer, ssrc: number) {
    this.#socket = socket;
    this.#offer = offer;
    this.#rtp = { ssrc, sequence: 0 };
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => offer.gone(this));
  }

  end(): void {
    this.#socket.destroy();
  }

  /** Sends one picture; nothing before the first key frame. */
  picture(frame: Uint8Array, key: boolean, timeMs: number): void {
    if (!this.#playing || (this.#awaitsKey && !key)) return;
    this.#awaitsKey = false;
    if (this.#socket.writableLength > MAX_BACKLOG_BYTES) {
      this.end();
      return;
    }
    const timestamp = Math.round((timeMs * CLOCK_HZ) / 1000) % 0x1_0000_0000;
    const packets = packetize(this.#rtp, frame, timestamp, this.#sets).filter(() => !this.#offer.loses());
    this.#socket.write(Buffer.concat(packets.map((packet) => interleaved(this.#channel, packet))));
  }

  #receive(chunk: Buffer): void {
    this.#input = Buffer.concat([this.#input, chunk]);
    for (;;) {
      this.#skipInterleaved();
      const end = this.#input.indexOf('\r\n\r\n');
      if (end < 0) break;
      const request = this.#input.subarray(0, end).toString('latin1');
      this.#input = this.#input.subarray(end + 4);
      this.#busy = this.#busy.then(() => this.#answer(request)).catch(() => this.end());
    }
    if (this.#input.length > MAX_REQUEST_BYTES) this.end();
  }

  /** Receiver reports come back interleaved; nobody here needs them. */
  #skipInterleaved(): void {
    while (
      this.#input.length >= 4 &&
      this.#input[0] === 0x24 &&
      this.#input.length >= 4 + this.#input.readUInt16BE(2)
    ) {
      this.#input = this.#input.subarray(4 + this.#input.readUInt16BE(2));
    }
  }

  async #answer(request: string): Promise<void> {
    const [method = '', url = ''] = request.split(' ', 2);
    const sequence = /^CSeq:\s*(\d+)/im.exec(request)?.[1] ?? '0';
    const reply = (status: string, headers: readonly string[] = [], body = ''): void => {
      const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
      const lines = [`RTSP/1.0 ${status}`, `CSeq: ${sequence}`, ...headers, ...length, '', body];
      this.#socket.write(lines.join('\r\n'));
    };
    switch (method) {
      case 'OPTIONS': {
        reply('200 OK', ['Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER']);
        return;
      }
      case 'DESCRIBE': {
        this.#sets = await this.#offer.parameterSets();
        reply('200 OK', ['Content-Type: application/sdp', `Content-Base: ${url}/`], description(this.#sets));
        return;
      }
      case 'SETUP': {
        const transport = /^Transport:.*RTP\/AVP\/TCP.*interleaved=(\d+)-(\d+)/im.exec(request);
        if (transport === null) {
          reply('461 Unsupported Transport');
          return;
        }
        this.#channel = Number(transport[1]);
        reply('200 OK', [
          `Transport: RTP/AVP/TCP;unicast;interleaved=${transport[1] ?? ''}-${transport[2] ?? ''}`,
          'Session: 1;timeout=60',
        ]);
        return;
      }
      case 'PLAY':
        reply('200 OK', ['Session: 1', 'Range: npt=now-']);
        this.#playing = true;
        {
          this.#offer.playing(this);
          return;
        }
      case 'GET_PARAMETER': {
        reply('200 OK', ['Session: 1']);
        return;
      }
      case 'TEARDOWN':
        reply('200 OK', ['Session: 1']);
        return void this.#socket.end();
      default: {
        reply('501 Not Implemented');
        return;
      }
    }
  }
}

/** SDP with the parameter sets, so that a client knows the picture's size before the first one comes. */
function description(sets: readonly Uint8Array[]): string {
  const [sps] = sets;
  const profile = Buffer.from(sps?.subarray(1, 4) ?? []).toString('hex');
  const encoded = sets.map((set) => Buffer.from(set).toString('base64')).join(',');
  return [
    ...['v=0', 'o=- 0 0 IN IP4 127.0.0.1', 's=door', 't=0 0', 'a=control:*', `m=video 0 RTP/AVP ${PAYLOAD_TYPE}`],
    ...[
      `a=rtpmap:${PAYLOAD_TYPE} H264/${CLOCK_HZ}`,
      `a=fmtp:${PAYLOAD_TYPE} packetization-mode=1;profile-level-id=${profile};sprop-parameter-sets=${encoded}`,
    ],
    ...['a=control:video', ''],
  ].join('\r\n');
}
