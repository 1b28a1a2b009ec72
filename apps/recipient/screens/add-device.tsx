import { Button, Choices, LiveRegion, Notice, TextField, commonSentences, useSentences } from '@latchkey/web-kit';
import { Scanner } from '@latchkey/web-kit/scan';
import { useState } from 'react';
import { Link } from 'wouter';
import { admitDevice, lookAtDevice, type Admitted, type Looked } from '../model/devices/adding.ts';
import { readDeviceCode } from '../model/devices/code.ts';
import { fingerprintOfKey } from '../model/devices/name.ts';
import type { MemberDevice } from '../model/devices/members.ts';
import { useHome } from '../parts/home-context.tsx';
import { Shell } from '../parts/shell.tsx';
import { membersSentences } from '../sentences/members.ts';

/** A new device, from the code on its screen to the signed list. */
export const AddDeviceScreen = () => {
  const t = useSentences(membersSentences);
  const { home } = useHome();
  const [looked, setLooked] = useState<Looked>();
  const [busy, setBusy] = useState(false);
  const look = async (text: string) => {
    setBusy(true);
    setLooked(await lookAtDevice(home.adding, text));
    setBusy(false);
  };
  if (looked?.kind === 'found') return <Found found={looked} />;
  return (
    <Shell heading="shown" title={t.addTitle} back="/household">
      <p>{t.addHow}</p>
      <CodeOfDevice busy={busy} onCode={(text) => void look(text)} />
      {looked !== undefined && <Trouble looked={looked} />}
    </Shell>
  );
};

const CodeOfDevice = ({ busy, onCode }: { busy: boolean; onCode: (text: string) => void }) => {
  const t = useSentences(membersSentences);
  const [scanning, setScanning] = useState(false);
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const good = readDeviceCode(text) !== undefined;
  return (
    <>
      {scanning ? (
        <Scanner
          formats={['QRCode']}
          onFound={(found) => readDeviceCode(found) !== undefined && onCode(found)}
          onClose={() => setScanning(false)}
        />
      ) : (
        <Button onClick={() => setScanning(true)}>{t.scan}</Button>
      )}
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (good) onCode(text);
        }}
      >
        <TextField label={t.paste} value={text} onChange={setText} wrong={tried && !good ? t.pasteWrong : undefined} />
        <Button kind="quiet" type="submit" waiting={busy}>
          {busy ? t.looking : t.use}
        </Button>
      </form>
    </>
  );
};

const Trouble = ({ looked }: { looked: Exclude<Looked, { kind: 'found' }> }) => {
  const t = useSentences(membersSentences);
  const common = useSentences(commonSentences).problem;
  if (looked.kind === 'problem') return <Notice tone="needs" title={common[looked.code]} />;
  return (
    <Notice
      tone={looked.kind === 'swapped' ? 'alarm' : 'needs'}
      title={looked.kind === 'swapped' ? t.swapped : t.pasteWrong}
    >
      <p>{t.swappedWay}</p>
    </Notice>
  );
};

const Found = ({ found }: { found: Extract<Looked, { kind: 'found' }> }) => {
  const t = useSentences(membersSentences);
  const { home } = useHome();
  const [name, setName] = useState(found.device.name);
  const [role, setRole] = useState<MemberDevice['role']>('resident');
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<Admitted>();
  const admit = async () => {
    setBusy(true);
    setDone(await admitDevice(home.adding, found, role, name.trim() === '' ? found.device.name : name.trim()));
    setBusy(false);
  };
  if (done?.ok === true) return <Taken />;
  return (
    <Shell
      heading="shown"
      title={t.found}
      back="/household"
      bar={
        <Button size="thumb" waiting={busy} onClick={() => void admit()}>
          {busy ? t.admitting : done === undefined ? t.admit : t.again}
        </Button>
      }
    >
      <dl className="facts">
        <dt>{t.calls}</dt>
        <dd>{found.device.name}</dd>
        <dt>{t.key}</dt>
        <dd>
          <span className="mono">{fingerprintOfKey(home.parts.primitives, found.device.signingKey)}</span>
          <p className="small soft">{t.compare}</p>
        </dd>
      </dl>
      <TextField label={t.name} value={name} onChange={setName} maxLength={40} />
      <Choices
        legend={t.roleLegend}
        value={role}
        onChange={setRole}
        choices={(['resident', 'admin'] as const).map((value) => ({
          value,
          label: t.role[value],
          hint: t.roleWhat[value],
        }))}
      />
      {done !== undefined && (
        <Notice tone="needs" title={done.problem === 'not-told' ? t.notTold : t.refused}>
          <p>{done.problem === 'not-told' ? t.notToldNext : t.refusedWhy(done.problem)}</p>
        </Notice>
      )}
    </Shell>
  );
};

const Taken = () => {
  const t = useSentences(membersSentences);
  return (
    <Shell
      heading="shown"
      title={t.addTitle}
      back="/household"
      bar={
        <Link className="button" data-kind="main" data-size="thumb" href="/household">
          {t.done}
        </Link>
      }
    >
      <Notice tone="use" title={t.admitted}>
        <p>{t.admittedNext}</p>
      </Notice>
      <LiveRegion words={t.admitted} />
    </Shell>
  );
};
