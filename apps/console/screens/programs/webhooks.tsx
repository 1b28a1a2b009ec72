import { useState, type ReactNode } from 'react';
import { routes } from '@latchkey/contract';
import { Button, Notice, Stack, TextField, useFormat, useSentences } from '@latchkey/web-kit';
import type { FreshSecret, Programs, ProgramsView, Webhook, WebhookEvent } from '../../model/programs.ts';
import { programsSentences } from '../../sentences/programs.ts';
import { useAct, type Act } from './act.ts';

export const Webhooks = ({ programs, view }: { programs: Programs; view: ProgramsView }) => {
  const t = useSentences(programsSentences);
  const { busy, trouble, act } = useAct();
  const [fresh, setFresh] = useState<FreshSecret>();
  const show = (making: () => Promise<FreshSecret>) => act(async () => setFresh(await making()));
  return (
    <section className="stack">
      <h2>{t.webhooks}</h2>
      <p className="soft console-prose">{t.webhooksWhy}</p>
      {fresh !== undefined && <Secret fresh={fresh} onDone={() => setFresh(undefined)} />}
      {view.webhooks.length === 0 && <p>{t.noWebhooks}</p>}
      <ul className="console-doors">
        {view.webhooks.map((webhook) => (
          <Line key={webhook.targetId} webhook={webhook}>
            {view.manages && <Acts webhook={webhook} programs={programs} act={act} show={show} />}
          </Line>
        ))}
      </ul>
      {view.manages && <NewWebhook busy={busy} onAdd={(url, events) => show(() => programs.addWebhook(url, events))} />}
      {trouble !== undefined && <Notice tone="needs" title={trouble} />}
    </section>
  );
};

const Secret = ({ fresh, onDone }: { fresh: FreshSecret; onDone: () => void }) => {
  const t = useSentences(programsSentences);
  return (
    <Notice tone="use" title={t.secretTitle} way={<Button onClick={onDone}>{t.secretDone}</Button>}>
      <p>{t.secretWhy(fresh.url)}</p>
      <pre className="console-code" tabIndex={0}>
        {fresh.secret}
      </pre>
    </Notice>
  );
};

const Line = ({ webhook, children }: { webhook: Webhook; children: ReactNode }) => {
  const t = useSentences(programsSentences);
  const format = useFormat();
  const { url, events, previousUntilMs, goneMs } = webhook;
  return (
    <li>
      {url === undefined ? <p>{t.addressHidden}</p> : <p className="mono console-break">{url}</p>}
      <p className="soft small">{events.join(' · ')}</p>
      {previousUntilMs !== undefined && <p className="soft small">{t.bothUntil(format.time(previousUntilMs))}</p>}
      {goneMs !== undefined && <Notice tone="needs" title={t.gone} />}
      {children}
    </li>
  );
};

interface ActsProps {
  readonly webhook: Webhook;
  readonly programs: Programs;
  readonly act: Act;
  readonly show: (making: () => Promise<FreshSecret>) => void;
}

const Acts = ({ webhook, programs, act, show }: ActsProps) => {
  const t = useSentences(programsSentences);
  const name = <span className="aside-voice"> {webhook.url}</span>;
  return (
    <div className="console-row">
      <Button kind="quiet" onClick={() => act(() => programs.tryOut(webhook))}>
        {t.test}
        {name}
      </Button>
      <Button kind="plain" onClick={() => show(() => programs.renewSecret(webhook))}>
        {t.renew}
        {name}
      </Button>
      <Button kind="plain" onClick={() => act(() => programs.end(webhook))}>
        {t.remove}
        {name}
      </Button>
    </div>
  );
};

const NewWebhook = ({
  busy,
  onAdd,
}: {
  busy: boolean;
  onAdd: (url: string, events: readonly WebhookEvent[]) => void;
}) => {
  const t = useSentences(programsSentences);
  const [url, setUrl] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<WebhookEvent>>(new Set(routes.webhookEvents));
  const toggle = (event: WebhookEvent) => {
    const next = new Set(chosen);
    if (!next.delete(event)) next.add(event);
    setChosen(next);
  };
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (url.trim() !== '' && chosen.size > 0) onAdd(url.trim(), [...chosen]);
      }}
    >
      <TextField label={t.url} value={url} onChange={setUrl} maxLength={500} />
      <fieldset className="field">
        <legend className="field-label">{t.events}</legend>
        <div className="console-events">
          {routes.webhookEvents.map((event) => (
            <label key={event} className="console-event">
              <input type="checkbox" checked={chosen.has(event)} onChange={() => toggle(event)} />
              <span className="mono">{event}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <Stack>
        <div>
          <Button type="submit" waiting={busy}>
            {t.add}
          </Button>
        </div>
      </Stack>
    </form>
  );
};
