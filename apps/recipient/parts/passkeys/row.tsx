import { Button, InPlace, Notice, TextField, useFormat, useSentences } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { useEffect, useRef, useState } from 'react';
import type { PasskeySummary } from '../../model/devices/passkeys.ts';
import { passkeysSentences } from '../../sentences/passkeys.ts';
import { useHome } from '../home-context.tsx';

interface Props {
  readonly passkey: PasskeySummary;
  /** It is the last one, and the server asks for one; or a door asks for it. */
  readonly stays: boolean;
  /** It is listed no more, and this row with its buttons is gone: the keyboard needs another place. */
  readonly onGone: () => void;
}

export const PasskeyRow = ({ passkey, stays, onGone }: Props) => {
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
      <InPlace asked={open !== undefined}>
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
        {open === 'removing' && <Removing passkey={passkey} onDone={() => setOpen(undefined)} onGone={onGone} />}
      </InPlace>
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
  const form = useRef<HTMLFormElement>(null);
  // What is there is mostly typed over.
  useEffect(() => {
    const field = form.current?.querySelector('input');
    field?.focus();
    field?.select();
  }, []);
  const [name, setName] = useState(passkey.name);
  const said = name.trim();
  const wrong = said === '' || said.length > 40;
  return (
    <form
      className="stack"
      ref={form}
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
      <span className="notice-way">
        <Button kind="quiet" type="submit">
          {t.save}
        </Button>
        <Button kind="plain" onClick={onDone}>
          {t.keepName}
        </Button>
      </span>
    </form>
  );
};

const Removing = ({ passkey, onDone, onGone }: ChangeProps & Pick<Props, 'onGone'>) => {
  const t = useSentences(passkeysSentences);
  const { passkeys } = useHome().home;
  const remove = async () => {
    await passkeys.remove(passkey.passkeyId);
    const state = passkeys.state.get();
    const there = state.kind !== 'ready' || state.listed.passkeys.some((one) => one.passkeyId === passkey.passkeyId);
    (there ? onDone : onGone)();
  };
  return (
    <Notice
      tone="needs"
      title={t.removeOf(passkey.name)}
      way={
        <>
          <Button onClick={onDone}>{t.removeNo}</Button>
          <Button kind="quiet" onClick={() => void remove()}>
            {t.removeYes}
          </Button>
        </>
      }
    >
      <p>{t.removeConsequence(passkey.name)}</p>
    </Notice>
  );
};
