import { Button, LiveRegion, Qr, useFormat, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { useState } from 'react';
import type { Person } from '../../model/people/person.ts';
import { peopleSentences } from '../../sentences/people.ts';
import { useHome } from '../home-context.tsx';

/** The link's secret stands behind the `#`: browsers send it to no server. */
const linkFor = (code: string): string => `${location.origin}/courier/#/invited/${code}`;

/** The invitation as a code to scan and a link to send, for as long as nobody has accepted. */
export const InvitationLink = ({ person }: { person: Person }) => {
  const t = useSentences(peopleSentences).link;
  const format = useFormat();
  const { home } = useHome();
  const { wallMs } = useTick(browserClock, 60_000);
  const [copied, setCopied] = useState(false);
  const code = home.people.codeFor(person);
  if (code === undefined || person.invitation === undefined) return null;
  const link = linkFor(code);
  const until = format.day(person.invitation.expiresMs, wallMs);
  const copy = () => void navigator.clipboard.writeText(link).then(() => setCopied(true));
  const share = () => void navigator.share({ text: t.shareText(person.terms.from), url: link }).catch(() => undefined);
  return (
    <section className="card stack">
      <h2>{t.title}</h2>
      <p className="soft">
        {t.how(person.name)} {until.replace(/\.?$/, '.')}
      </p>
      <Qr text={link} label={t.qr} />
      <Button onClick={copy}>{copied ? t.copied : t.copy}</Button>
      {typeof navigator.share === 'function' && (
        <Button kind="quiet" onClick={share}>
          {t.share}
        </Button>
      )}
      <LiveRegion words={copied ? t.copied : ''} />
      <a className="mono small code-link" href={link} target="_blank" rel="noreferrer">
        {link}
      </a>
    </section>
  );
};
