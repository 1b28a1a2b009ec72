import { live } from '@latchkey/contract';
import type { WebSocket } from 'ws';
import type { Effects } from '../effects.ts';
import type { Sessions } from '../http/sessions.ts';
import type { Session } from '../store/records.ts';
import { Viewer } from './audience.ts';
import type { Films } from './films.ts';

const NONCE_AT_MOST_EVERY_MS = 250;

const readNonce = (data: Buffer): string | undefined => {
  try {
    return live.viewerToServer.safeParse(JSON.parse(data.toString('utf8'))).data?.nonce;
  } catch {
    return undefined;
  }
};

/** One live picture: ends with the recording, with the socket, and with the session of whoever watches (P11). */
export const receiveViewer = (
  socket: WebSocket,
  recordingId: string,
  session: Session,
  world: { readonly effects: Effects; readonly sessions: Sessions; readonly films: Films },
): void => {
  const { effects, sessions, films } = world;
  const stopWatching = films.watch(session.tenantId, recordingId, new Viewer(socket, effects.clock));
  const stopSession = sessions.watch(session, () => socket.terminate());
  let nextNonceMs = 0;
  socket.on('message', (data: Buffer, isBinary) => {
    if (socket.readyState !== socket.OPEN) return;
    const nonce = isBinary ? undefined : readNonce(data);
    if (nonce === undefined) {
      socket.close(4400, 'garbage');
      return;
    }
    const nowMs = effects.clock.nowMs();
    if (nowMs < nextNonceMs) return;
    nextNonceMs = nowMs + NONCE_AT_MOST_EVERY_MS;
    films.nonce(session.tenantId, recordingId, nonce);
  });
  socket.on('error', () => socket.terminate());
  socket.once('close', () => {
    stopWatching();
    stopSession();
  });
};
