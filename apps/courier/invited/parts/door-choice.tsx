import { useSentences } from '@latchkey/web-kit';
import type { DateThere, Place } from '../model/places.ts';
import { invitedSentences } from '../sentences/index.ts';

export interface DoorChoiceProps {
  readonly place: Place;
  readonly date: DateThere;
  readonly door: number;
  readonly onDoor: (door: number) => void;
}

/** Which of the doors, where the permission names several. */
export const DoorChoice = ({ place, date, door, onDoor }: DoorChoiceProps) => {
  const t = useSentences(invitedSentences).door;
  const doors = place.text.doors.filter(({ id }) => date.doors.includes(id));
  if (doors.length < 2) return null;
  return (
    <fieldset className="field">
      <legend className="field-label">{t.choose}</legend>
      {doors.map(({ id, name }) => (
        <label className="choice" key={id}>
          <input type="radio" name="door" checked={id === door} onChange={() => onDoor(id)} />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
};
