import '@latchkey/web-kit/styles.css';
import './verify.css';
import { LanguageProvider, openScreen } from '@latchkey/web-kit';
import { StrictMode } from 'react';
import { App } from './app.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no root');
openScreen(
  root,
  <StrictMode>
    <LanguageProvider>
      {/* A page that was saved is its own copy already. */}
      <App copy={location.protocol === 'file:' ? undefined : './latchkey-verify.html'} />
    </LanguageProvider>
  </StrictMode>,
);
