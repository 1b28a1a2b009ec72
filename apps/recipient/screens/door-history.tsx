import { useState } from 'react';
import { Button, useObservable, useSentences } from '@latchkey/web-kit';
import { doorHistory } from '../model/doors/history.ts';
import { doorOf } from '../model/household.ts';
import { canSaveStory, storyProof } from '../model/evidence/story-proof.ts';
import { DoorPast } from '../parts/doors/past.tsx';
import { HeldBack } from '../parts/evidence/held-back.tsx';
import { useHome } from '../parts/home-context.tsx';
import { makeStory } from '../parts/evidence/make-story.ts';
import { saveText } from '../parts/evidence/save-text.ts';
import { StoryStanding } from '../parts/evidence/story-standing.tsx';
import { Shell } from '../parts/shell.tsx';
import { doorsSentences } from '../sentences/doors.ts';
import { NoSuchDoor } from './welcome.tsx';

/** The whole past of one door, as far as the hub's receipts verify, and the receipts themselves to take away. */
export const DoorHistoryScreen = ({ id }: { id: number }) => {
  const t = useSentences(doorsSentences).history;
  const { home, household } = useHome();
  const story = useObservable(home.receipts.story);
  const { receipts } = story;
  const [making, setMaking] = useState(false);
  const door = doorOf(household, id);
  if (door === undefined) return <NoSuchDoor />;
  const entries = doorHistory(receipts, id);
  const save = async () => {
    setMaking(true);
    saveText('latchkey-receipts.json', await makeStory(home, receipts));
  };
  return (
    <Shell
      heading="shown"
      title={t.of(door.name)}
      back={`/doors/${id}`}
      bar={
        <Button
          kind="quiet"
          size="thumb"
          waiting={making || !canSaveStory(story)}
          onClick={() => void save().finally(() => setMaking(false))}
        >
          {t.save}
        </Button>
      }
    >
      {storyProof(story) === 'whole' ? <p className="soft">{t.seal}</p> : <StoryStanding />}
      <HeldBack />
      {entries.length === 0 ? <p className="soft">{t.none}</p> : <DoorPast label={t.title} entries={entries} />}
      <p className="small soft">{t.saved}</p>
    </Shell>
  );
};
