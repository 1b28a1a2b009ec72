import { Button, Notice, TextField, useFormat, useSentences } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { useState } from 'react';
import type { PasskeySummary } from '../../model/devices/passkeys.ts';
import { passkeysSentences } from '../../sentences/passkeys.ts';
import { useHome } from '../home-context.tsx';

/** `stays`: it is the last one, and the server asks for one. */
export const PasskeyRow = ({ passkey, stays }: { passkey: PasskeySummary; stays: boolean }) => {
  const t = useSentences(passkeysSentences);
  const format = useFormat();
  const [open, setOpen] = useState<'naming' | 'removing'>();
  const nowMs = browserClock.wallMs();
  const when = (atMs: number) => `${format.day(atMs, nowMs)}, ${format.time(atMs)}`;
  const { name, createdMs, lastUsedMs, backedUp } = passkey;
  const facts = [t.made(when(createdMs)), lastUsedMs === undefined ? t.never : t.used(when(lastUsedMs))];
  return (
    <li className="row">
      <span>
        <span className="row-title">{name}</span>
        <span className="small soft">{[...facts, ...(backedUp ? [t.synced] : [])].join(' · ')}</span>
      </span>
      {open === undefined && (
        <span className="notice-way">
          <Button kind="plain" aria-label={t.renameOf(name)} onClick={() => setOpen('naming')}>
            {t.rename}
          </Button>
          {!stays && (
            <Button kind="plain" aria-label={t.removeOf(name)} onClick={() => setOpen('removing')}>
              {t.remove}
            </Button>
          )}
        </span>
      )}
      {open === 'naming' && <Naming passkey={passkey} onDone={() => setOpen(undefined)} />}
      {open === 'removing' && <Removing passkey={passkey} onDone={() => setOpen(undefined)} />}
    </li>
  );
};

interface ChangeProps {
  readonly passkey: PasskeySummary;
  readonly onDone: () => void;
}

const Naming = ({ passkey, onDone }: ChangeProps) => {
  const t = useSentences(passkeysSentences);
  const { passkeys } = useHome().home;
  const [name, setName] = useState(passkey.name);
  const said = name.trim();
  const wrong = said === '' || said.length > 40;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) void passkeys.rename(passkey.passkeyId, said).then(onDone);
      }}
    >
      <TextField
        label={t.name}
        value={name}
        onChange={setName}
        maxLength={60}
        wrong={wrong ? t.nameWrong : undefined}
      />
      <Button kind="quiet" type="submit">
        {t.save}
      </Button>
    </form>
  );
};

const Removing = ({ passkey, onDone }: ChangeProps) => {
  const t = useSentences(passkeysSentences);
  const { passkeys } = useHome().home;
  return (
    <Notice
      tone="needs"
      title={t.removeOf(passkey.name)}
      way={
        <>
          <Button onClick={onDone}>{t.removeNo}</Button>
          <Button kind="quiet" onClick={() => void passkeys.remove(passkey.passkeyId).then(onDone)}>
            {t.removeYes}
          </Button>
        </>
      }
    >
      <p>{t.removeConsequence(passkey.name)}</p>
    </Notice>
  );
};
