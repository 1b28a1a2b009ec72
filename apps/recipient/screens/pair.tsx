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
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { App } from '../model/app.ts';
import type { PairingFault } from '../model/pairing-flow.ts';
import { PairingSteps } from '../parts/pairing-steps.tsx';
import { readDoorPage } from '../parts/door-page.ts';
import { homeSentences } from '../sentences/index.ts';
import { BareShell } from './start.tsx';

interface Props {
  readonly app: App;
  readonly code: string | undefined;
  /** This device has a household already. */
  readonly belongs: boolean;
  readonly onDone: () => void;
  readonly onKeep: () => void;
}

/** The first screen of a household: one tap when the code is at hand, else where the code is. */
export const PairScreen = ({ app, code, belongs, onDone, onKeep }: Props) => {
  const t = useSentences(homeSentences).pair;
  const d = useSentences(doorSentences);
  const pairing = useObservable(app.pairing);
  const [, go] = useLocation();
  const [pasted, setPasted] = useState<string>();
  const ready = pasted ?? code;
  const pair = async (text: string) => {
    await app.pair(text, t.name);
    if (app.pairing.get().kind !== 'idle') return;
    go('/', { replace: true });
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
        <div className="welcome">
          <DoorDrawing picture={unknownPicture('hinged')} label={d.word.unknown} />
          <h1>{t.welcome}</h1>
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
          <WithoutCode onCode={setPasted} />
        ) : (
          <p className="soft">{t.ready}</p>
        )}
        {working && <PairingSteps step={pairing.step} />}
        {pairing.kind === 'failed' && <Fault fault={pairing.fault} />}
      </div>
    </BareShell>
  );
};

const Fault = ({ fault }: { fault: PairingFault }) => {
  const t = useSentences(homeSentences).pair.fault;
  const common = useSentences(commonSentences).problem;
  const title = fault.kind === 'problem' ? common[fault.code] : t[fault.kind];
  return (
    <>
      <LiveRegion words={title} urgent />
      <Notice tone="needs" title={title} way={<DoorPageLink />} />
    </>
  );
};

const DoorPageLink = () => {
  const t = useSentences(homeSentences).pair;
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    let here = true;
    void readDoorPage().then((found) => {
      if (here) setUrl(found);
    });
    return () => {
      here = false;
    };
  }, []);
  return (
    <a className="button" data-kind="main" href={url}>
      {t.toDoor}
    </a>
  );
};

/** A code is 64 letters; people paste the whole link as often. */
const codeIn = (text: string): string | undefined => /(?:^|\/)([A-Za-z0-9_-]{64})\s*$/.exec(text.trim())?.[1];

const WithoutCode = ({ onCode }: { onCode: (code: string) => void }) => {
  const t = useSentences(homeSentences).pair;
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const code = codeIn(text);
  return (
    <div className="stack" data-gap="wide">
      <Notice title={t.noCode} way={<DoorPageLink />}>
        <p>{t.noCodeWhy}</p>
      </Notice>
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
    </div>
  );
};
