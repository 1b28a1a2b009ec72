import { useState } from 'react';
import { ApiProblem } from '@latchkey/contract';
import { Button, Field, LiveRegion, Notice, TextField, commonSentences, useSentences } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import {
  localSeconds,
  localText,
  newTrackingNumber,
  placedInDemo,
  readDraft,
  type Complaint,
  type Draft,
} from '../model/announcement.ts';
import type { AtDeskProps } from '../parts/shared.ts';
import { sentences } from '../sentences/index.ts';

const windowMs = 4 * 3_600_000;
const newDraft = (handle: string | undefined): Draft => {
  const now = new Date();
  const example =
    handle === undefined
      ? { name: '', address: '' }
      : { name: 'Robin Aydın', address: 'Lindenstraße 14, 10969 Berlin' };
  return {
    ...example,
    handle: handle ?? '',
    trackingNumber: newTrackingNumber(crypto.getRandomValues(new Uint8Array(11))),
    from: localText(now),
    to: localText(new Date(now.getTime() + windowMs)),
  };
};

type Step = 'editing' | 'sending' | 'sent' | { readonly trouble: string };

export const AnnounceForm = ({ office, desk, demo }: Pick<AtDeskProps, 'office' | 'desk' | 'demo'>) => {
  const t = useSentences(sentences);
  const common = useSentences(commonSentences);
  const [draft, setDraft] = useState(() => newDraft(demo?.handle));
  const [complaint, setComplaint] = useState<Complaint>({});
  const [step, setStep] = useState<Step>('editing');
  const set = (name: keyof Draft) => (value: string) => setDraft({ ...draft, [name]: value });
  const wrong = (name: keyof Draft) => {
    const why = complaint[name];
    return why === undefined ? undefined : t.announce.wrong[why];
  };
  const go = () => {
    const read = readDraft(draft, browserClock.wallMs() / 1000, localSeconds);
    setComplaint(read.ok ? {} : read.complaint);
    if (!read.ok || step === 'sending') return;
    setStep('sending');
    office.carrier.announce(placedInDemo(demo !== undefined, read.announcement)).then(
      () => {
        setStep('sent');
        setDraft(newDraft(draft.handle));
        desk.refresh();
      },
      (error: unknown) => setStep({ trouble: troubleIn(error) }),
    );
  };
  const troubleIn = (error: unknown) => {
    if (!(error instanceof ApiProblem)) return t.announce.failed;
    return error.problem.code === 'not-found' ? t.announce.unknownHandle : common.problem[error.problem.code];
  };
  return (
    <form
      className="card announce"
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <h2>{t.announce.title}</h2>
      <div className="announce-fields">
        <TextField label={t.announce.handle} value={draft.handle} onChange={set('handle')} wrong={wrong('handle')} />
        <TextField
          label={t.announce.trackingNumber}
          value={draft.trackingNumber}
          onChange={set('trackingNumber')}
          wrong={wrong('trackingNumber')}
        />
        <TextField
          label={t.announce.name}
          value={draft.name}
          onChange={set('name')}
          maxLength={200}
          wrong={wrong('name')}
        />
        <TextField
          label={t.announce.address}
          value={draft.address}
          onChange={set('address')}
          maxLength={200}
          wrong={wrong('address')}
        />
        <Moment label={t.announce.from} value={draft.from} onChange={set('from')} wrong={wrong('from')} />
        <Moment label={t.announce.to} value={draft.to} onChange={set('to')} wrong={wrong('to')} />
      </div>
      <p className="soft small">
        {t.announce.handleHint} {t.announce.sealed}
      </p>
      {typeof step === 'object' && <Notice tone="needs" title={step.trouble} />}
      {step === 'sent' && <Notice tone="use" title={t.announce.sent} />}
      <LiveRegion words={step === 'sent' ? t.announce.sent : ''} />
      <div>
        <Button type="submit" waiting={step === 'sending'}>
          {t.announce.go}
        </Button>
      </div>
    </form>
  );
};

interface MomentProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly wrong: string | undefined;
}

const Moment = ({ label, value, onChange, wrong }: MomentProps) => (
  <Field label={label} wrong={wrong}>
    {({ id, describedBy, invalid }) => (
      <input
        className="input"
        type="datetime-local"
        id={id}
        value={value}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
);
