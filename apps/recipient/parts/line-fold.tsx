import { Choices, useSentences } from '@latchkey/web-kit';
import { lineTerms, type LineTerm } from '../model/line-terms.ts';
import type { Terms } from '../model/terms.ts';
import { lineSentences } from '../sentences/line.ts';
import { Fold } from './fold.tsx';

interface Props {
  readonly value: LineTerm;
  readonly onChange: (value: LineTerm) => void;
}

/** How long the door may have heard nothing from outside and still let in, each with what a block then takes. */
export const LineField = ({ value, onChange }: Props) => {
  const t = useSentences(lineSentences);
  return (
    <Choices
      legend={t.legend}
      value={value}
      onChange={onChange}
      choices={lineTerms.map((one) => ({ value: one, label: t.choice[one], hint: t.hint[one] }))}
    />
  );
};

/** The same for a parcel: most people leave it as it is. */
export const LineFold = ({ terms, onChange }: { terms: Terms; onChange: (terms: Terms) => void }) => {
  const t = useSentences(lineSentences);
  const { line = 'usual' } = terms;
  return (
    <Fold title={t.legend} value={t.choice[line]}>
      <LineField value={line} onChange={(next) => onChange({ ...terms, line: next })} />
    </Fold>
  );
};
