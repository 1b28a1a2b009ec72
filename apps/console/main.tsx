import { StrictMode } from 'react';
import { LanguageProvider, UpdatesContext, openScreen } from '@latchkey/web-kit';
import { keepApp } from '@latchkey/web-kit/model';
import '@latchkey/web-kit/styles.css';
import './console.css';
import { App } from './app.tsx';
import { landingIn } from './model/sign-on/landing.ts';

// The provider's answer is spent once, and stays in no address and no history.
const landing = landingIn(location.search);
if (landing !== undefined) history.replaceState(null, '', '/console/#/settings');

const root = document.getElementById('root');
if (root !== null) {
  const updates = keepApp('/console/');
  openScreen(
    root,
    <StrictMode>
      <LanguageProvider>
        <UpdatesContext value={updates}>
          <App landing={landing} />
        </UpdatesContext>
      </LanguageProvider>
    </StrictMode>,
  );
}
