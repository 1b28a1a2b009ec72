import { Button, useSentences } from '@latchkey/web-kit';
import { useLocation } from 'wouter';
import { doorOf } from '../model/household.ts';
import { DeclareForm } from '../parts/doors/declare-form.tsx';
import { useHome } from '../parts/home-context.tsx';
import { Shell } from '../parts/shell.tsx';
import { doorsSentences } from '../sentences/doors.ts';
import { NoSuchDoor } from './welcome.tsx';

/** Describing a door anew: after a new lock, a new handle, a key that was lost. */
export const DoorDeclareScreen = ({ id }: { id: number }) => {
  const t = useSentences(doorsSentences);
  const { household } = useHome();
  const [, go] = useLocation();
  const door = doorOf(household, id);
  if (door === undefined) return <NoSuchDoor />;
  return (
    <Shell heading="shown" title={t.declare.title(door.name)} back={`/doors/${id}`} bar={<></>}>
      <DeclareForm
        key={id}
        door={door}
        next={() => (
          <Button size="thumb" onClick={() => go(`/doors/${id}`)}>
            {t.trial.next}
          </Button>
        )}
      />
    </Shell>
  );
};
