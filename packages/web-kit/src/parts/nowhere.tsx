import { useSentences } from './language.tsx';
import { Notice } from './notice.tsx';
import { commonSentences } from '../sentences/index.ts';

export interface NowhereProps {
  /** Where there is something: an address behind the `#`, and what it is called. */
  readonly to: string;
  readonly place: string;
}

/** For an address that no screen is at: said as it is, with one way on. */
export const Nowhere = ({ to, place }: NowhereProps) => {
  const t = useSentences(commonSentences).nowhere;
  return (
    <Notice
      title={t.title}
      way={
        <a className="button" data-kind="quiet" data-size="thumb" href={`#${to}`}>
          {t.way(place)}
        </a>
      }
    >
      <p>{t.why}</p>
    </Notice>
  );
};
