import { Link } from 'wouter';
import { Button, LiveRegion, Notice, useObservable, useSentences } from '@latchkey/web-kit';
import type { Row } from '../../model/desk.ts';
import type { Announcing, AnnouncingView } from '../../model/csv/announcing.ts';
import type { Preview } from '../../model/csv/preview.ts';
import { knownNames, toAnnounce, wrongRowsCsv, type RightRow } from '../../model/import-view.ts';
import { saveFile } from '../../parts/save.ts';
import { importSentences } from '../../sentences/import.ts';
import { useReasons } from './reasons.ts';
import { RowsTable } from './rows-table.tsx';

type ReadPreview = Extract<Preview, { kind: 'read' }>;

export interface ReadProps {
  readonly preview: ReadPreview;
  readonly rows: readonly Row[];
  readonly announcing: Announcing | undefined;
  readonly onAnnounce: (preview: ReadPreview, rows: readonly RightRow[]) => void;
}

export const Read = ({ preview, rows, announcing, onAnnounce }: ReadProps) =>
  announcing === undefined ? (
    <Before preview={preview} rows={rows} onAnnounce={onAnnounce} />
  ) : (
    <Running preview={preview} announcing={announcing} />
  );

const Before = ({ preview, rows, onAnnounce }: Omit<ReadProps, 'announcing'>) => {
  const t = useSentences(importSentences);
  const known = knownNames(rows);
  const right = toAnnounce(preview, known);
  const wrong = preview.rows.filter(({ kind }) => kind === 'wrong').length;
  const summary = t.summary(right.length, wrong, preview.rows.length - wrong - right.length);
  return (
    <>
      <p className="console-lead">{summary}</p>
      <LiveRegion words={summary} />
      {preview.leftOut > 0 && <Notice tone="needs" title={t.leftOut(preview.leftOut)} />}
      <div className="console-row">
        {right.length > 0 && <Button onClick={() => onAnnounce(preview, right)}>{t.go(right.length)}</Button>}
        {right.length > 0 && wrong > 0 && <span className="soft">{t.goWithout(wrong)}</span>}
        {wrong > 0 && <SaveWrong preview={preview} />}
      </div>
      <RowsTable rows={preview.rows} known={known} ends={new Map()} />
    </>
  );
};

const SaveWrong = ({ preview }: { preview: ReadPreview }) => {
  const t = useSentences(importSentences);
  const reasons = useReasons();
  const text = () => wrongRowsCsv(preview, t.reasonHead, (row) => reasons(row, undefined).join('; '));
  return (
    <Button kind="plain" onClick={() => saveFile('latchkey-wrong.csv', 'text/csv', text())}>
      {t.saveWrong}
    </Button>
  );
};

const Running = ({ preview, announcing }: { preview: ReadPreview; announcing: Announcing }) => {
  const t = useSentences(importSentences);
  const view = useObservable(announcing.view);
  const over = view.phase === 'done' || view.phase === 'stopped';
  return (
    <>
      {over ? <Over view={view} /> : <Progress view={view} onStop={announcing.stop} />}
      <RowsTable rows={preview.rows} known={new Set()} ends={view.ends} />
      <LiveRegion words={over ? '' : t.progress(0, view.total)} />
    </>
  );
};

const Progress = ({ view, onStop }: { view: AnnouncingView; onStop: () => void }) => {
  const t = useSentences(importSentences);
  return (
    <div className="console-row">
      <progress className="console-progress" max={view.total} value={view.ends.size} aria-label={t.title} />
      <span className="console-figure">{t.progress(view.ends.size, view.total)}</span>
      {view.phase === 'waiting' && <span className="soft">{t.waiting}</span>}
      <Button kind="quiet" onClick={onStop}>
        {t.stop}
      </Button>
    </div>
  );
};

const Over = ({ view }: { view: AnnouncingView }) => {
  const t = useSentences(importSentences);
  const count = (kind: string) => [...view.ends.values()].filter((end) => end.kind === kind).length;
  const [known, failed] = [count('known'), count('failed')];
  const said = [
    t.done(count('announced')),
    ...(known > 0 ? [t.doneKnown(known)] : []),
    ...(failed > 0 ? [t.doneFailed(failed)] : []),
    ...(view.phase === 'stopped' ? [t.stopped] : []),
  ];
  const way = (
    <Link className="button" data-kind="quiet" href="/shipments">
      {t.toShipments}
    </Link>
  );
  return (
    <Notice tone={failed > 0 || view.phase === 'stopped' ? 'needs' : 'use'} title={said[0] ?? ''} way={way}>
      {said.slice(1).join(' ')}
    </Notice>
  );
};
