import { channel } from '@latchkey/contract';
import type { WebSocket } from 'ws';
import type { Bus } from '../bus.ts';
import type { Effects, Settings } from '../effects.ts';
import { short, textOf } from '../ids.ts';
import type { LogKeeper } from '../log/keeper.ts';
import type { Metrics } from '../metrics.ts';
import type { Notifier } from '../notify/notifier.ts';
import type { Films } from '../relay/films.ts';
import type { Sessions } from '../http/sessions.ts';
import type { Throttles } from '../http/throttles.ts';
import type { Crowd } from './crowd.ts';
import { readHello, readMessage } from './handshake.ts';
import { CLOSE, HubLine } from './line.ts';
import type { HubLines } from './lines.ts';
import { Conversation } from './conversation.ts';
import type { Silence } from './silence.ts';

const HELLO_WITHIN_MS = 5_000;
const PING_EVERY_MS = 5_000;
const SILENT_AFTER_MS = 15_000;

export interface LineWorld {
  readonly logKeeper: LogKeeper | undefined;
  readonly effects: Effects;
  readonly settings: Settings;
  readonly lines: HubLines;
  readonly films: Films;
  readonly bus: Bus;
  readonly metrics: Metrics;
  readonly notifier: Notifier;
  readonly silence: Silence;
  readonly sessions: Sessions;
  readonly throttles: Throttles;
}

/**
 * Takes in one WebSocket at `/api/hub`: challenge, proof of the key, then the conversation. `from`: the address that it comes from; `unproven`: those
 * that have shown no key yet.
 */
export const receiveHub = (socket: WebSocket, world: LineWorld, from: string, unproven: Crowd<WebSocket>): void => {
  const { effects, settings, metrics } = world;
  const challenge = textOf(effects.random(32));
  const late = effects.clock.after(HELLO_WITHIN_MS, () => socket.close(CLOSE.notYou, 'notYou'));
  let conversation: Conversation | undefined;
  unproven.add(socket);

  socket.on('message', (data: Buffer, isBinary) => {
    // What was under way when the line was ended, by either side, is not heard any more.
    if (socket.readyState !== socket.OPEN) return;
    if (isBinary) {
      if (conversation === undefined) socket.close(CLOSE.notYou, 'notYou');
      else conversation.film(data);
      return;
    }
    const message = readMessage(data);
    if (message === undefined) {
      const tooLarge = data.length > channel.maxLineMessageBytes;
      socket.close(tooLarge ? CLOSE.tooLarge : CLOSE.garbage, tooLarge ? 'tooLarge' : 'garbage');
    } else if (conversation !== undefined) conversation.hear(message);
    else conversation = admit(message);
  });

  const admit = (message: channel.HubToServer): Conversation | undefined => {
    const hub =
      message.type === 'hello' ? readHello(effects.primitives, settings.audience, challenge, message) : undefined;
    if (hub === undefined) {
      socket.close(CLOSE.notYou, 'notYou');
      return undefined;
    }
    late();
    unproven.remove(socket);
    const line = new HubLine(socket, effects.clock, hub);
    const stopPings = keepAlive(socket, effects, () => line.close('silent'));
    socket.once('close', () => stopPings());
    effects.log.info({ hub: short(hub.hubId) }, 'a hub has a line');
    const started = new Conversation(line, world, from);
    socket.once('close', () => started.ended());
    started.begin();
    return started;
  };

  socket.on('error', () => socket.terminate());
  socket.once('close', (code) => {
    late();
    unproven.remove(socket);
    metrics.lineEnds.inc({ code: String(code) });
  });
  socket.send(JSON.stringify({ type: 'challenge', challenge, audience: settings.audience } satisfies channel.ServerToHub)); // prettier-ignore
};

/** A half-open line looks alive to TCP for minutes; a household wants to hear of it within seconds. */
const keepAlive = (socket: WebSocket, { clock }: Effects, silent: () => void): (() => void) => {
  let heardMs = clock.nowMs();
  const heard = () => (heardMs = clock.nowMs());
  socket.on('pong', heard);
  socket.on('message', heard);
  return clock.every(PING_EVERY_MS, () => {
    if (clock.nowMs() - heardMs >= SILENT_AFTER_MS) {
      silent();
      socket.terminate();
    } else socket.ping();
  });
};
