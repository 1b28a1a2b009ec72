import { Choices, useSentences } from '@latchkey/web-kit';
import { asksHere, type Terms } from '../../model/parcels/terms.ts';
import { atDoorSentences } from '../../sentences/at-door.ts';
import { Fold } from '../fold.tsx';
import { useFittedSaid } from '../devices/use-known.ts';

interface Props {
  readonly terms: Terms;
  readonly onChange: (terms: Terms) => void;
}

/** Whether the courier has to show that they stand at the door. A door that has nothing to show it by says so. */
export const HereFold = ({ terms, onChange }: Props) => {
  const { terms: t } = useSentences(atDoorSentences);
  const fitted = useFittedSaid()(terms.door);
  const value = asksHere(terms, fitted) === false ? 'off' : 'on';
  if (fitted === 0) {
    return (
      <Fold title={t.legend} value={t.none}>
        <p className="soft">{t.noneWhy}</p>
      </Fold>
    );
  }
  return (
    <Fold title={t.legend} value={t.choice[value]}>
      <Choices
        legend={t.legend}
        value={value}
        onChange={(next) => onChange({ ...terms, here: next === 'on' })}
        choices={(['on', 'off'] as const).map((one) => ({ value: one, label: t.choice[one], hint: t.hint[one] }))}
      />
      {value === 'on' && fitted === undefined && <p className="small soft">{t.unheard}</p>}
    </Fold>
  );
};
