import { useSentences } from '@latchkey/web-kit';
import type { StagedVisit } from '../model/today.ts';
import { homeSentences } from '../sentences/index.ts';
import { peopleSentences } from '../sentences/people.ts';

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
