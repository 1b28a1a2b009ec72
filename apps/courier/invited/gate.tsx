import { Suspense, useEffect, useState, type ReactNode } from 'react';
import { openShelf } from '@latchkey/web-kit/model';
import { later } from '../later.tsx';
import { Opening } from '../parts/opening.tsx';
import { readAccepted } from './model/accepted.ts';

const InvitedApp = later(async () => (await import('./app.tsx')).InvitedApp);

interface Props {
  /** The invitation that this page was opened with. */
  readonly code: string | undefined;
  /** The courier's own app. */
  readonly children: ReactNode;
}

interface Kinds {
  readonly invited: boolean;
  readonly courier: boolean;
}

const kindsHere = async (): Promise<Kinds> => {
  const shelf = await openShelf(indexedDB, 'latchkey-courier');
  const [accepted, enrolled] = [await readAccepted(shelf), await shelf.get('enrolled')];
  return { invited: accepted.length > 0, courier: enrolled !== undefined };
};

/**
 * Whose device this is: a courier's, an invited person's, or both. A courier's tour stays the first page of a courier; somebody who was
 * only ever invited finds their doors there.
 */
export const Gate = ({ code, children }: Props) => {
  const [hash, setHash] = useState(location.hash);
  const [kinds, setKinds] = useState<Kinds>();
  useEffect(() => {
    const moved = () => setHash(location.hash);
    addEventListener('hashchange', moved);
    kindsHere().then(setKinds, () => setKinds({ invited: false, courier: false }));
    return () => removeEventListener('hashchange', moved);
  }, []);
  if (code === undefined && kinds === undefined) return <Opening />;
  const atHome = hash === '' || hash === '#' || hash === '#/';
  const here = hash.startsWith('#/invited') || (atHome && kinds?.invited === true && !kinds.courier);
  if (!here) return children;
  return (
    <Suspense fallback={<Opening />}>
      <InvitedApp code={code} courier={kinds?.courier ?? false} />
    </Suspense>
  );
};
