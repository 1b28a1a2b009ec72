import { Button, DoorDrawing, doorSentences, UpdateNotice, unknownPicture, useSentences } from '@latchkey/web-kit';
import { atHomeSentences } from '../sentences/at-home.ts';
import { membersSentences } from '../sentences/members.ts';
import { recoverySentences } from '../sentences/recovery.ts';
import { BareShell } from './start.tsx';

interface Props {
  readonly onJoin: () => void;
  readonly onRecover: () => void;
}

/** The hub's own page before it knows this device: no household begins here, one that is there takes it in. */
export const AtHomeStartScreen = ({ onJoin, onRecover }: Props) => {
  const t = useSentences(atHomeSentences).start;
  const d = useSentences(doorSentences);
  const m = useSentences(membersSentences);
  const r = useSentences(recoverySentences).enter;
  return (
    <BareShell
      title={t.title}
      bar={
        <Button size="thumb" onClick={onJoin}>
          {m.join}
        </Button>
      }
    >
      <div className="stack" data-gap="wide">
        <UpdateNotice />
        <div className="welcome">
          <DoorDrawing picture={unknownPicture('hinged')} label={d.word.unknown} />
          <p className="welcome-words">{t.what}</p>
        </div>
        <p className="soft">{t.key}</p>
        <Button kind="plain" onClick={onRecover}>
          {r.door}
        </Button>
      </div>
    </BareShell>
  );
};
