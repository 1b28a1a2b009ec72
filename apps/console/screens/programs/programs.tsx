import { useEffect, useMemo } from 'react';
import { Notice, Skeleton, Stack, useObservable, useSentences } from '@latchkey/web-kit';
import { createPrograms } from '../../model/programs.ts';
import { Frame } from '../../parts/frame.tsx';
import type { AtDeskProps } from '../../parts/shared.ts';
import { sentences } from '../../sentences/index.ts';
import { programsSentences } from '../../sentences/programs.ts';
import { Deliveries } from './deliveries.tsx';
import { Keys } from './keys.tsx';
import { LiveLog } from './live-log.tsx';
import { Webhooks } from './webhooks.tsx';

export const ProgramsScreen = ({ office }: Pick<AtDeskProps, 'office'>) => {
  const t = useSentences(programsSentences);
  const words = useSentences(sentences);
  const programs = useMemo(() => createPrograms(office), [office]);
  useEffect(() => programs.start(), [programs]);
  const view = useObservable(programs.view);
  return (
    <Frame title={t.title} carrier={office.registered.name}>
      <Stack gap="wide">
        <h1>{t.title}</h1>
        {view.line === 'off' && <Notice tone="needs" title={words.offline} />}
        {view.phase === 'loading' ? (
          <Skeleton label={t.loading} />
        ) : (
          <>
            {!view.manages && <p>{t.readsOnly}</p>}
            <Webhooks programs={programs} view={view} />
            <Deliveries programs={programs} view={view} />
            <Keys programs={programs} view={view} />
            <LiveLog log={view.log} />
          </>
        )}
      </Stack>
    </Frame>
  );
};
