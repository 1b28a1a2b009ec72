import { StrictMode } from 'react';
import { LanguageProvider, UpdatesContext, openScreen } from '@latchkey/web-kit';
import { keepApp } from '@latchkey/web-kit/model';
import '@latchkey/web-kit/styles.css';
import './courier.css';
import { App } from './app.tsx';
import { Gate } from './invited/gate.tsx';
import { takeInvitation } from './invited/model/link.ts';

// Before anything else: the code must not stand in the address bar while anything loads.
const code = takeInvitation({
  hash: () => location.hash,
  replaceHash: (hash) => history.replaceState(null, '', hash),
});

const root = document.getElementById('root');
if (root !== null) {
  const updates = keepApp('/courier/');
  openScreen(
    root,
    <StrictMode>
      <LanguageProvider>
        <UpdatesContext value={updates}>
          <Gate code={code}>
            <App />
          </Gate>
        </UpdatesContext>
      </LanguageProvider>
    </StrictMode>,
  );
}
