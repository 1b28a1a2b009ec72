import { useEffect, useState } from 'react';
import { CarrierError } from '@latchkey/carrier-sdk';
import { Button, LiveRegion, Notice, TextField, useSentences } from '@latchkey/web-kit';
import type { AtDeskProps } from '../../parts/shared.ts';
import { sentences, type Sentences } from '../../sentences/index.ts';

type Step =
  | { readonly at: 'asking' | 'looking' }
  | { readonly at: 'checked' | 'taking' | 'done'; readonly name: string }
  | { readonly at: 'failed'; readonly why: string };

/** The code may come as the courier's whole link. */
const codeIn = (text: string): string => decodeURIComponent(text.trim().replace(/^.*#\/enrol\//, ''));

const why = (error: unknown, t: Sentences) =>
  error instanceof CarrierError ? t.faults[error.fault] : t.couriers.failed;

/** The device's record is checked against the code that came by QR or link; only then is anybody taken on. */
export const TakeOn = ({ office, desk, code }: Pick<AtDeskProps, 'office' | 'desk'> & { code: string | undefined }) => {
  const t = useSentences(sentences);
  const { carrier } = office;
  const [text, setText] = useState(code ?? '');
  const [step, setStep] = useState<Step>({ at: code === undefined ? 'asking' : 'looking' });
  useEffect(() => {
    if (step.at !== 'looking') return;
    carrier.lookAt(codeIn(text)).then(
      ({ name }) => setStep({ at: 'checked', name }),
      (error: unknown) => setStep({ at: 'failed', why: why(error, t) }),
    );
  }, [step.at, carrier, text, t]);
  const takeOn = (name: string) => {
    setStep({ at: 'taking', name });
    carrier.takeOn(codeIn(text)).then(
      () => {
        setStep({ at: 'done', name });
        setText('');
        desk.refresh();
      },
      (error: unknown) => setStep({ at: 'failed', why: why(error, t) }),
    );
  };
  return (
    <div className="console-narrow stack">
      {step.at === 'checked' || step.at === 'taking' ? (
        <Checked name={step.name} waiting={step.at === 'taking'} onTakeOn={() => takeOn(step.name)} />
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            setStep({ at: 'looking' });
          }}
        >
          <p className="soft">{t.couriers.noneWhy}</p>
          <TextField
            label={t.couriers.paste}
            value={text}
            onChange={setText}
            maxLength={300}
            wrong={step.at === 'failed' ? step.why : undefined}
          />
          <div className="console-row">
            <Button type="submit" waiting={step.at === 'looking'}>
              {t.couriers.look}
            </Button>
            <a className="button" data-kind="plain" href="/courier/" target="_blank" rel="noreferrer">
              {t.couriers.courierPage}
            </a>
          </div>
        </form>
      )}
      {step.at === 'done' && <Notice tone="use" title={t.couriers.done(step.name)} />}
      <LiveRegion words={step.at === 'done' ? t.couriers.done(step.name) : ''} />
    </div>
  );
};

const Checked = ({ name, waiting, onTakeOn }: { name: string; waiting: boolean; onTakeOn: () => void }) => {
  const t = useSentences(sentences);
  return (
    <Notice
      tone="use"
      title={t.couriers.checked(name)}
      way={
        <Button waiting={waiting} onClick={onTakeOn}>
          {t.couriers.takeOn(name)}
        </Button>
      }
    >
      {t.couriers.checkedWhy}
    </Notice>
  );
};
