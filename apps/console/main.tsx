import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { LanguageProvider, UpdatesContext } from '@latchkey/web-kit';
import { keepApp } from '@latchkey/web-kit/model';
import '@latchkey/web-kit/styles.css';
import './console.css';
import { App } from './app.tsx';

const root = document.getElementById('root');
if (root !== null) {
  const updates = keepApp('/console/');
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <UpdatesContext value={updates}>
          <App />
        </UpdatesContext>
      </LanguageProvider>
    </StrictMode>,
  );
}
