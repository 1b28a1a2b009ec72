import { startTransition, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

/**
 * Puts the app in the place of its first paint. As a transition: that stands already, so the first screen is made in slices between
 * which a phone can answer a finger.
 */
export const openScreen = (place: HTMLElement, app: ReactNode): void => {
  const root = createRoot(place);
  startTransition(() => root.render(app));
};
