import { Button, Choices, Notice, Skeleton, useSentences } from '@latchkey/web-kit';
import { bytesFrom } from '@latchkey/web-kit/model';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { divertPlaces, type DivertPlace } from '../model/divert.ts';
import { grantOf } from '../model/grant-reading.ts';
import { useHome, useLists, useVisit } from '../parts/home-context.tsx';
import { Shell } from '../parts/shell.tsx';
import { homeSentences } from '../sentences/index.ts';

/** Where the parcel goes instead. The consequence is said before it is done. */
export const DivertScreen = ({ visitId }: { visitId: string }) => {
  const t = useSentences(homeSentences);
  const { home } = useHome();
  const lists = useLists();
  const staged = useVisit(visitId);
  const [, go] = useLocation();
  const [place, setPlace] = useState<DivertPlace>('neighbour');
  const [acting, setActing] = useState(false);
  const grant = staged === undefined ? undefined : grantOf(home.parts.primitives, staged.visit);
  const back = `/visit/${visitId}`;
  if (grant === undefined) {
    return (
      <Shell title={t.divert.title} back={back}>
        {lists.kind === 'loading' ? <Skeleton label={t.today.loading} lines={3} /> : <Notice title={t.visit.gone} />}
      </Shell>
    );
  }
  const act = async () => {
    setActing(true);
    await home.blocks.divertVisit({ text: visitId, bytes: bytesFrom(visitId), grantHash: grant.hash }, place);
    void home.lists.reload();
    go(back, { replace: true });
  };
  return (
    <Shell
      heading="shown"
      title={t.divert.title}
      back={back}
      visitId={visitId}
      bar={
        <Button size="thumb" waiting={acting} onClick={() => void act()}>
          {acting ? t.divert.acting : t.divert.act}
        </Button>
      }
    >
      <Choices
        legend={t.divert.legend}
        value={place}
        onChange={setPlace}
        choices={divertPlaces.map((value) => ({ value, label: t.divert.place[value], hint: t.divert.hint[value] }))}
      />
      <p className="soft">{t.divert.consequence}</p>
    </Shell>
  );
};
