import { Qr, useSentences } from '@latchkey/web-kit';
import { doorViewSentences } from '../sentences/index.ts';

/** How the hub gets its household: the link carries its code in the fragment, which no server sees. */
export const Pairing = ({ link }: { link: string }) => {
  const t = useSentences(doorViewSentences).pairing;
  return (
    <section className="pairing" aria-labelledby="pairing-title">
      <Qr text={link} label={t.code} className="code" />
      <div>
        <h2 id="pairing-title">{t.title}</h2>
        <p className="soft">{t.why}</p>
        <a className="button" data-kind="main" href={link}>
          {t.open}
        </a>
      </div>
    </section>
  );
};
