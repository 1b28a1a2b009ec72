/**
 * The floor of a hub: for each message one bare ES256 verification and one fdatasync, then the bolt command to the hardware.
 * Arguments: server port, hardware port, folder. Ends with its standard input.
 */
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { closeSync, fdatasync, openSync, write } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';

const [serverPort, hardwarePort, folder] = process.argv.slice(2);
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const text = Buffer.alloc(200, 1);
const signature = sign('sha256', text, { key: privateKey, dsaEncoding: 'ieee-p1363' });
const file = openSync(join(folder ?? '.', 'floor-journal'), 'a');
const hardware = new WebSocket(`ws://127.0.0.1:${hardwarePort ?? ''}`, { perMessageDeflate: false });
const line = new WebSocket(`ws://127.0.0.1:${serverPort ?? ''}`, { perMessageDeflate: false });

line.on('message', (data: Buffer) => {
  const tap = data.toString();
  if (!verify('sha256', text, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)) throw new TypeError('unsound');
  write(file, text, () => {
    fdatasync(file, () => {
      hardware.send(tap);
      line.send(tap);
    });
  });
});
hardware.on('open', () => process.stdout.write('ready\n'));
process.stdin
  .on('end', () => {
    closeSync(file);
    process.exit(0);
  })
  .resume();
