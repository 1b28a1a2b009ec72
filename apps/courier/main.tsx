import { StrictMode } from 'react';
import { ClockContext, LanguageProvider, UpdatesContext, openScreen } from '@latchkey/web-kit';
import { createClockCheck, keepApp } from '@latchkey/web-kit/model';
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
          <ClockContext value={createClockCheck()}>
            <Gate code={code}>
              <App />
            </Gate>
          </ClockContext>
        </UpdatesContext>
      </LanguageProvider>
    </StrictMode>,
  );
}
