import { Nowhere, commonSentences, useSentences } from '@latchkey/web-kit';
import { useLocation } from 'wouter';
import { sectionOf, sections } from '../model/sections.ts';
import { Shell } from '../parts/shell.tsx';
import { homeSentences } from '../sentences/index.ts';

/** Nothing is at this address: the way on leads to the first screen of the tab that it stands under. */
export const NowhereScreen = () => {
  const t = useSentences(homeSentences).nav;
  const { nowhere } = useSentences(commonSentences);
  const [at] = useLocation();
  const section = sectionOf(at) ?? 'today';
  return (
    <Shell title={nowhere.title}>
      <Nowhere to={sections[section]} place={t[section]} />
    </Shell>
  );
};
