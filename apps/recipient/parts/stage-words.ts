import { useSentences, type Tone } from '@latchkey/web-kit';
import { firstDoor } from '../model/grant-reading.ts';
import type { StagedVisit } from '../model/today.ts';
import { unheard } from '../model/visit-stage.ts';
import { homeSentences } from '../sentences/index.ts';
import { peopleSentences } from '../sentences/people.ts';
import { useDoor, useHome } from './home-context.tsx';
import { stageTone } from './stage-tone.ts';

export interface StageWords {
  readonly who: string;
  readonly word: string;
  readonly detail: string;
}

/** A person who comes again is not delivered and names no courier: their stages have words of their own. */
export const useStageWords = (): ((staged: StagedVisit) => StageWords) => {
  const visit = useSentences(homeSentences).visit;
  const people = useSentences(peopleSentences).visit;
  return ({ visit: { carrier }, stage, person }) =>
    person === undefined
      ? { who: carrier.name, word: visit.stage[stage], detail: visit.stageDetail[stage] }
      : {
          who: person.name === '' ? people.unnamed : person.name,
          word: people.stage[stage],
          detail: person.skipped && stage === 'blocked' ? people.skipped : people.stageDetail[stage],
        };
};

/** As above, for the visit that leads a screen: nothing is said to be so *now* while its door does not answer. */
export const useHeadWords = (staged: StagedVisit): StageWords & { readonly tone: Tone } => {
  const { visit } = useSentences(homeSentences);
  const { home } = useHome();
  const words = useStageWords()(staged);
  const door = firstDoor(home.grants(staged.visit));
  const view = useDoor(door ?? 0);
  if (door === undefined || !unheard(staged.stage, view)) return { ...words, tone: stageTone[staged.stage] };
  return { ...words, word: visit.unheard, detail: visit.unheardDetail, tone: 'plain' };
};
