import '@latchkey/web-kit/styles.css';
import './display.css';
import { routes } from '@latchkey/contract';
import { openPage } from '@latchkey/web-kit';
import { createCell } from '@latchkey/web-kit/model';
import { App } from './app.tsx';
import { openDisplay, type Face } from './model/face.ts';
import { secretOf } from './model/secret.ts';

const place = { hash: location.hash, clear: () => history.replaceState(null, '', location.pathname) };
const secret = secretOf(place, localStorage);

const display =
  secret === undefined
    ? createCell<Face>({ kind: 'stranger' })
    : openDisplay({
        ask: (signal) =>
          fetch(routes.watchDisplay.path, {
            signal,
            headers: { authorization: `Bearer ${secret}` },
            cache: 'no-store',
          }),
        later: (run, ms) => {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
        random: Math.random,
      });

/** A screen that goes to sleep shows nobody anything. Where the browser knows no such wish, its settings have to. */
const stayAwake = () => {
  if ('wakeLock' in navigator && document.visibilityState === 'visible')
    navigator.wakeLock.request('screen').catch(() => undefined);
};
document.addEventListener('visibilitychange', stayAwake);
stayAwake();

openPage(<App display={display} />);
