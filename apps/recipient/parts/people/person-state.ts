import { useFormat, useSentences, type Tone } from '@latchkey/web-kit';
import { stateOf, type PersonState } from '../../model/people/person-view.ts';
import type { Person } from '../../model/people/person.ts';
import { departureSentences } from '../../sentences/departure.ts';
import { peopleSentences } from '../../sentences/people.ts';
import { useKeysBlock } from '../blocks/use-person-block.ts';
import { useLives } from '../leaving/use-lives.ts';

const tones: Record<PersonState['kind'], Tone> = {
  waiting: 'needs',
  lapsed: 'plain',
  forged: 'alarm',
  signing: 'use',
  now: 'use',
  next: 'plain',
  over: 'plain',
  withdrawing: 'needs',
  withdrawn: 'plain',
};

const stillComes: ReadonlySet<PersonState['kind']> = new Set(['waiting', 'now', 'next']);

export const usePersonState = (nowMs: number) => {
  const t = useSentences(peopleSentences).states;
  const { gone } = useSentences(departureSentences);
  const format = useFormat();
  const lives = useLives();
  const viewOf = useKeysBlock();
  return (person: Person): { readonly tone: Tone; readonly words: string; readonly kind: PersonState['kind'] } => {
    const confirmed = person.pinned !== undefined && viewOf([person.pinned.keyId]).kind === 'confirmed';
    const state = stateOf(person, nowMs, confirmed);
    const { kind } = state;
    // Nobody comes again to a hub that forgot who was to come.
    if (!lives && stillComes.has(kind)) return { kind, tone: 'plain', words: gone.visit };
    const tone = tones[kind];
    if (state.kind === 'now') return { kind, tone, words: t.now(format.time(state.date.toS * 1000)) };
    if (state.kind === 'next')
      return { kind, tone, words: t.next(format.window(state.date.fromS * 1000, state.date.toS * 1000, nowMs)) };
    return { kind, tone, words: t[state.kind] };
  };
};
