import { useObservable } from '@latchkey/web-kit';
import { Suspense } from 'react';
import { later } from '../../later.tsx';
import { useHome } from '../home-context.tsx';

const Silent = later(async () => (await import('./silent.tsx')).Silent);

/** Fetched when a hub fell silent in a visit. */
export const SilentNotice = () => {
  const { home } = useHome();
  const silent = useObservable(home.lists.hub)?.silent;
  return silent === undefined ? null : (
    <Suspense fallback={null}>
      <Silent key={silent.sinceMs} silent={silent} />
    </Suspense>
  );
};
