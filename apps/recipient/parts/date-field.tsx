import { Field } from '@latchkey/web-kit';

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly wrong?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'date' | 'time';
}

/** A day or a time, in the browser's own control for it. */
export const DateField = ({ value, onChange, type = 'date', ...field }: Props) => (
  <Field {...field}>
    {({ id, describedBy, invalid }) => (
      <input
        id={id}
        className="input"
        type={type}
        value={value}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
);
