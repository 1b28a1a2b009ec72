import { UpdatesContext, openPage } from '@latchkey/web-kit';
import { keepApp } from '@latchkey/web-kit/model';
import '@latchkey/web-kit/styles.css';
import './console.css';
import './file.css';
import { App } from './app.tsx';
import { landingIn } from './model/sign-on/landing.ts';

// The provider's answer is spent once, and stays in no address and no history.
const landing = landingIn(location.search);
if (landing !== undefined) history.replaceState(null, '', '/console/#/settings');

openPage(
  <UpdatesContext value={keepApp('/console/')}>
    <App landing={landing} />
  </UpdatesContext>,
);
