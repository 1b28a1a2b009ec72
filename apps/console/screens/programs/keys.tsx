import { useState } from 'react';
import { Button, Notice, TextField, useFormat, useSentences } from '@latchkey/web-kit';
import type { ApiKey, Programs, ProgramsView } from '../../model/programs.ts';
import { useNow } from '../../parts/use-now.ts';
import { programsSentences } from '../../sentences/programs.ts';
import { useAct } from './act.ts';

export const Keys = ({ programs, view }: { programs: Programs; view: ProgramsView }) => {
  const t = useSentences(programsSentences);
  const { busy, trouble, act } = useAct();
  const { keyHeads: heads } = t;
  return (
    <section className="stack">
      <h2>{t.keys}</h2>
      <p className="soft console-prose">{t.keysWhy}</p>
      {view.keys.length === 0 && <p>{t.noKeys}</p>}
      {view.keys.length > 0 && (
        <div className="console-table-frame" role="region" aria-label={t.keys} tabIndex={0}>
          <table className="console-table">
            <thead>
              <tr>
                <th scope="col">{heads.name}</th>
                <th scope="col">{heads.state}</th>
                <th scope="col">{heads.used}</th>
                <th scope="col">{heads.key}</th>
                <th scope="col">{heads.next}</th>
              </tr>
            </thead>
            <tbody>
              {view.keys.map((key) => (
                <Line
                  key={key.apiKeyId}
                  apiKey={key}
                  onRevoke={view.manages ? () => act(() => programs.revoke(key)) : undefined}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {view.manages && <NewKey busy={busy} onAdd={(name, publicKey) => act(() => programs.addKey(name, publicKey))} />}
      {trouble !== undefined && <Notice tone="needs" title={trouble} />}
    </section>
  );
};

const Line = ({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: (() => void) | undefined }) => {
  const t = useSentences(programsSentences);
  const format = useFormat();
  const now = useNow();
  const { lastUsedMs, revokedMs } = apiKey;
  return (
    <tr>
      <td>{apiKey.name}</td>
      <td>
        <span className="state-label" data-tone={revokedMs === undefined ? 'use' : 'plain'}>
          <span className="state-dot" aria-hidden="true" />
          {revokedMs === undefined ? t.inUse : t.revoked}
        </span>
      </td>
      <td className="console-nowrap">
        {lastUsedMs === undefined ? t.never : t.ago(format.duration(now - lastUsedMs))}
      </td>
      <td className="mono soft console-nowrap">{apiKey.keyId.slice(0, 11)}…</td>
      <td>
        {revokedMs === undefined && onRevoke !== undefined && (
          <Button kind="plain" onClick={onRevoke}>
            {t.revoke}
            <span className="aside-voice"> {apiKey.name}</span>
          </Button>
        )}
      </td>
    </tr>
  );
};

const NewKey = ({ busy, onAdd }: { busy: boolean; onAdd: (name: string, publicKey: string) => void }) => {
  const t = useSentences(programsSentences);
  const [name, setName] = useState('');
  const [publicKey, setPublicKey] = useState('');
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '' && publicKey.trim() !== '') onAdd(name.trim(), publicKey.trim());
      }}
    >
      <div className="announce-fields">
        <TextField label={t.keyName} value={name} onChange={setName} maxLength={60} />
        <TextField label={t.publicKey} value={publicKey} onChange={setPublicKey} maxLength={80} />
      </div>
      <div>
        <Button kind="quiet" type="submit" waiting={busy}>
          {t.addKey}
        </Button>
      </div>
    </form>
  );
};
