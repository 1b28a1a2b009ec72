import { Choices, useSentences } from '@latchkey/web-kit';
import { lineTerms, type LineTerm } from '../../model/parcels/line-terms.ts';
import { lineSentences } from '../../sentences/line.ts';
import { Fold } from '../fold.tsx';

interface Props {
  /** Absent: as usual. */
  readonly value: LineTerm | undefined;
  readonly onChange: (value: LineTerm) => void;
}

/** How long the door may have heard nothing from outside and still let in, each with what a block then takes. Most people leave it as it is. */
export const LineFold = ({ value = 'usual', onChange }: Props) => {
  const t = useSentences(lineSentences);
  return (
    <Fold title={t.legend} value={t.choice[value]}>
      <Choices
        legend={t.legend}
        value={value}
        onChange={onChange}
        choices={lineTerms.map((one) => ({ value: one, label: t.choice[one], hint: t.hint[one] }))}
      />
    </Fold>
  );
};
