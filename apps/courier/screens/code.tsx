import { useState } from 'react';
import { Button, LiveRegion, Qr, Stack, useSentences } from '@latchkey/web-kit';
import type { Enrolled } from '../model/device.ts';
import { Frame } from '../parts/frame.tsx';
import { sentences } from '../sentences/index.ts';

/** The code is behind the `#`: browsers send it to no server. */
export const consoleLink = (code: string): string => `${location.origin}/console/#/enrol/${code}`;

export const CodePanel = ({ enrolled }: { enrolled: Enrolled }) => {
  const t = useSentences(sentences);
  const [copied, setCopied] = useState(false);
  const link = consoleLink(enrolled.code);
  const copy = () => void navigator.clipboard.writeText(link).then(() => setCopied(true));
  return (
    <Stack>
      <p className="soft">{t.code.how}</p>
      <Qr text={link} label={t.code.qr} />
      <Button kind="quiet" size="thumb" onClick={copy}>
        {copied ? t.code.copied : t.code.copy}
      </Button>
      <LiveRegion words={copied ? t.code.copied : ''} />
      <a className="mono small code-link" href={link} target="_blank" rel="noreferrer">
        {link}
      </a>
    </Stack>
  );
};

export const CodeScreen = ({ enrolled }: { enrolled: Enrolled }) => {
  const t = useSentences(sentences);
  return (
    <Frame title={t.code.title}>
      <Stack>
        <p className="label">{enrolled.name}</p>
        <h1>{t.code.title}</h1>
        <CodePanel enrolled={enrolled} />
      </Stack>
    </Frame>
  );
};
