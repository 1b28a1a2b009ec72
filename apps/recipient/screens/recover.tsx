import { Button, LiveRegion, Notice, Skeleton, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import type { Recovering, RecoveringState } from '../model/recovery/recovering.ts';
import { CodeEntry } from '../parts/devices/code-entry.tsx';
import { Beside } from '../parts/recovery/beside.tsx';
import { Sheet } from '../parts/recovery/sheet.tsx';
import { recoverySentences } from '../sentences/recovery.ts';
import { BareShell } from './start.tsx';

interface Props {
  readonly recovering: Recovering;
  /** From the sheet's own picture, read by another app. */
  readonly code: string | undefined;
  readonly onBack: () => void;
}

/** A new device and a sheet of paper: the hub is asked, waits, and takes it in or not. */
export const RecoverScreen = ({ recovering, code, onBack }: Props) => {
  const t = useSentences(recoverySentences).enter;
  const state = useObservable(recovering.state);
  const typo =
    state.kind === 'failed' && (state.why === 'wrong-letters' || state.why === 'mistyped') ? state.why : undefined;
  const back = () => void recovering.giveUp().then(onBack);
  return (
    <BareShell title={t.title}>
      <div className="stack" data-gap="wide">
        {(state.kind === 'idle' || typo !== undefined) && (
          <>
            <CodeEntry
              code={code}
              wrong={typo === undefined ? undefined : t.fault[typo]}
              onUse={(typed, name) => void recovering.begin(typed, name)}
            />
            <Button kind="plain" onClick={back}>
              {t.back}
            </Button>
          </>
        )}
        {state.kind === 'asking' && <Skeleton label={t.asking} lines={4} />}
        {state.kind === 'beside' && <Beside recovering={recovering} wrong={state.wrong} />}
        {state.kind === 'waiting' && <Waiting state={state} onGiveUp={back} />}
        {state.kind === 'in' && <In sheet={state.sheet} onDone={() => void recovering.done()} />}
        {state.kind === 'failed' && typo === undefined && <Failed state={state} recovering={recovering} />}
      </div>
    </BareShell>
  );
};

type Of<K extends RecoveringState['kind']> = Extract<RecoveringState, { kind: K }>;

const Waiting = ({ state, onGiveUp }: { state: Of<'waiting'>; onGiveUp: () => void }) => {
  const t = useSentences(recoverySentences).enter;
  const format = useFormat();
  return (
    <>
      <Notice tone="use" title={t.waitingTitle}>
        <p>{t.waiting(format.duration(state.leftS * 1000))}</p>
        <p>{t.button}</p>
      </Notice>
      {state.silent && (
        <Notice tone="needs" title={t.silent}>
          <LiveRegion words={t.silent} />
        </Notice>
      )}
      <p className="soft">{t.keep}</p>
      <LiveRegion words={t.waitingTitle} />
      <Button kind="plain" onClick={onGiveUp}>
        {t.giveUp}
      </Button>
    </>
  );
};

const In = ({ sheet, onDone }: { sheet: string; onDone: () => void }) => {
  const all = useSentences(recoverySentences);
  const t = all.enter;
  return (
    <>
      <h2>{t.inTitle}</h2>
      <p>{t.inWhy}</p>
      <Sheet sheet={sheet} homeName={undefined} atMs={browserClock.wallMs()} />
      <p className="soft">{t.inNext}</p>
      <Button size="thumb" onClick={() => print()}>
        {all.print}
      </Button>
      <Button kind="quiet" onClick={onDone}>
        {t.done}
      </Button>
      <LiveRegion words={t.inTitle} />
    </>
  );
};

/** What may be otherwise in a moment is tried again; the rest begins anew. */
const again: readonly Of<'failed'>['why'][] = ['unreachable', 'not-that-hub', 'refused'];

const Failed = ({ state: { why }, recovering }: { state: Of<'failed'>; recovering: Recovering }) => {
  const t = useSentences(recoverySentences).enter;
  return (
    <Notice
      tone="needs"
      title={t.failed}
      way={
        <>
          {again.includes(why) && <Button onClick={() => void recovering.resume()}>{t.retry}</Button>}
          {why === 'another-waits' && <Button onClick={() => void recovering.against()}>{t.against}</Button>}
          <Button kind="quiet" onClick={() => void recovering.giveUp()}>
            {t.again}
          </Button>
        </>
      }
    >
      <p>{t.fault[why]}</p>
      <LiveRegion words={t.failed} urgent />
    </Notice>
  );
};
