import { Button, LiveRegion, useFormat, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { useState } from 'react';
import type { AddressState } from '../../model/calendar/address.ts';
import { calendarSentences } from '../../sentences/calendar.ts';

/** The address to copy, and who has read it when. */
export const AddressThere = ({ there }: { there: Extract<AddressState, { kind: 'there' }> }) => {
  const t = useSentences(calendarSentences).address;
  const format = useFormat();
  const { wallMs } = useTick(browserClock, 30_000);
  const when = (atMs: number) => `${format.day(atMs, wallMs)}, ${format.time(atMs)}`;
  const { path, createdMs, lastReadMs } = there;
  return (
    <div className="stack" data-gap="tight">
      {path === undefined ? <p>{t.elsewhere}</p> : <Copyable address={`${location.origin}${path}`} />}
      <p className="small soft">
        {t.made(when(createdMs))} {lastReadMs === undefined ? t.unread : t.read(when(lastReadMs))}
      </p>
    </div>
  );
};

const Copyable = ({ address }: { address: string }) => {
  const t = useSentences(calendarSentences).address;
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(address).then(() => setCopied(true));
  return (
    <>
      <h3 className="field-label">{t.there}</h3>
      <p className="mono small code-link">{address}</p>
      <Button onClick={copy}>{copied ? t.copied : t.copy}</Button>
      <LiveRegion words={copied ? t.copied : ''} />
      <a className="button" data-kind="quiet" href={address.replace(/^https?:/, 'webcal:')}>
        {t.open}
      </a>
    </>
  );
};
