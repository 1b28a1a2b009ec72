import { portablePrimitives } from '@latchkey/keys';
import { ClockContext, UpdatesContext, openScreen } from '@latchkey/web-kit';
import {
  browserClock,
  browserIdle,
  browserLater,
  browserRandom,
  createBrowserClient,
  createClockCheck,
  keepApp,
  openShelf,
} from '@latchkey/web-kit/model';
import '@latchkey/web-kit/styles.css';
import './styles/home.css';
import './styles/film.css';
import './styles/people.css';
import './styles/recovery.css';
import { App } from './app.tsx';
import { fetchRest } from './later.tsx';
import { takePairingCode, takeRecoveryCode } from './model/address-bar.ts';
import { createApp } from './model/app.ts';
import { languageName } from './model/notices/setting.ts';
import { browserNotices } from './parts/browser-notices.ts';
import { browserPasskeys } from './parts/devices/browser-passkeys.ts';

// Before anything else: the code must not stand in the address bar while anything loads.
const bar = { hash: () => location.hash, replaceHash: (hash: string) => history.replaceState(null, '', hash) };
const code = takePairingCode(bar);
const paper = takeRecoveryCode(bar);

const shelf = await openShelf(indexedDB, 'latchkey-home');
const clockCheck = createClockCheck();
const app = createApp({
  shelf,
  client: createBrowserClient((...said) => clockCheck.hear('server', ...said)),
  clockCheck,
  primitives: portablePrimitives,
  clock: browserClock,
  later: browserLater,
  randomBytes: browserRandom,
  random: () => Math.random(),
  openEvents: () => new EventSource('/api/home/events'),
  fetchText: (url) => fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' }),
  noticeEnds: browserNotices(),
  passkeyEnds: browserPasskeys(),
});
openScreen(
  <UpdatesContext value={keepApp('/home/')}>
    <ClockContext value={clockCheck}>
      <App app={app} code={code} paper={paper} onLanguage={(language) => void shelf.put(languageName, language)} />
    </ClockContext>
  </UpdatesContext>,
);
if ('serviceWorker' in navigator) {
  navigator.serviceWorker.addEventListener('message', ({ data }) => {
    const now = app.state.get();
    if (data === 'block-elsewhere' && now.kind === 'ready') void now.home.blocks.readAgain();
  });
}
// Whoever has no household yet opens none of them; and a phone that has one has them in its own store.
const stop = app.state.subscribe(() => {
  if (app.state.get().kind !== 'ready') return;
  stop();
  void fetchRest(browserIdle);
});
// Not awaited: what the household loads later stands on this file, and would wait for it while it waits for them.
void app.open();
