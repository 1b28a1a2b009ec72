import { useSentences, type Tone } from '@latchkey/web-kit';
import { firstDoor } from '../../model/parcels/grant-reading.ts';
import { allowedByNobody } from '../../model/visits/lateness.ts';
import type { StagedVisit } from '../../model/visits/today.ts';
import { unheard } from '../../model/visits/stage.ts';
import { homeSentences } from '../../sentences/index.ts';
import { peopleSentences } from '../../sentences/people.ts';
import { useDoor, useHome } from '../home-context.tsx';
import { useSigned } from './use-signed.ts';
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
  const signed = useSigned();
  return (staged) => {
    const { stage, person } = staged;
    const who = staged.visit.carrier.name;
    if (allowedByNobody(staged, signed(staged))) return { who, word: visit.unsigned, detail: '' };
    return person === undefined
      ? { who, word: visit.stage[stage], detail: visit.stageDetail[stage] }
      : {
          who: person.name === '' ? people.unnamed : person.name,
          word: people.stage[stage],
          detail: person.skipped && stage === 'blocked' ? people.skipped : people.stageDetail[stage],
        };
  };
};

/** Whether the door of this visit does not answer while the visit's stage speaks of now. */
export const useUnheard = (staged: StagedVisit | undefined): boolean => {
  const { home } = useHome();
  const door = staged === undefined ? undefined : firstDoor(home.grants(staged.visit));
  const view = useDoor(door ?? 0);
  return staged !== undefined && door !== undefined && unheard(staged.stage, view);
};

/** As above, for the visit that leads a screen: nothing is said to be so *now* while its door does not answer. */
export const useHeadWords = (staged: StagedVisit): StageWords & { readonly tone: Tone; readonly unheard: boolean } => {
  const { visit } = useSentences(homeSentences);
  const words = useStageWords()(staged);
  const unsigned = allowedByNobody(staged, useSigned()(staged));
  if (!useUnheard(staged)) return { ...words, tone: unsigned ? 'needs' : stageTone[staged.stage], unheard: false };
  return { ...words, word: visit.unheard, detail: visit.unheardDetail, tone: 'plain', unheard: true };
};
