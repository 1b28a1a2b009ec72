import { Notice, Stack, useSentences } from '@latchkey/web-kit';
import type { Opening } from '../../model/office.ts';
import { BeginSignIn } from '../../parts/begin-sign-in.tsx';
import { Frame } from '../../parts/frame.tsx';
import { signOnSentences } from '../../sentences/sign-on.ts';

/** What the link of an invitation opens: a sign-in for the carrier that gave it, and for no other. */
export const SignInForScreen = ({ opening, carrierId }: { opening: Opening; carrierId: string }) => {
  const t = useSentences(signOnSentences);
  const { provider, session } = opening;
  return (
    <Frame title={t.invitedTitle}>
      <div className="console-narrow">
        <Stack>
          <h1>{t.invitedTitle}</h1>
          {provider === undefined ? (
            <Notice title={t.noProvider}>{t.noProviderWhy}</Notice>
          ) : (
            <>
              <p className="soft">{t.invitedWhy}</p>
              <BeginSignIn session={session} words={t.signIn(provider)} wanted={{ carrierId }} />
            </>
          )}
        </Stack>
      </div>
    </Frame>
  );
};
