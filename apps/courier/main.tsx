import { ClockContext, UpdatesContext, openPage } from '@latchkey/web-kit';
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

openPage(
  <UpdatesContext value={keepApp('/courier/')}>
    <ClockContext value={createClockCheck()}>
      <Gate code={code}>
        <App />
      </Gate>
    </ClockContext>
  </UpdatesContext>,
);
