import { Field, TextField, useFormat, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import {
  daysFrom,
  fieldsOf,
  longestDetail,
  noonOf,
  type DivertComplaint,
  type DivertDetails,
  type DivertField,
  type DivertPlace,
} from '../../model/parcels/divert.ts';
import { parcelsSentences } from '../../sentences/parcels.ts';

interface Props {
  readonly place: DivertPlace;
  readonly details: DivertDetails;
  readonly complaints: Partial<Record<DivertField, DivertComplaint>>;
  /** Missing fields complain only once somebody tried to go on. */
  readonly tried: boolean;
  readonly onChange: (details: DivertDetails) => void;
}

/** What the place leaves open: which neighbour, which address, which day. */
export const DivertFields = ({ place, details, complaints, tried, onChange }: Props) => {
  const t = useSentences(parcelsSentences);
  const set = (field: DivertField) => (value: string) => onChange({ ...details, [field]: value });
  const wrong = (field: DivertField) => {
    const why = complaints[field];
    if (why === undefined || (why === 'missing' && !tried)) return undefined;
    return why === 'missing' || why === 'too-long' ? t.elsewhere.wrong[why] : t.terms.secret[why];
  };
  const fields = fieldsOf(place);
  if (fields.length === 0) return null;
  return (
    <div className="stack">
      {fields.map((field) =>
        field === 'day' ? (
          <Day key={field} value={details.day} wrong={wrong('day')} onChange={set('day')} />
        ) : (
          <TextField
            key={field}
            label={field === 'detail' ? t.elsewhere.detail[place] : t.elsewhere.field[field]}
            value={details[field]}
            wrong={wrong(field)}
            maxLength={longestDetail}
            onChange={set(field)}
          />
        ),
      )}
      <p className="small soft">{t.elsewhere.sealed}</p>
    </div>
  );
};

const Day = ({
  value,
  wrong,
  onChange,
}: {
  value: string;
  wrong: string | undefined;
  onChange: (v: string) => void;
}) => {
  const t = useSentences(parcelsSentences).elsewhere;
  const format = useFormat();
  const { wallMs } = useTick(browserClock, 60_000);
  return (
    <Field label={t.field.day} wrong={wrong}>
      {({ id, describedBy, invalid }) => (
        <select
          className="input"
          id={id}
          value={value}
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">{t.chooseDay}</option>
          {daysFrom(wallMs).map((day) => (
            <option key={day} value={day}>
              {format.day(noonOf(day), wallMs)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
};
