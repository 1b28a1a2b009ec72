import { useEffect, useState } from 'react';
import { Button, LiveRegion, Notice, Skeleton, Stack, TextField, useObservable, useSentences } from '@latchkey/web-kit';
import type { LetterText } from '@latchkey/web-kit/letters';
import type { Invitation } from '../model/invitation.ts';
import { FilmNotice } from '../parts/film-notice.tsx';
import { Frame } from '../parts/frame.tsx';
import { Terms } from '../parts/terms.tsx';
import { invitedSentences } from '../sentences/index.ts';

interface Props {
  readonly invitation: Invitation;
  readonly onAccepted: () => void;
}

/** Who invites, which doors, when, and whether they will be filmed; then, and only then, a *yes*. */
export const OfferScreen = ({ invitation, onAccepted }: Props) => {
  const t = useSentences(invitedSentences);
  const view = useObservable(invitation.view);
  useEffect(() => void invitation.read(), [invitation]);
  const { kind } = view;
  useEffect(() => {
    if (kind === 'accepted') onAccepted();
  }, [kind, onAccepted]);
  if (view.kind === 'shown') return <Shown text={view.text} accepting={view.accepting} invitation={invitation} />;
  return (
    <Frame title={t.offer.reading}>
      {view.kind === 'fault' ? (
        <Notice
          tone={view.fault === 'forged' ? 'alarm' : 'needs'}
          title={t.fault[view.fault].title}
          way={
            view.fault === 'offline' && (
              <Button kind="quiet" onClick={() => void invitation.read()}>
                {t.again}
              </Button>
            )
          }
        >
          <p>{t.fault[view.fault].next}</p>
        </Notice>
      ) : (
        <Skeleton label={t.offer.reading} lines={5} />
      )}
    </Frame>
  );
};

const Shown = ({ text, accepting, invitation }: { text: LetterText; accepting: boolean; invitation: Invitation }) => {
  const t = useSentences(invitedSentences).offer;
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState(false);
  const go = () => {
    const said = name.trim();
    const fits = said !== '' && said.length <= 40;
    setWrong(!fits);
    if (fits) void invitation.accept(said);
  };
  return (
    <Frame
      title={t.title(text.from)}
      bar={
        <Button size="thumb" waiting={accepting} onClick={go}>
          {accepting ? t.accepting : t.accept}
        </Button>
      }
    >
      <Stack gap="wide">
        <h1 className="address">{t.title(text.from)}</h1>
        <Terms text={text} />
        <FilmNotice filmed={text.filmed} />
        <p className="soft">{t.how}</p>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            go();
          }}
        >
          <TextField
            label={t.name}
            hint={t.nameHint}
            value={name}
            onChange={setName}
            maxLength={60}
            autoComplete="name"
            wrong={wrong ? t.nameWrong : undefined}
          />
        </form>
        <LiveRegion words={accepting ? t.accepting : ''} />
      </Stack>
    </Frame>
  );
};
