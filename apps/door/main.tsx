import '@latchkey/web-kit/styles.css';
import './styles/door.css';
import './styles/scene.css';
import './styles/scene-lock.css';
import './styles/scene-wall.css';
import './styles/outside.css';
import './styles/scene-states.css';
import { doorView } from '@latchkey/contract';
import { openPage } from '@latchkey/web-kit';
import { App } from './app.tsx';
import { openLine, type SocketEars } from './model/line.ts';

/** Listeners are attached in the same task as the socket is made, so that no first message is lost. */
const connect = (ears: SocketEars) => {
  const secure = location.protocol === 'https:';
  const socket = new WebSocket(`${secure ? 'wss' : 'ws'}://${location.host}${doorView.viewPath}`);
  socket.addEventListener('message', (event: MessageEvent<unknown>) => ears.message(event.data));
  socket.addEventListener('close', () => ears.closed());
  return {
    isOpen: () => socket.readyState === WebSocket.OPEN,
    send: (text: string) => socket.send(text),
    close: () => socket.close(),
  };
};

const line = openLine({
  connect,
  later: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
  nowMs: () => performance.now(),
});

openPage(<App line={line} />);
