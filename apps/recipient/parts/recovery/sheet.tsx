import { Qr, useFormat, useSentences } from '@latchkey/web-kit';
import { recoverySentences } from '../../sentences/recovery.ts';

/** The code stands behind the `#`: a browser that opens it tells it to no server. */
const linkFor = (sheet: string): string => `${location.origin}/home/#/recover/${sheet.replaceAll('-', '')}`;

interface Props {
  readonly sheet: string;
  readonly homeName: string | undefined;
  readonly atMs: number;
}

/** What is printed: alone on its page, black on white, whatever the screen looks like. */
export const Sheet = ({ sheet, homeName, atMs }: Props) => {
  const t = useSentences(recoverySentences).sheet;
  const { language } = useFormat();
  // Paper is read years later: no *today* on it.
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(atMs);
  return (
    <article className="sheet" aria-label={t.title}>
      <header>
        <p className="sheet-title">{t.title}</p>
        <p className="small">
          {homeName !== undefined && `${t.of(homeName)} · `}
          {t.madeOn(day)}
        </p>
      </header>
      <Qr text={linkFor(sheet)} label={t.qr} />
      <p className="sheet-code mono">
        {sheet.split('-').map((group, at) => (
          <span key={at}>{group} </span>
        ))}
      </p>
      <p>{t.use}</p>
      <p className="mono small sheet-address">{`${location.origin}/home/`}</p>
      <p>{t.wait}</p>
      <p>{t.keep}</p>
    </article>
  );
};
