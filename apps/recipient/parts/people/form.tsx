import { Button, Choices, Notice, TextField, commonSentences, useSentences } from '@latchkey/web-kit';
import type { ProblemCode } from '@latchkey/contract';
import { useState } from 'react';
import type { Draft, DraftFault } from '../../model/people/draft.ts';
import { approvalSentences } from '../../sentences/approval.ts';
import { peopleSentences } from '../../sentences/people.ts';
import { DateField } from '../date-field.tsx';
import { useHome } from '../home-context.tsx';
import { LineFold } from '../parcels/line-fold.tsx';
import { PresenceField } from '../doors/presence-field.tsx';
import { WindowFields } from './window-fields.tsx';

interface Props {
  readonly draft: Draft;
  readonly faults: readonly DraftFault[];
  readonly onChange: (draft: Draft) => void;
  readonly timeZone: string;
  /** A change keeps the name. */
  readonly named: boolean;
  readonly failed: ProblemCode | undefined;
}

/** Who, where, when, and whether they are filmed. */
export const PeopleForm = ({ draft, faults, onChange, timeZone, named, failed }: Props) => {
  const t = useSentences(peopleSentences).form;
  const common = useSentences(commonSentences);
  const a = useSentences(approvalSentences).terms;
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  const wrong = (fault: DraftFault) => (faults.includes(fault) ? t.wrong[fault] : undefined);
  return (
    <>
      {!named && (
        <TextField
          label={t.name}
          hint={t.nameHint}
          value={draft.name}
          onChange={(name) => set({ name })}
          maxLength={40}
          wrong={wrong('name')}
        />
      )}
      <Doors draft={draft} wrong={wrong('doors')} onChange={(doors) => set({ doors })} />
      <WindowFields
        windows={draft.windows}
        onChange={(windows) => set({ windows })}
        wrong={wrong('days') ?? wrong('times')}
      />
      <p className="small soft">{t.zone(timeZone)}</p>
      <Choices
        legend={t.every}
        value={draft.everyWeeks}
        onChange={(everyWeeks) => set({ everyWeeks })}
        choices={(['1', '2', '4'] as const).map((value) => ({ value, label: t.everyChoices[value] }))}
      />
      <DateField label={t.firstDay} value={draft.firstDay} onChange={(firstDay) => set({ firstDay })} />
      <DateField
        label={t.lastDay}
        hint={t.lastDayHint}
        value={draft.lastDay}
        onChange={(lastDay) => set({ lastDay })}
        wrong={wrong('dates') ?? wrong('never')}
      />
      <Choices
        legend={t.camera}
        value={draft.filmed}
        onChange={(filmed) => set({ filmed })}
        choices={[
          { value: 'on', label: t.cameraOn, hint: t.cameraOnHint },
          { value: 'off', label: t.cameraOff, hint: t.cameraOffHint },
        ]}
      />
      <Choices
        legend={a.legend}
        value={draft.asks}
        onChange={(asks) => set({ asks })}
        choices={(['off', 'on'] as const).map((value) => ({
          value,
          label: a.choice[value],
          hint: a.personHint[value],
        }))}
      />
      <LineFold value={draft.line} onChange={(line) => set({ line })} />
      <PresenceField doors={draft.doors} value={draft.here} onChange={(here) => set({ here })} />
      <TextField
        label={t.uses}
        hint={t.usesHint}
        value={draft.uses}
        onChange={(uses) => set({ uses })}
        maxLength={2}
        inputMode="numeric"
        wrong={wrong('uses')}
      />
      <TextField
        label={t.from}
        value={draft.from}
        onChange={(from) => set({ from })}
        maxLength={40}
        wrong={wrong('from')}
      />
      <TextField
        label={t.place}
        hint={t.placeHint}
        value={draft.place}
        onChange={(place) => set({ place })}
        maxLength={200}
      />
      <TextField
        label={t.note}
        hint={t.noteHint}
        value={draft.note}
        onChange={(note) => set({ note })}
        maxLength={300}
        lines="many"
      />
      {failed !== undefined && (
        <Notice tone="needs" title={t.failed}>
          <p>{common.problem[failed]}</p>
        </Notice>
      )}
    </>
  );
};

const Doors = ({
  draft,
  wrong,
  onChange,
}: {
  draft: Draft;
  wrong: string | undefined;
  onChange: (doors: readonly number[]) => void;
}) => {
  const t = useSentences(peopleSentences).form;
  const { household } = useHome();
  const [name] = useState('people-doors');
  const flip = (id: number) =>
    onChange(draft.doors.includes(id) ? draft.doors.filter((one) => one !== id) : [...draft.doors, id]);
  return (
    <fieldset className="field">
      <legend className="field-label">{t.doors}</legend>
      {household.doors.map((door) => (
        <label className="choice" key={door.id}>
          <input type="checkbox" name={name} checked={draft.doors.includes(door.id)} onChange={() => flip(door.id)} />
          <span>{door.name}</span>
        </label>
      ))}
      {wrong !== undefined && <p className="field-wrong">{wrong}</p>}
    </fieldset>
  );
};

export const FormBar = ({ words, busy, onPress }: { words: string; busy: boolean; onPress: () => void }) => {
  const t = useSentences(peopleSentences).form;
  return (
    <Button size="thumb" waiting={busy} onClick={onPress}>
      {busy ? t.saving : words}
    </Button>
  );
};
