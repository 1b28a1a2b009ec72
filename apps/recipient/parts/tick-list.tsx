interface Tick<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly hint?: string;
}

interface Props<V extends string> {
  readonly legend: string;
  readonly ticks: readonly Tick<V>[];
  readonly chosen: readonly V[];
  readonly onChange: (chosen: readonly V[]) => void;
}

/** Any of a few, each with its consequence beneath it. */
export const TickList = <V extends string>({ legend, ticks, chosen, onChange }: Props<V>) => (
  <fieldset className="field">
    <legend className="aside-voice">{legend}</legend>
    <div>
      {ticks.map(({ value, label, hint }) => (
        <label className="choice" key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
            }
          />
          <span>{label}</span>
          {hint !== undefined && <span className="choice-hint">{hint}</span>}
        </label>
      ))}
    </div>
  </fieldset>
);
