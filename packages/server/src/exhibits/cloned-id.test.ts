/** The museum of broken locks, Sciener's gateway: the server believed whoever named the id. Here it asks for the key, and a server that does not is noticed. */
import { channel } from '@latchkey/contract';
import { nodePrimitives } from '@latchkey/keys/node';
import type { Primitives } from '@latchkey/protocol';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { textOf } from '../ids.ts';
import { newSigner, publicKeyText, random } from '../testing/caller.ts';
import { AUDIENCE, startTestServer } from '../testing/server.ts';
import { aPairedHome } from '../testing/story.ts';

/** Who ends first when somebody says hello with a hub's id and a key of their own: the hub, or that somebody. */
const displaced = async (primitives: Primitives): Promise<'the hub' | 'the other'> => {
  const server = await startTestServer({ effects: { primitives } });
  const port = await server.listen(0);
  const { hub } = await aPairedHome(server, port);
  const other = new WebSocket(`ws://127.0.0.1:${port}${channel.hubPath}`);
  other.on('message', (data: Buffer) => {
    const message = channel.serverToHub.parse(JSON.parse(data.toString()));
    if (message.type !== 'challenge') return;
    const said = Buffer.from(channel.hubMessage(AUDIENCE, message.challenge));
    void newSigner()
      .sign(said)
      .then((signature) => ({
        type: 'hello',
        hubKey: publicKeyText(hub.signer),
        signature: textOf(signature),
        bootId: textOf(random(16)),
      }))
      .then((hello) => other.send(JSON.stringify(hello)));
  });
  const ended = await Promise.race([
    hub.closed().then(() => 'the hub' as const),
    new Promise<'the other'>((resolve) => other.once('close', () => resolve('the other'))),
  ]);
  other.terminate();
  await server.close();
  return ended;
};

it('a second hub with a cloned id and another key goes, and the hub keeps its line; without the proof it would be the other way round', async () => {
  expect(await displaced(nodePrimitives())).toBe('the other');
  expect(await displaced({ ...nodePrimitives(), verify: () => true })).toBe('the hub');
});
