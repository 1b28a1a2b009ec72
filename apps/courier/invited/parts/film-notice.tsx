import { useSentences } from '@latchkey/web-kit';
import { invitedSentences } from '../sentences/index.ts';

/** Told before accepting (P16): filmed, or not. */
export const FilmNotice = ({ filmed }: { filmed: boolean }) => {
  const t = useSentences(invitedSentences).offer;
  return (
    <section className="film-notice" data-filmed={filmed}>
      <h2>
        <span className="film-lens" aria-hidden="true" />
        {filmed ? t.filmed : t.unfilmed}
      </h2>
      <ul className="film-lines">
        {(filmed ? t.filmedLines : t.unfilmedLines).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
};
