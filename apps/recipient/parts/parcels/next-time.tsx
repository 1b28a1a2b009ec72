import { Choices, useSentences } from '@latchkey/web-kit';
import type { Rule } from '../../model/rules/rules.ts';
import { parcelsSentences } from '../../sentences/parcels.ts';
import { Fold } from '../fold.tsx';

export type NextTime = 'ask' | Rule['how'];
const ways: readonly NextTime[] = ['ask', 'fill', 'sign'];

interface Props {
  readonly carrierName: string;
  readonly value: NextTime;
  readonly onChange: (value: NextTime) => void;
}

/** What this phone does with the carrier's next parcel. */
export const NextTimeFold = ({ carrierName, value, onChange }: Props) => {
  const t = useSentences(parcelsSentences).next;
  return (
    <Fold title={t.title(carrierName)} value={t.choice[value]}>
      <NextTimeChoices carrierName={carrierName} value={value} onChange={onChange} />
    </Fold>
  );
};

export const NextTimeChoices = ({ carrierName, value, onChange }: Props) => {
  const t = useSentences(parcelsSentences).next;
  return (
    <Choices
      legend={t.title(carrierName)}
      value={value}
      onChange={onChange}
      choices={ways.map((way) => ({ value: way, label: t.choice[way], hint: t.hint[way] }))}
    />
  );
};
