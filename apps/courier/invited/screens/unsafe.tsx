import { Stack, useSentences } from '@latchkey/web-kit';
import { CallHelp, LeaveNow } from '../../parts/leave-now.tsx';
import { Frame } from '../parts/frame.tsx';
import { invitedSentences } from '../sentences/index.ts';
import type { AtProps } from './door.tsx';

/** It was pressed: the person goes, and the household hears it. */
export const UnsafeScreen = ({ view, passage, unsent }: AtProps) => {
  const { back, unsafe: t } = useSentences(invitedSentences);
  return (
    <Frame
      title={t.title}
      bar={
        <Stack gap="tight">
          <CallHelp words={t.call} />
          <a className="button" data-kind="main" data-size="thumb" href="#/invited">
            {back}
          </a>
        </Stack>
      }
    >
      <LeaveNow
        title={t.title}
        words={t}
        told={unsent ? t.willBeTold : t.told}
        moment={view.moment}
        safe={t.safe}
        onSafe={passage.safeAgain}
      />
    </Frame>
  );
};
