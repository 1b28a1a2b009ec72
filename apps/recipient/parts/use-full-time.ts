import { useFormat } from '@latchkey/web-kit';

const locale = { en: 'en-GB', de: 'de-DE' } as const;

/** A moment with its year, which only a clock that is years off needs: unix milliseconds. */
export const useFullTime = (): ((atMs: number) => string) => {
  const { language } = useFormat();
  const format = new Intl.DateTimeFormat(locale[language], { dateStyle: 'long', timeStyle: 'short' });
  return (atMs) => format.format(atMs);
};
