import { useEffect, useMemo } from 'react';
import { Notice, Skeleton, Stack, useObservable, useSentences } from '@latchkey/web-kit';
import { createPeople } from '../../model/sign-on/people.ts';
import { Frame } from '../../parts/frame.tsx';
import { NoKey } from '../../parts/no-key.tsx';
import type { AtDeskProps } from '../../parts/shared.ts';
import { sentences } from '../../sentences/index.ts';
import { signOnSentences } from '../../sentences/sign-on.ts';
import { Colleagues } from './colleagues.tsx';
import { Here } from './here.tsx';

export const SettingsScreen = ({ office }: Pick<AtDeskProps, 'office'>) => {
  const t = useSentences(signOnSentences);
  const words = useSentences(sentences);
  const people = useMemo(() => createPeople(office), [office]);
  useEffect(() => people.start(), [people]);
  const view = useObservable(people.view);
  return (
    <Frame title={t.title} carrier={office.registered.name}>
      <Stack gap="wide">
        <h1>{t.title}</h1>
        {view.line === 'off' && <Notice tone="needs" title={words.offline} />}
        {!office.keyed && <NoKey />}
        {view.phase === 'loading' && view.line === 'on' && <Skeleton label={t.loading} />}
        {view.phase === 'ready' && (
          <>
            <Here office={office} view={view} />
            {(view.provider !== undefined || view.colleagues.length > 0) && <Colleagues people={people} view={view} />}
          </>
        )}
      </Stack>
    </Frame>
  );
};
