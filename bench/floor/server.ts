/**
 * The floor of a relay: HTTP in, one WebSocket hop to the hub and back, HTTP out. Shares no code with the product.
 * Prints its port as one line; ends with its standard input.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

const waiting: (() => void)[] = [];
let hub: WebSocket | undefined;

const http = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    waiting.push(() => response.end('{}'));
    hub?.send('{}');
  });
});
new WebSocketServer({ server: http, perMessageDeflate: false }).on('connection', (socket) => {
  hub = socket;
  socket.on('message', () => waiting.shift()?.());
});
http.on('connection', (socket) => socket.setNoDelay(true));
http.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${String((http.address() as AddressInfo).port)}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();
