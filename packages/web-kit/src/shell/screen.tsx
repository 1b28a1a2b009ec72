import { startTransition, StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { LanguageProvider } from '../parts/language.tsx';

/**
 * Puts the app in the place of its first paint. As a transition: that stands already, so the first screen is made in slices between
 * which a phone can answer a finger. @throws TypeError where index.html has no #root
 */
export const openScreen = (app: ReactNode): void => {
  const place = document.getElementById('root');
  if (place === null) throw new TypeError('index.html has no #root');
  const root = createRoot(place);
  startTransition(() => root.render(app));
};

/** The same for an app whose language is the browser's until somebody chooses. */
export const openPage = (app: ReactNode): void =>
  openScreen(
    <StrictMode>
      <LanguageProvider>{app}</LanguageProvider>
    </StrictMode>,
  );
