import { useMemo } from 'react';
import { useSentences } from '@latchkey/web-kit';
import { qrOf } from '../model/qr.ts';
import { doorViewSentences } from '../sentences/index.ts';

/** How the hub gets its household: the link carries its code in the fragment, which no server sees. */
export const Pairing = ({ link }: { link: string }) => {
  const t = useSentences(doorViewSentences).pairing;
  return (
    <section className="pairing" aria-labelledby="pairing-title">
      <Code text={link} label={t.code} />
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

const Code = ({ text, label }: { text: string; label: string }) => {
  const { size, path } = useMemo(() => qrOf(text), [text]);
  return (
    <svg className="code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
};
