import { Button, LiveRegion, Notice, Skeleton, TextField, useObservable, useSentences } from '@latchkey/web-kit';
import { useEffect, useRef, useState } from 'react';
import { isOf } from '../../model/devices/guarding.ts';
import type { Passkeys, PasskeySummary, PasskeysState } from '../../model/devices/passkeys.ts';
import { passkeysSentences } from '../../sentences/passkeys.ts';
import { useHome } from '../home-context.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { PasskeyRow } from './row.tsx';

/** The household's passkeys: what they guard, which there are, and one more. */
export const PasskeysCard = () => {
  const t = useSentences(passkeysSentences);
  const { passkeys } = useHome().home;
  const state = useObservable(passkeys.state);
  useEffect(() => void passkeys.look(), [passkeys]);
  const place = useRef<HTMLElement>(null);
  return (
    <section className="stack" aria-label={t.title} ref={place} tabIndex={-1}>
      <p className="soft">{t.what}</p>
      {state.kind === 'loading' && <Skeleton label={t.loading} lines={2} />}
      {state.kind === 'failed' && (
        <ProblemNotice title={t.failed} code={state.code} onAgain={() => void passkeys.look()} />
      )}
      {state.kind === 'ready' && (
        <Listed passkeys={passkeys} listed={state.listed} onGone={() => place.current?.focus()} />
      )}
    </section>
  );
};

type ListedState = Extract<PasskeysState, { kind: 'ready' }>['listed'];

interface ListedProps {
  readonly passkeys: Passkeys;
  readonly listed: ListedState;
  readonly onGone: () => void;
}

const Listed = ({ passkeys, listed, onGone }: ListedProps) => {
  const t = useSentences(passkeysSentences);
  const members = useObservable(useHome().home.members.state);
  const bound = members.kind === 'ready' ? members.devices.flatMap((one) => one.passkey ?? []) : [];
  /** A door asks for it: forgotten here, it could not be asked for any more. */
  const guards = (passkey: PasskeySummary) => bound.some(({ key }) => isOf(passkey, key));
  return (
    <>
      <p className="small soft">{listed.required ? t.required : t.optional}</p>
      {listed.passkeys.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <ul className="rows">
          {listed.passkeys.map((passkey) => (
            <PasskeyRow
              key={passkey.passkeyId}
              passkey={passkey}
              onGone={onGone}
              stays={(listed.required && listed.passkeys.length === 1) || guards(passkey)}
            />
          ))}
        </ul>
      )}
      <Trouble />
      {listed.shownUntilMs !== undefined && <p className="small soft">{t.shown}</p>}
      {passkeys.supported ? <Acts canShow={listed.passkeys.length > 0} /> : <p>{t.unsupported}</p>}
    </>
  );
};

const Trouble = () => {
  const t = useSentences(passkeysSentences);
  const doing = useObservable(useHome().home.passkeys.doing);
  const words = doing.kind === 'trouble' ? t.trouble[doing.why] : '';
  return (
    <>
      <LiveRegion words={words} urgent />
      {words !== '' && <Notice tone="needs" title={words} />}
    </>
  );
};

/** A name first, then the browser's own dialogue. */
const Acts = ({ canShow }: { canShow: boolean }) => {
  const t = useSentences(passkeysSentences);
  const { passkeys } = useHome().home;
  const doing = useObservable(passkeys.doing);
  const [name, setName] = useState<string>();
  const said = (name ?? t.defaultName).trim();
  const [tried, setTried] = useState(false);
  const wrong = said === '' || said.length > 40;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!wrong && doing.kind !== 'making') void passkeys.make(said);
      }}
    >
      <TextField
        label={t.name}
        value={name ?? t.defaultName}
        onChange={setName}
        maxLength={60}
        wrong={tried && wrong ? t.nameWrong : undefined}
      />
      <Button kind="quiet" type="submit" waiting={doing.kind === 'making'}>
        {doing.kind === 'making' ? t.adding : t.add}
      </Button>
      {canShow && (
        <Button kind="plain" waiting={doing.kind === 'showing'} onClick={() => void passkeys.show()}>
          {doing.kind === 'showing' ? t.confirming : t.tryIt}
        </Button>
      )}
    </form>
  );
};
