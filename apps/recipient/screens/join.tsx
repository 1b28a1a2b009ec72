import { Button, LiveRegion, Notice, Qr, TextField, useObservable, useSentences } from '@latchkey/web-kit';
import { useEffect, useState } from 'react';
import { kindOfDevice } from '../model/devices/kind.ts';
import type { Joining } from '../model/devices/joining.ts';
import { membersSentences } from '../sentences/members.ts';
import { BareShell } from './start.tsx';

/** The code's secret stands behind the `#`: browsers send it to no server. */
const linkFor = (code: string): string => `${location.origin}/home/#/device/${code}`;

/** This device shows itself; a member's device does the rest. */
export const JoinScreen = ({ joining, onBack }: { joining: Joining; onBack: () => void }) => {
  const t = useSentences(membersSentences);
  const kind = t.kind[kindOfDevice(navigator)];
  const state = useObservable(joining.state);
  const [name, setName] = useState('');
  useEffect(() => joining.stop, [joining]);
  const begin = () => void joining.start(name.trim() === '' ? kind : name.trim());
  const back = (
    <Button kind="plain" onClick={onBack}>
      {t.back}
    </Button>
  );
  if (state.kind === 'shown') {
    return (
      <BareShell title={t.joinTitle}>
        <Shown code={state.code} fingerprint={state.fingerprint} />
        {back}
      </BareShell>
    );
  }
  return (
    <BareShell
      title={t.joinTitle}
      bar={
        <Button size="thumb" waiting={state.kind === 'preparing'} onClick={begin}>
          {state.kind === 'preparing' ? t.joinPreparing : t.joinStart}
        </Button>
      }
    >
      <div className="stack" data-gap="wide">
        <p className="welcome-words">{t.joinHow}</p>
        <TextField label={t.joinName} hint={t.joinNameHint(kind)} value={name} onChange={setName} maxLength={40} />
        {state.kind === 'failed' && (
          <Notice tone="needs" title={t.joinFailed}>
            <p>{t.joinFailedWay}</p>
          </Notice>
        )}
        {back}
      </div>
    </BareShell>
  );
};

const Shown = ({ code, fingerprint }: { code: string; fingerprint: string }) => {
  const t = useSentences(membersSentences);
  const [copied, setCopied] = useState(false);
  const link = linkFor(code);
  return (
    <section className="stack">
      <h2>{t.joinCode}</h2>
      <Qr text={link} label={t.joinQr} />
      <dl className="facts">
        <dt>{t.key}</dt>
        <dd className="mono">{fingerprint}</dd>
      </dl>
      <p className="soft">{t.joinWaiting}</p>
      <Button kind="quiet" onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}>
        {copied ? t.joinCopied : t.joinCopy}
      </Button>
      <p className="mono small code-link">{link}</p>
      <LiveRegion words={copied ? t.joinCopied : t.joinWaiting} />
    </section>
  );
};
