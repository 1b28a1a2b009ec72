import { doorView } from '@latchkey/contract';
import { createCell, type Observable } from '@latchkey/web-kit/model';

/** The part of a browser's WebSocket that the line needs. */
export interface Socket {
  readonly isOpen: () => boolean;
  readonly send: (text: string) => void;
  readonly close: () => void;
}

/** What a socket tells: each message as it came, and its end. */
export interface SocketEars {
  readonly message: (data: unknown) => void;
  readonly closed: () => void;
}

export interface LineEffects {
  readonly connect: (ears: SocketEars) => Socket;
  readonly later: (ms: number, task: () => void) => () => void;
  readonly nowMs: () => number;
}

/** What the page knows: the last state and when it came, or that nothing answers. */
export interface Seen {
  readonly state: doorView.ViewState | undefined;
  readonly atMs: number;
  readonly answering: boolean;
}

export interface Line extends Observable<Seen> {
  /** Lost without a sound if nobody listens: a hand that pushes at nothing. */
  readonly act: (act: doorView.ViewAct) => void;
  readonly close: () => void;
}

/** The hardware speaks at least once a second; after this it is gone. */
const silentMs = 3000;
const againMs = 700;

/** Keeps one socket to the demo hardware, for as long as the page lives. */
export const openLine = (effects: LineEffects): Line => {
  const cell = createCell<Seen>({ state: undefined, atMs: 0, answering: false });
  let socket: Socket | undefined;
  let cancelSilence = () => {};
  let closed = false;

  const lost = (which: Socket) => {
    if (which !== socket) return;
    cancelSilence();
    socket = undefined;
    cell.update((seen) => ({ ...seen, answering: false }));
    if (!closed) effects.later(againMs, connect);
  };
  const listenOn = (which: Socket) => {
    cancelSilence();
    cancelSilence = effects.later(silentMs, () => {
      which.close();
      lost(which);
    });
  };
  const connect = () => {
    if (closed) return;
    const mine = effects.connect({
      message: (data) => {
        const state = readState(data);
        if (state === undefined || mine !== socket) return;
        listenOn(mine);
        cell.set({ state, atMs: effects.nowMs(), answering: true });
      },
      closed: () => lost(mine),
    });
    socket = mine;
    listenOn(mine);
  };
  connect();
  return {
    get: cell.get,
    subscribe: cell.subscribe,
    act: (act) => {
      if (socket?.isOpen() === true) socket.send(JSON.stringify(act));
    },
    close: () => {
      closed = true;
      cancelSilence();
      socket?.close();
    },
  };
};

const readState = (data: unknown): doorView.ViewState | undefined => {
  if (typeof data !== 'string') return undefined;
  try {
    return doorView.viewState.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
};
