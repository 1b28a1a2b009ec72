import { useId, useState } from 'react';
import { Button, useLanguage, useSentences } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { localText } from '../../model/announcement.ts';
import { csvText, separatorOf } from '../../model/csv/write.ts';
import { saveFile } from '../../parts/save.ts';
import { importSentences, type ImportSentences } from '../../sentences/import.ts';

/** Tomorrow, so that the example itself could be announced. */
const example = (t: ImportSentences, language: 'de' | 'en'): string => {
  const day = localText(new Date(browserClock.wallMs() + 86_400_000)).slice(0, 10);
  const { handle, name, address, trackingNumber, from, to } = t.column;
  const row = ['LK-7F3K-92QD', 'Robin Aydın', 'Lindenstraße 14, 10969 Berlin', 'LK12345678DE', `${day} 14:00`, `${day} 16:00`]; // prettier-ignore
  return csvText([[handle, name, address, trackingNumber, from, to], row], separatorOf(language));
};

/** By the button, by dropping, by the keyboard: the field itself is what has the focus. */
export const Choose = ({ again, onFile }: { again: boolean; onFile: (file: Blob) => void }) => {
  const t = useSentences(importSentences);
  const { language } = useLanguage();
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    <section
      className="console-drop"
      data-over={over}
      data-again={again}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file !== undefined) onFile(file);
      }}
    >
      {!again && (
        <div className="stack" data-gap="tight">
          <p>{t.why}</p>
          <p className="soft small">{t.columns}</p>
        </div>
      )}
      <div className="console-row">
        <label className="button console-file" data-kind={again ? 'quiet' : 'main'} htmlFor={id}>
          {again ? t.another : t.choose}
          <input
            id={id}
            type="file"
            accept=".csv,.txt,text/csv"
            className="console-file-field"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file !== undefined) onFile(file);
              // The same file, put right, may be chosen again.
              event.target.value = '';
            }}
          />
        </label>
        {!again && <span className="soft">{t.drop}</span>}
        {!again && (
          <Button kind="plain" onClick={() => saveFile('latchkey.csv', 'text/csv', example(t, language))}>
            {t.example}
          </Button>
        )}
      </div>
    </section>
  );
};
