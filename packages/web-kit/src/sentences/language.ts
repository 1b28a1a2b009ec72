/** The languages that are written by hand. A third one is a file; the compiler then lists every table that lacks it. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** One table of sentences in every language. `en` gives the shape, so a sentence that another lacks does not compile. */
export type Tables<T> = Readonly<Record<Language, T>>;

/** The person's own choice, else the first language of their browser that we speak, else English. */
export const pickLanguage = (chosen: string | null, wanted: readonly string[]): Language => {
  const spoken = [chosen ?? '', ...wanted].map((tag) => tag.slice(0, 2).toLowerCase());
  return spoken.find((tag): tag is Language => (languages as readonly string[]).includes(tag)) ?? 'en';
};
