// Stands in for a hub: says what it was started with on its display, obeys nothing, starts a child that would outlive it.
import { spawn } from 'node:child_process';
import { WebSocket } from 'ws';

const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
process.stdin.on('end', () => process.exit(0));
process.stdin.resume();

const { HARDWARE_URL, HARDWARE_TOKEN, SERVER_URL } = process.env;
const line = new WebSocket(HARDWARE_URL, { headers: { authorization: `Bearer ${HARDWARE_TOKEN}` } });
const send = (message) => line.send(JSON.stringify(message));
const heard = [];
line.on('error', () => process.exit(3));
line.on('open', () => {
  send({ type: 'display', pairingCode: 'code' });
  send({ type: 'rtc?' });
  send({ type: 'indicator', on: true });
});
line.on('message', (data) => {
  const message = JSON.parse(String(data));
  heard.push(message.type);
  if (message.type === 'rtc') {
    const clock = message.lostPower ? 'unknown' : 'trusted';
    send({
      type: 'belief',
      hubId: 'AAAAAAAAAAAAAAAAAAAAAA',
      paired: false,
      online: false,
      recording: false,
      clock,
      doors: [{ door: 1, word: 'locked', phase: `${process.pid}-${child.pid}` }],
    });
  }
  if (message.type === 'button') {
    send({ type: 'auto-lock', id: 1, door: 1, afterS: 5 });
    send({ type: 'move', id: 2, door: 1, target: 'unlocked', expiresInMs: 5000 });
    send({ type: 'rtc-set', unixS: 1800000000 });
    fetch(SERVER_URL).then(
      async (answer) => send({ type: 'display', pairingCode: await answer.text() }),
      () => send({ type: 'display', pairingCode: 'no server' }),
    );
  }
});
