import { OtherWords, UpdatesContext, useObservable, useSentences } from '@latchkey/web-kit';
import { useContext, type ReactNode } from 'react';
import { atHomeSentences } from '../../sentences/at-home.ts';
import { insteadAtHome } from '../../sentences/instead-at-home.ts';

/** Everything below speaks of the hub where other pages speak of a server. */
export const AtHome = ({ children }: { children: ReactNode }) => (
  <OtherWords value={insteadAtHome}>{children}</OtherWords>
);

/** Which page this is, where another one would show how carriers reach the household. */
export const ServedByHub = () => {
  const t = useSentences(atHomeSentences).here;
  const distrusted = useObservable(useContext(UpdatesContext).distrusted);
  return (
    <section className="card stack" data-gap="tight">
      <h2 className="label">{t.title}</h2>
      <p>{t.what}</p>
      <p className="small soft">{t.people}</p>
      {distrusted && <p>{t.notKept}</p>}
    </section>
  );
};
