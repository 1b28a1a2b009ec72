import { Button, Notice, TextField, UpdateNotice, useSentences } from '@latchkey/web-kit';
import { Scanner, type CodeFormat } from '@latchkey/web-kit/scan';
import { useState } from 'react';
import { homeSentences } from '../../sentences/index.ts';
import { membersSentences } from '../../sentences/members.ts';
import { recoverySentences } from '../../sentences/recovery.ts';
import { DoorPageLink } from '../pairing/door-page-link.tsx';

/** A code is 64 letters; people paste the whole link as often. */
const codeIn = (text: string): string | undefined => /(?:^|\/)([A-Za-z0-9_-]{64})\s*$/.exec(text.trim())?.[1];

const formats: readonly CodeFormat[] = ['QRCode'];

interface Props {
  readonly onCode: (code: string) => void;
  readonly onJoin: () => void;
  readonly onRecover: () => void;
}

/** Where the code is, the camera that reads it, and a field for those who carried it here by hand. */
export const WithoutCode = ({ onCode, onJoin, onRecover }: Props) => {
  const t = useSentences(homeSentences).pair;
  const m = useSentences(membersSentences);
  const r = useSentences(recoverySentences).enter;
  return (
    <div className="stack" data-gap="wide">
      <UpdateNotice />
      <Notice title={t.noCode} way={<DoorPageLink />}>
        <p>{t.noCodeWhy}</p>
      </Notice>
      <ScanCode onCode={onCode} />
      <PasteCode onCode={onCode} />
      <Button kind="plain" onClick={onJoin}>
        {m.join}
      </Button>
      <Button kind="plain" onClick={onRecover}>
        {r.door}
      </Button>
    </div>
  );
};

/** The hub shows its code as a QR picture. Another QR picture is said to be one, and the camera looks on. */
const ScanCode = ({ onCode }: { onCode: (code: string) => void }) => {
  const t = useSentences(homeSentences).pair;
  const [open, setOpen] = useState(false);
  const [other, setOther] = useState(false);
  const found = (text: string) => {
    const code = codeIn(text);
    setOther(code === undefined);
    if (code !== undefined) onCode(code);
  };
  if (!open) {
    return (
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {t.scan}
      </Button>
    );
  }
  return (
    <>
      <Scanner formats={formats} onFound={found} onClose={() => setOpen(false)} />
      {other && (
        <p className="field-wrong" role="status">
          {t.otherCode}
        </p>
      )}
    </>
  );
};

const PasteCode = ({ onCode }: { onCode: (code: string) => void }) => {
  const t = useSentences(homeSentences).pair;
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const code = codeIn(text);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (code !== undefined) onCode(code);
      }}
    >
      <TextField
        label={t.paste}
        value={text}
        onChange={setText}
        wrong={tried && code === undefined ? t.pasteWrong : undefined}
      />
      <Button kind="quiet" type="submit">
        {t.use}
      </Button>
    </form>
  );
};
