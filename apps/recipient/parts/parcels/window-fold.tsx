import { useFormat, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { useId } from 'react';
import { marksOf, type Window } from '../../model/parcels/part-window.ts';
import { parcelsSentences } from '../../sentences/parcels.ts';
import { Fold } from '../fold.tsx';

interface Props {
  readonly announced: Window;
  readonly value: Window;
  readonly onChange: (window: Window) => void;
}

/** When: the announced window, or a part of it. */
export const WindowFold = ({ announced, value, onChange }: Props) => {
  const t = useSentences(parcelsSentences).terms;
  const format = useFormat();
  const { wallMs } = useTick(browserClock, 30_000);
  const marks = [...new Set([...marksOf(announced), value.fromS, value.toS])].sort((a, b) => a - b);
  const one = (atS: number) => `${format.day(atS * 1000, wallMs)}, ${format.time(atS * 1000)}`;
  return (
    <Fold title={t.when} value={format.window(value.fromS * 1000, value.toS * 1000, wallMs)}>
      <p className="small soft">{t.whenHint}</p>
      <div className="pair-of-fields">
        <Mark
          label={t.from}
          value={value.fromS}
          marks={marks.filter((at) => at < value.toS)}
          words={one}
          onChange={(fromS) => onChange({ ...value, fromS })}
        />
        <Mark
          label={t.until}
          value={value.toS}
          marks={marks.filter((at) => at > value.fromS)}
          words={one}
          onChange={(toS) => onChange({ ...value, toS })}
        />
      </div>
    </Fold>
  );
};

interface MarkProps {
  readonly label: string;
  readonly value: number;
  readonly marks: readonly number[];
  readonly words: (atS: number) => string;
  readonly onChange: (atS: number) => void;
}

const Mark = ({ label, value, marks, words, onChange }: MarkProps) => {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <select className="input" id={id} value={value} onChange={(event) => onChange(Number(event.target.value))}>
        {marks.map((at) => (
          <option key={at} value={at}>
            {words(at)}
          </option>
        ))}
      </select>
    </div>
  );
};
