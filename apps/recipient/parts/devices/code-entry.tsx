import { Button, TextField, useSentences } from '@latchkey/web-kit';
import { Scanner, type CodeFormat } from '@latchkey/web-kit/scan';
import { useState } from 'react';
import { kindOfDevice } from '../../model/devices/kind.ts';
import { membersSentences } from '../../sentences/members.ts';
import { recoverySentences } from '../../sentences/recovery.ts';

const formats: readonly CodeFormat[] = ['QRCode'];

/** A sheet's picture holds a link; a person may have typed the letters alone. */
const codeIn = (text: string): string | undefined => /(?:^|\/)([0-9A-Za-z\s-]{56,})$/.exec(text.trim())?.[1];

interface Props {
  readonly code: string | undefined;
  /** What is wrong with the letters: they stay, or 56 of them would be typed again for one. */
  readonly wrong: string | undefined;
  readonly onUse: (typed: string, name: string) => void;
}

/** Scanned or typed; what is wrong with it is said after a try. */
export const CodeEntry = ({ code, wrong, onUse }: Props) => {
  const t = useSentences(recoverySentences).enter;
  const [typed, setTyped] = useState(code ?? '');
  const [name, setName] = useState('');
  const members = useSentences(membersSentences);
  const kind = members.kind[kindOfDevice(navigator)];
  return (
    <form
      className="stack"
      data-gap="wide"
      onSubmit={(event) => {
        event.preventDefault();
        onUse(codeIn(typed) ?? typed, name.trim() === '' ? kind : name.trim());
      }}
    >
      <h2>{t.title}</h2>
      <p>{t.how}</p>
      <Scan onCode={setTyped} />
      <TextField
        label={t.letters}
        lines="many"
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        maxLength={200}
        {...(wrong === undefined ? {} : { wrong })}
      />
      <TextField
        label={members.joinName}
        hint={members.joinNameHint(kind)}
        value={name}
        onChange={setName}
        maxLength={40}
      />
      <Button size="thumb" type="submit">
        {t.start}
      </Button>
    </form>
  );
};

const Scan = ({ onCode }: { onCode: (code: string) => void }) => {
  const t = useSentences(recoverySentences).enter;
  const [open, setOpen] = useState(false);
  const [other, setOther] = useState(false);
  if (!open) {
    return (
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {t.scan}
      </Button>
    );
  }
  const found = (text: string) => {
    const code = codeIn(text);
    setOther(code === undefined);
    if (code === undefined) return;
    onCode(code);
    setOpen(false);
  };
  return (
    <>
      <Scanner formats={formats} onFound={found} onClose={() => setOpen(false)} />
      {other && (
        <p className="field-wrong" role="status">
          {t.other}
        </p>
      )}
    </>
  );
};
