import { Stack, useSentences } from '@latchkey/web-kit';
import { BeginSignIn } from '../parts/begin-sign-in.tsx';
import { Frame } from '../parts/frame.tsx';
import type { AtDeskProps } from '../parts/shared.ts';
import { signOnSentences } from '../sentences/sign-on.ts';

/** A person's session ended, and no key of the carrier is here to go on with. */
export const SignedOutScreen = ({ office }: Pick<AtDeskProps, 'office'>) => {
  const t = useSentences(signOnSentences);
  return (
    <Frame title={t.outTitle}>
      <div className="console-narrow">
        <Stack>
          <h1>{t.outTitle}</h1>
          <p className="soft">{t.outWhy}</p>
          <BeginSignIn session={office.carrier.session} words={t.again} />
        </Stack>
      </div>
    </Frame>
  );
};
