import { useState } from 'react';
import { Link } from 'wouter';
import { portablePrimitives } from '@latchkey/keys';
import { Notice, Skeleton, Stack, useSentences } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { localSeconds, placedInDemo } from '../../model/announcement.ts';
import { announceRows, type Announcing } from '../../model/csv/announcing.ts';
import { readPreview, type Preview } from '../../model/csv/preview.ts';
import { referenceOf } from '../../model/csv/reference.ts';
import type { RightRow } from '../../model/import-view.ts';
import { Frame } from '../../parts/frame.tsx';
import { NoKey } from '../../parts/no-key.tsx';
import type { AtDeskProps } from '../../parts/shared.ts';
import { importSentences } from '../../sentences/import.ts';
import { sentences } from '../../sentences/index.ts';
import { Choose } from './choose.tsx';
import { Read } from './read.tsx';
import { Unreadable } from './unreadable.tsx';

type Step =
  | { readonly at: 'choosing' | 'reading' | 'not-read' }
  | { readonly at: 'read'; readonly preview: Preview; readonly announcing?: Announcing };

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export const ImportScreen = ({ office, desk, view, demo }: AtDeskProps) => {
  const t = useSentences(importSentences);
  const words = useSentences(sentences);
  const [step, setStep] = useState<Step>({ at: 'choosing' });
  const read = (file: Blob) => {
    setStep({ at: 'reading' });
    const nowS = browserClock.wallMs() / 1000;
    const reference = (said: string) => referenceOf(portablePrimitives, said);
    readPreview(file, { nowS, secondsOf: localSeconds, referenceOf: reference }).then(
      (preview) => setStep({ at: 'read', preview }),
      () => setStep({ at: 'not-read' }),
    );
  };
  const announce = (preview: Preview, rows: readonly RightRow[]) => {
    const placed = rows.map((row) => ({ ...row, announcement: placedInDemo(demo !== undefined, row.announcement) }));
    const announcing = announceRows(placed, office.carrier, wait);
    setStep({ at: 'read', preview, announcing });
    void announcing.finished.then(desk.refresh);
  };
  const running = step.at === 'read' && step.announcing !== undefined;
  return (
    <Frame title={t.title} carrier={office.registered.name}>
      <Stack>
        <p>
          <Link href="/shipments">‹ {words.shipments.title}</Link>
        </p>
        <h1>{t.title}</h1>
        {!office.keyed && <NoKey />}
        {!running && office.keyed && <Choose again={step.at !== 'choosing'} onFile={read} />}
        {step.at === 'reading' && <Skeleton label={t.reading} />}
        {step.at === 'not-read' && <Notice tone="needs" title={t.unreadable['not-read']} />}
        {step.at === 'read' && step.preview.kind === 'unreadable' && <Unreadable preview={step.preview} />}
        {step.at === 'read' && step.preview.kind === 'read' && (
          <Read preview={step.preview} rows={view.rows} announcing={step.announcing} onAnnounce={announce} />
        )}
      </Stack>
    </Frame>
  );
};
