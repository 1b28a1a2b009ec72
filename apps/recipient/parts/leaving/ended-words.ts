import { useSentences } from '@latchkey/web-kit';
import { stillOpen } from '../../model/visits/stage.ts';
import type { StagedVisit } from '../../model/visits/today.ts';
import { departureSentences } from '../../sentences/departure.ts';
import { useHeadWords } from '../visits/stage-words.ts';
import { useLives } from './use-lives.ts';

/** The words that lead a visit's page. What was still to come when the household moved out comes no more: `ended`. */
export const useVisitHead = (staged: StagedVisit): ReturnType<typeof useHeadWords> & { readonly ended: boolean } => {
  const { gone } = useSentences(departureSentences);
  const words = useHeadWords(staged);
  const ended = !useLives() && stillOpen(staged.stage);
  return ended ? { ...words, word: gone.visit, detail: gone.visitWhy, tone: 'plain', ended } : { ...words, ended };
};
