import { useSentences } from '@latchkey/web-kit';
import { useState, type DragEvent } from 'react';
import { verifySentences } from '../sentences/index.ts';

/** Where a file is dropped or chosen; for the keyboard it is the browser's own button. */
export const FilePlace = ({ name, onFile }: { name: string | undefined; onFile: (file: File) => void }) => {
  const t = useSentences(verifySentences);
  const [over, setOver] = useState(false);
  const hold = (event: DragEvent, isOver: boolean) => {
    event.preventDefault();
    setOver(isOver);
  };
  return (
    <label
      className="file-place"
      data-over={over ? 'yes' : 'no'}
      data-empty={name === undefined ? 'yes' : 'no'}
      onDragOver={(event) => hold(event, true)}
      onDragLeave={(event) => hold(event, false)}
      onDrop={(event) => {
        hold(event, false);
        const [file] = event.dataTransfer.files;
        if (file !== undefined) onFile(file);
      }}
    >
      <input
        type="file"
        accept=".json,application/json"
        aria-label={name === undefined ? t.choose : t.another}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file once more is looked at once more.
          event.target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
      {name !== undefined && <span className="mono file-name">{name}</span>}
      <span className="file-way">{name === undefined ? t.choose : t.another}</span>
      <span className="soft">{t.drop}</span>
    </label>
  );
};
