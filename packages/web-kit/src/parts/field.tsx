import { useId, type ReactNode } from 'react';

export interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly wrong?: string | undefined;
  /** Gets the ids that tie the control to its label, hint and complaint. */
  readonly children: (ids: { id: string; describedBy: string | undefined; invalid: boolean }) => ReactNode;
}

export const Field = ({ label, hint, wrong, children }: FieldProps) => {
  const id = useId();
  const told = [hint === undefined ? '' : `${id}-hint`, wrong === undefined ? '' : `${id}-wrong`].filter(
    (x) => x !== '',
  );
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {hint !== undefined && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({ id, describedBy: told.length === 0 ? undefined : told.join(' '), invalid: wrong !== undefined })}
      {wrong !== undefined && (
        <p className="field-wrong" id={`${id}-wrong`}>
          {wrong}
        </p>
      )}
    </div>
  );
};

export interface TextFieldProps extends Omit<FieldProps, 'children'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly maxLength?: number;
  readonly lines?: 'one' | 'many';
  readonly autoComplete?: string;
  readonly inputMode?: 'text' | 'numeric';
}

export const TextField = ({
  value,
  onChange,
  maxLength,
  lines = 'one',
  autoComplete,
  inputMode,
  ...field
}: TextFieldProps) => (
  <Field {...field}>
    {({ id, describedBy, invalid }) => {
      const shared = {
        id,
        className: 'input',
        value,
        'aria-describedby': describedBy,
        'aria-invalid': invalid || undefined,
        maxLength,
        autoComplete: autoComplete ?? 'off',
        inputMode,
      };
      return lines === 'one' ? (
        <input {...shared} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <textarea {...shared} rows={3} onChange={(event) => onChange(event.target.value)} />
      );
    }}
  </Field>
);

export interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly hint?: string;
}

export interface ChoicesProps<V extends string> {
  readonly legend: string;
  readonly choices: readonly Choice<V>[];
  readonly value: V | undefined;
  readonly onChange: (value: V) => void;
}

/** A choice of few, each with its consequence beneath it. */
export const Choices = <V extends string>({ legend, choices, value, onChange }: ChoicesProps<V>) => {
  const name = useId();
  return (
    <fieldset className="field">
      <legend className="field-label">{legend}</legend>
      <div>
        {choices.map((choice) => (
          <label className="choice" key={choice.value}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={value === choice.value}
              onChange={() => onChange(choice.value)}
            />
            <span>{choice.label}</span>
            {choice.hint !== undefined && <span className="choice-hint">{choice.hint}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
};
