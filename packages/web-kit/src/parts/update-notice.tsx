import { createContext, useContext, useEffect, useState } from 'react';
import { browserIdle } from '../api/browser.ts';
import { useObservable } from '../hooks/index.ts';
import { createCell } from '../model/observable.ts';
import type { Updates } from '../shell/updates.ts';

export const UpdatesContext = createContext<Updates>({
  news: createCell(undefined),
  distrusted: createCell(false),
  use: () => undefined,
});

const load = () => browserIdle().then(() => import('./update-words.tsx'));

/**
 * An offer, for screens where a new page disturbs nobody. It loads nothing by itself; its words are there before they are needed,
 * because what has taken this app's place would be asked for them.
 */
export const UpdateNotice = () => {
  const { news: source, use } = useContext(UpdatesContext);
  const news = useObservable(source);
  const [words, setWords] = useState<Awaited<ReturnType<typeof load>>>();
  useEffect(() => void load().then(setWords, () => undefined), []);
  return news !== undefined && words !== undefined && <words.UpdateWords news={news} use={use} />;
};
