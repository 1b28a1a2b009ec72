import { useState } from 'react';
import { Button, Notice, Stack, TextField, UpdateNotice, useSentences } from '@latchkey/web-kit';
import type { Enrolled } from '../model/device.ts';
import { Frame } from '../parts/frame.tsx';
import { sentences } from '../sentences/index.ts';

export interface EnrolProps {
  readonly enrol: (name: string) => Promise<Enrolled>;
  readonly onEnrolled: (enrolled: Enrolled) => void;
}

export const EnrolScreen = ({ enrol, onEnrolled }: EnrolProps) => {
  const t = useSentences(sentences);
  const [name, setName] = useState('');
  const [step, setStep] = useState<'asking' | 'wrong' | 'sending' | 'failed'>('asking');
  const go = () => {
    const said = name.trim();
    const fits = said !== '' && said.length <= 40;
    setStep(fits ? 'sending' : 'wrong');
    if (!fits) return;
    enrol(said).then(onEnrolled, () => setStep('failed'));
  };
  return (
    <Frame
      title={t.enrol.title}
      bar={
        <Button size="thumb" waiting={step === 'sending'} onClick={go}>
          {t.enrol.go}
        </Button>
      }
    >
      <form
        className="stack"
        data-gap="wide"
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <UpdateNotice />
        <Stack>
          <h1>{t.enrol.title}</h1>
          <p className="soft">{t.enrol.why}</p>
        </Stack>
        <TextField
          label={t.enrol.name}
          value={name}
          onChange={setName}
          maxLength={60}
          autoComplete="name"
          wrong={step === 'wrong' ? t.enrol.nameWrong : undefined}
        />
        {step === 'failed' && <Notice tone="needs" title={t.enrol.failed} />}
      </form>
    </Frame>
  );
};
