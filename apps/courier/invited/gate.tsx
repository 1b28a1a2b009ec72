import { Suspense, useCallback, useEffect, useState, type ReactNode } from 'react';
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
 * only ever invited finds their doors there. The code at a door leads whoever has a date there now to it, and a courier to their stop else.
 */
export const Gate = ({ code: opened, children }: Props) => {
  const [code, setCode] = useState(opened);
  const [hash, setHash] = useState(location.hash);
  /** A door's code that was none of the person's doors: it may be the courier's. */
  const [elsewhere, setElsewhere] = useState<string>();
  const [kinds, setKinds] = useState<Kinds>();
  const look = useCallback(() => {
    kindsHere().then(setKinds, () => setKinds({ invited: false, courier: false }));
  }, []);
  /** An invitation was accepted or a place forgotten: its code counts no more, and this may be another person's device now. */
  const changed = useCallback(() => {
    setCode(undefined);
    look();
  }, [look]);
  useEffect(() => {
    const moved = () => setHash(location.hash);
    addEventListener('hashchange', moved);
    look();
    return () => removeEventListener('hashchange', moved);
  }, [look]);
  if (code === undefined && kinds === undefined) return <Opening />;
  const atDoor = hash.startsWith('#/at/') || hash.startsWith('#/tap/');
  const atHome = hash === '' || hash === '#' || hash === '#/';
  const theirDoor = atDoor && kinds?.invited === true && elsewhere !== hash;
  const here = hash.startsWith('#/invited') || theirDoor || (atHome && kinds?.invited === true && !kinds.courier);
  if (!here) return children;
  return (
    <Suspense fallback={<Opening />}>
      <InvitedApp
        code={code}
        courier={kinds?.courier ?? false}
        onChanged={changed}
        onElsewhere={kinds?.courier === true ? () => setElsewhere(hash) : undefined}
      />
    </Suspense>
  );
};
