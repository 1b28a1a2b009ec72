import { hasFlag, toBase64url } from '@latchkey/protocol';
import { Choices, useSentences } from '@latchkey/web-kit';
import { grantOf } from '../../model/parcels/grant-reading.ts';
import { doorOf } from '../../model/household.ts';
import type { Person } from '../../model/people/person.ts';
import { asksPresence } from '../../model/people/series-grant.ts';
import { atDoorSentences } from '../../sentences/at-door.ts';
import { useHome } from '../home-context.tsx';
import { useFittedSaid } from '../devices/use-known.ts';

/** The names of those doors that have nothing to read: one of them frees all that stand in the same permission. */
const useBareDoors = (doors: readonly number[]): readonly string[] => {
  const { household } = useHome();
  const fitted = useFittedSaid();
  return doors.filter((id) => fitted(id) === 0).map((id) => doorOf(household, id)?.name ?? '');
};

interface Props {
  readonly doors: readonly number[];
  readonly value: 'on' | 'off';
  readonly onChange: (value: 'on' | 'off') => void;
}

/** Whether a person has to show that they stand at the door; a door that has nothing to show it by says so. */
export const PresenceField = ({ doors, value, onChange }: Props) => {
  const { terms: t, series } = useSentences(atDoorSentences);
  const bare = useBareDoors(doors);
  const fitted = useFittedSaid();
  if (bare.length > 0)
    return (
      <div className="field">
        <p className="field-label">{t.legend}</p>
        <p>{t.none}</p>
        <p className="small soft">{series.bare(bare)}</p>
        {bare.length < doors.length && <p className="small soft">{series.together}</p>}
      </div>
    );
  return (
    <>
      <Choices
        legend={t.legend}
        value={value}
        onChange={onChange}
        choices={(['on', 'off'] as const).map((one) => ({ value: one, label: t.choice[one], hint: t.hint[one] }))}
      />
      {value === 'on' && doors.some((id) => fitted(id) === undefined) && <p className="small soft">{series.unheard}</p>}
    </>
  );
};

/** What is signed about it, and what the next signature would say differently. */
export const PresenceFact = ({ person }: { person: Person }) => {
  const { terms: t, series } = useSentences(atDoorSentences);
  const { primitives } = useHome().home.parts;
  const due = asksPresence(person.terms, useFittedSaid());
  const bare = useBareDoors(person.terms.doors);
  const last = person.grants.findLast(({ ended }) => ended !== true);
  const flags = last && grantOf(primitives, { grant: toBase64url(last.grant) })?.claims.flags;
  const signed = flags === undefined ? due : hasFlag(flags, 'atDoor');
  return (
    <>
      <dt>{t.legend}</dt>
      <dd>
        <p>{signed === undefined ? series.unheard : signed ? t.signed : t.unsigned}</p>
        {signed === true && bare.length > 0 && <p>{series.gone(bare)}</p>}
        {signed === false && due === true && <p className="small soft">{series.since}</p>}
      </dd>
    </>
  );
};
