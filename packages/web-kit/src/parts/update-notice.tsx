import { createContext, useContext } from 'react';
import { useObservable } from '../hooks/index.ts';
import { createCell } from '../model/observable.ts';
import type { Updates } from '../shell/updates.ts';
import { commonSentences } from '../sentences/index.ts';
import { Button } from './button.tsx';
import { useSentences } from './language.tsx';
import { Notice } from './notice.tsx';

const none: Updates = { ready: createCell(false), use: () => undefined };
export const UpdatesContext = createContext<Updates>(none);

/** An offer, for screens where a new page disturbs nobody. It loads nothing by itself. */
export const UpdateNotice = () => {
  const updates = useContext(UpdatesContext);
  const ready = useObservable(updates.ready);
  const t = useSentences(commonSentences).update;
  if (!ready) return null;
  return (
    <Notice
      title={t.title}
      way={
        <Button kind="quiet" onClick={updates.use}>
          {t.act}
        </Button>
      }
    >
      <p>{t.hint}</p>
    </Notice>
  );
};
