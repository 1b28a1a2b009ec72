import {
  Button,
  DoorDrawing,
  LiveRegion,
  Notice,
  TextField,
  commonSentences,
  doorSentences,
  unknownPicture,
  useObservable,
  useSentences,
} from '@latchkey/web-kit';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { App } from '../model/app.ts';
import type { PairingFault } from '../model/pairing/flow.ts';
import { PairingSteps } from '../parts/pairing/steps.tsx';
import { DoorPageLink } from '../parts/pairing/door-page-link.tsx';
import { WithoutCode } from '../parts/devices/without-code.tsx';
import { namingSentences } from '../sentences/naming.ts';
import { homeSentences } from '../sentences/index.ts';
import { BareShell } from './start.tsx';

interface Props {
  readonly app: App;
  readonly code: string | undefined;
  /** This device has a household already. */
  readonly belongs: boolean;
  readonly onDone: () => void;
  readonly onKeep: () => void;
  /** A household is there already, and takes this device in. */
  readonly onJoin: () => void;
  /** The household lost its devices and has its code on paper. */
  readonly onRecover: () => void;
}

/** The first screen of a household: one tap when the code is at hand, else where the code is. */
export const PairScreen = ({ app, code, belongs, onDone, onKeep, onJoin, onRecover }: Props) => {
  const t = useSentences(homeSentences).pair;
  const d = useSentences(doorSentences);
  const pairing = useObservable(app.pairing);
  const [, go] = useLocation();
  const [pasted, setPasted] = useState<string>();
  const [member, setMember] = useState('');
  const [homeName, setHomeName] = useState('');
  const ready = pasted ?? code;
  const pair = async (text: string) => {
    const [own, named] = [member.trim(), homeName.trim()];
    await app.pair(text, { member: own === '' ? t.name : own, home: named === '' ? undefined : named });
    if (app.pairing.get().kind !== 'idle') return;
    go('/welcome', { replace: true });
    onDone();
  };
  const working = pairing.kind === 'working';
  return (
    <BareShell
      title={t.title}
      bar={
        ready !== undefined && !belongs ? (
          <Button size="thumb" waiting={working} onClick={() => void pair(ready)}>
            {working ? t.working : t.act}
          </Button>
        ) : undefined
      }
    >
      <div className="stack" data-gap="wide">
        {/* Above the form: below it, whoever pressed the button at the foot of a phone would see nothing of it. */}
        {pairing.kind === 'failed' && <Fault fault={pairing.fault} />}
        <div className="welcome">
          <DoorDrawing picture={unknownPicture('hinged')} label={d.word.unknown} />
          <p className="welcome-words">{t.welcome}</p>
        </div>
        {belongs && ready !== undefined ? (
          <Notice
            tone="needs"
            title={t.already}
            way={
              <>
                <Button waiting={working} onClick={() => void pair(ready)}>
                  {t.alreadyYes}
                </Button>
                <Button kind="quiet" onClick={onKeep}>
                  {t.alreadyNo}
                </Button>
              </>
            }
          >
            <p>{t.alreadyWhy}</p>
          </Notice>
        ) : ready === undefined ? (
          <WithoutCode onCode={setPasted} onJoin={onJoin} onRecover={onRecover} />
        ) : (
          <>
            <p className="soft">{t.ready}</p>
            <Names member={member} home={homeName} onMember={setMember} onHome={setHomeName} />
          </>
        )}
        {working && <PairingSteps step={pairing.step} />}
      </div>
    </BareShell>
  );
};

interface NamesProps {
  readonly member: string;
  readonly home: string;
  readonly onMember: (name: string) => void;
  readonly onHome: (name: string) => void;
}

/** Both may stay empty; neither leaves this device. */
const Names = ({ member, home, onMember, onHome }: NamesProps) => {
  const t = useSentences(namingSentences);
  return (
    <>
      <TextField label={t.member} value={member} onChange={onMember} maxLength={40} autoComplete="name" />
      <TextField label={t.home} hint={t.homeHint} value={home} onChange={onHome} maxLength={40} />
    </>
  );
};

const Fault = ({ fault }: { fault: PairingFault }) => {
  const t = useSentences(homeSentences).pair;
  const common = useSentences(commonSentences).problem;
  const title = fault.kind === 'problem' ? common[fault.code] : t.fault[fault.kind];
  return (
    <>
      <LiveRegion words={title} urgent />
      <Notice tone="needs" title={title} way={<DoorPageLink />}>
        {fault.kind === 'unproven' ? t.unprovenWhy.map((sentence) => <p key={sentence}>{sentence}</p>) : undefined}
      </Notice>
    </>
  );
};
