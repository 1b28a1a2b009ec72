import {
  createContext,
  startTransition,
  useContext,
  useEffect,
  useMemo,
  useOptimistic,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { createFormat, languages, pickLanguage, type Format, type Language, type Tables } from '../sentences/index.ts';
import { commonSentences } from '../sentences/index.ts';

interface Spoken {
  readonly language: Language;
  readonly format: Format;
  readonly choose: (language: Language) => void;
}

const LanguageContext = createContext<Spoken | undefined>(undefined);
const stored = 'latchkey-language';

/** Holds the page's language, keeps the person's choice, and tells the document, so that a screen reader speaks it. */
export const LanguageProvider = ({
  onLanguage,
  children,
}: {
  /** Hears the language at first and at each change. */
  onLanguage?: (language: Language) => void;
  children: ReactNode;
}) => {
  const told = useRef(onLanguage);
  const [language, setLanguage] = useState(() => pickLanguage(localStorage.getItem(stored), navigator.languages));
  useEffect(() => {
    document.documentElement.lang = language;
    told.current?.(language);
  }, [language]);
  const spoken = useMemo<Spoken>(
    () => ({
      language,
      format: createFormat(language),
      choose: (next) => {
        localStorage.setItem(stored, next);
        setLanguage(next);
      },
    }),
    [language],
  );
  return <LanguageContext value={spoken}>{children}</LanguageContext>;
};

export const useLanguage = (): Spoken => {
  const spoken = useContext(LanguageContext);
  if (spoken === undefined) throw new Error('LanguageProvider is missing above this component');
  return spoken;
};

/** Tables that are spoken in place of others: the same app, served from another place. */
export const OtherWords = createContext<ReadonlyMap<Tables<unknown>, Tables<unknown>>>(new Map());

/** The table of the page's language. */
export const useSentences = <T,>(tables: Tables<T>): T => {
  const { language } = useLanguage();
  const other = useContext(OtherWords).get(tables) as Tables<T> | undefined;
  return (other ?? tables)[language];
};
export const useFormat = (): Format => useLanguage().format;

const ownNames: Record<Language, string> = { en: 'English', de: 'Deutsch' };

/** The press is answered at once; the page is said anew right after. */
export const LanguageSwitch = () => {
  const { language, choose } = useLanguage();
  const t = useSentences(commonSentences);
  const [pressed, press] = useOptimistic(language);
  const speak = (next: Language) =>
    startTransition(() => {
      press(next);
      choose(next);
    });
  return (
    <div className="languages" role="group" aria-label={t.language}>
      {languages.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-label={`${one.toUpperCase()}, ${ownNames[one]}`}
          aria-pressed={one === pressed}
          onClick={() => speak(one)}
        >
          {one.toUpperCase()}
        </button>
      ))}
    </div>
  );
};
