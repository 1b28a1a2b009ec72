import { Button, useSentences } from '@latchkey/web-kit';
import { limits } from '@latchkey/web-kit/letters';
import type { Draft } from '../../model/people/draft.ts';
import { peopleSentences } from '../../sentences/people.ts';
import { DateField } from '../date-field.tsx';
import { DaySwitches } from './day-switches.tsx';

type Windows = Draft['windows'];

interface Props {
  readonly windows: Windows;
  readonly onChange: (windows: Windows) => void;
  readonly wrong: string | undefined;
}

/** Weekly windows: days as a row of switches, and the two times. */
export const WindowFields = ({ windows, onChange, wrong }: Props) => {
  const t = useSentences(peopleSentences).form;
  const change = (at: number, next: Windows[number]) => onChange(windows.map((one, n) => (n === at ? next : one)));
  return (
    <fieldset className="field">
      <legend className="field-label">{t.windows}</legend>
      {windows.map((window, n) => (
        <fieldset className="window-fields stack" data-gap="tight" key={n} aria-label={t.window(n + 1)}>
          <DaySwitches days={window.days} onChange={(days) => change(n, { ...window, days })} />
          <div className="pair-of-buttons">
            <DateField
              type="time"
              label={t.begins}
              value={window.from}
              onChange={(from) => change(n, { ...window, from })}
            />
            <DateField type="time" label={t.ends} value={window.to} onChange={(to) => change(n, { ...window, to })} />
          </div>
          {windows.length > 1 && (
            <Button kind="plain" onClick={() => onChange(windows.filter((_, other) => other !== n))}>
              {t.less}
            </Button>
          )}
        </fieldset>
      ))}
      {wrong !== undefined && <p className="field-wrong">{wrong}</p>}
      {windows.length < limits.windows && (
        <Button kind="quiet" onClick={() => onChange([...windows, { days: [], from: '09:00', to: '12:00' }])}>
          {t.more}
        </Button>
      )}
    </fieldset>
  );
};
