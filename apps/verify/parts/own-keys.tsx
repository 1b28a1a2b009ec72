import { TextField, useSentences } from '@latchkey/web-kit';
import { wrongKeys, type OwnKeys } from '../model/check.ts';
import { verifySentences } from '../sentences/index.ts';

const longest = 4000;

/** Whoever believes the file's keys as little as its server brings their own. */
export const OwnKeysFields = ({ keys, onChange }: { keys: OwnKeys; onChange: (keys: OwnKeys) => void }) => {
  const t = useSentences(verifySentences).keys;
  const wrong = wrongKeys(keys);
  const told = (isWrong: boolean) => (isWrong ? { wrong: t.wrong } : {});
  return (
    <details className="own-keys">
      <summary>{t.title}</summary>
      <div className="stack">
        <p className="soft">{t.lead}</p>
        <TextField
          label={t.log}
          value={keys.log}
          maxLength={longest}
          onChange={(log) => onChange({ ...keys, log })}
          {...told(wrong.log)}
        />
        <TextField
          label={t.witnesses}
          lines="many"
          value={keys.witnesses}
          maxLength={longest}
          onChange={(witnesses) => onChange({ ...keys, witnesses })}
          {...told(wrong.witnesses)}
        />
      </div>
    </details>
  );
};
