import { Button, Notice, TextField, useSentences } from '@latchkey/web-kit';
import { useState } from 'react';
import { homeSentences } from '../sentences/index.ts';
import { DoorPageLink } from './door-page-link.tsx';

/** A code is 64 letters; people paste the whole link as often. */
const codeIn = (text: string): string | undefined => /(?:^|\/)([A-Za-z0-9_-]{64})\s*$/.exec(text.trim())?.[1];

/** Where the code is, and a field for those who carried it here by hand. */
export const WithoutCode = ({ onCode }: { onCode: (code: string) => void }) => {
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
