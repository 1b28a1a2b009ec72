import type { WebSocket } from 'ws';

/**
 * A message as one text frame in one piece. Given as a string, `ws` sends header and text as two, which costs the kernel's slower call for
 * several buffers; given as bytes it masks them into the buffer of the header.
 */
export function say(socket: WebSocket, message: unknown): void {
  socket.send(Buffer.from(JSON.stringify(message)), { binary: false });
}
