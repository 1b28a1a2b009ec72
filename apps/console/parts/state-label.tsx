import { useSentences } from '@latchkey/web-kit';
import { toneOf, type ShipmentState } from '../model/rows.ts';
import { sentences } from '../sentences/index.ts';

/** The state in a word; the mark's shape repeats its colour. */
export const StateLabel = ({ state }: { state: ShipmentState }) => {
  const t = useSentences(sentences);
  return (
    <span className="state-label" data-tone={toneOf(state)}>
      <span className="state-dot" aria-hidden="true" />
      {t.states[state]}
    </span>
  );
};
