/**
 * The floor of a relay: HTTP in, one WebSocket hop to the hub and back, HTTP out. Shares no code with the product.
 * Prints its port as one line; ends with its standard input.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

const waiting = new Map<string, () => void>();
let hub: WebSocket | undefined;

const http = createServer((request, response) => {
  let tap = '';
  request.setEncoding('utf8').on('data', (text: string) => (tap += text));
  request.on('end', () => {
    waiting.set(tap, () => response.end('{}'));
    hub?.send(tap);
  });
});
new WebSocketServer({ server: http, perMessageDeflate: false }).on('connection', (socket) => {
  hub = socket;
  socket.on('message', (data: Buffer) => {
    const tap = data.toString();
    waiting.get(tap)?.();
    waiting.delete(tap);
  });
});
http.on('connection', (socket) => socket.setNoDelay(true));
http.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${String((http.address() as AddressInfo).port)}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();
