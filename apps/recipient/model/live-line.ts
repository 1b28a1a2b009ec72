import { createCell, type Later, type Observable } from '@latchkey/web-kit/model';

/** The part of `WebSocket` that is used; `binaryType` is `arraybuffer`. */
export interface LiveSocket {
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  readonly readyState: number;
  send(text: string): void;
  close(): void;
}

export interface LiveLineParts {
  readonly open: () => LiveSocket;
  /** Record bytes, without the recording id in front. */
  readonly onRecords: (bytes: Uint8Array) => void;
  /** The server closed it because the recording is over. */
  readonly onOver: () => void;
  readonly later: Later;
}

export interface LiveLine {
  readonly standing: Observable<'open' | 'lost'>;
  /** Text to the hub; dropped while the line is down, because a nonce that waits is of no use. */
  readonly send: (text: string) => void;
  readonly stop: () => void;
}

const idBytes = 16;
const isOpen = 1;
const overCode = 1000;
const againMs = 1000;

/** The line that brings live records, opened again whenever it breaks. */
export const openLiveLine = ({ open, onRecords, onOver, later }: LiveLineParts): LiveLine => {
  const standing = createCell<'open' | 'lost'>('open');
  let stopped = false;
  let cancel: (() => void) | undefined;
  let socket: LiveSocket;
  const connect = () => {
    // The handlers stand in the same task as the socket: the first record may come with the handshake.
    socket = open();
    socket.onmessage = ({ data }) => {
      standing.set('open');
      if (data instanceof ArrayBuffer && data.byteLength > idBytes) onRecords(new Uint8Array(data, idBytes));
    };
    socket.onclose = ({ code }) => {
      if (stopped) return;
      if (code === overCode) {
        onOver();
        return;
      }
      standing.set('lost');
      cancel = later(connect, againMs);
    };
  };
  connect();
  return {
    standing,
    send: (text) => {
      if (socket.readyState === isOpen) socket.send(text);
    },
    stop: () => {
      stopped = true;
      cancel?.();
      socket.close();
    },
  };
};
