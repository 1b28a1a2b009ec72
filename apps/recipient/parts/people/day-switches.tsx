import { useSentences } from '@latchkey/web-kit';
import { peopleSentences } from '../../sentences/people.ts';

interface Props {
  /** 1 to 7, from Monday. */
  readonly days: readonly number[];
  readonly onChange: (days: readonly number[]) => void;
}

/** The days of the week as a row of switches. */
export const DaySwitches = ({ days, onChange }: Props) => {
  const t = useSentences(peopleSentences);
  const flip = (day: number) =>
    onChange(days.includes(day) ? days.filter((one) => one !== day) : [...days, day].sort((a, b) => a - b));
  return (
    <div className="week-switches">
      {t.days.map((short, n) => (
        <button
          key={short}
          type="button"
          className="week-switch"
          aria-pressed={days.includes(n + 1)}
          onClick={() => flip(n + 1)}
        >
          <span aria-hidden="true">{short}</span>
          <span className="aside-voice">{t.form.day[n]}</span>
        </button>
      ))}
    </div>
  );
};
