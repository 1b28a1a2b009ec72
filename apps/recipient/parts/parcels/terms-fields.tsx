import { DOOR_KIND } from '@latchkey/protocol';
import { expectations, fallbacks } from '@latchkey/delivery';
import { Choices, useSentences } from '@latchkey/web-kit';
import { hasDetail, secretsOfTerms, type Terms } from '../../model/parcels/terms.ts';
import { approvalSentences } from '../../sentences/approval.ts';
import { homeSentences, type Sentences } from '../../sentences/index.ts';
import { doorsSentences } from '../../sentences/doors.ts';
import { parcelsSentences } from '../../sentences/parcels.ts';
import { Fold } from '../fold.tsx';
import { GuardedText } from '../people/guarded-text.tsx';
import { useHome } from '../home-context.tsx';
import { TickList } from '../tick-list.tsx';
import { useVisitorDoors } from '../devices/use-known.ts';

interface Props {
  readonly terms: Terms;
  readonly onChange: (terms: Terms) => void;
}

/** Through which door, and where it is put: what every parcel needs. */
export const PlaceFields = ({ terms, onChange }: Props) => {
  const t = useSentences(homeSentences).parcel;
  const d = useSentences(doorsSentences);
  const { household } = useHome();
  const open = useVisitorDoors();
  const shut = household.doors.filter(({ id }) => !open.includes(id));
  return (
    <>
      <Choices
        legend={t.door}
        value={String(terms.door)}
        onChange={(door) => onChange({ ...terms, door: Number(door) })}
        choices={household.doors
          .filter(({ id }) => open.includes(id))
          .map(({ id, name, kind }) => ({
            value: String(id),
            label: name,
            hint: doorHint(kind, t),
          }))}
      />
      {shut.map(({ id, name }) => (
        <p className="small soft" key={id}>
          {name}: {d.noVisitors}
        </p>
      ))}
      <GuardedText
        label={t.dropPlace}
        hint={t.dropPlaceHint}
        value={terms.dropPlace}
        onChange={(dropPlace) => onChange({ ...terms, dropPlace })}
      />
    </>
  );
};

const doorHint = (kind: number, t: Sentences['parcel']): string => {
  if (kind === DOOR_KIND.garage) return t.doorHints.garage;
  return kind === DOOR_KIND.flat ? t.doorHints.flat : t.doorHints.other;
};

/** What the courier should know: closed words, and one free line that carries no code. */
export const ExpectFold = ({ terms, onChange }: Props) => {
  const all = useSentences(homeSentences).parcel;
  const t = useSentences(parcelsSentences).terms;
  const said = [...terms.expect.map((one) => t.expectation[one]), ...(terms.note.trim() === '' ? [] : [t.withNote])];
  return (
    <Fold
      title={t.expect}
      value={said.length === 0 ? t.nothingSpecial : said.join(', ')}
      urgent={secretsOfTerms(terms).note !== undefined}
    >
      <TickList
        legend={t.expect}
        chosen={terms.expect}
        onChange={(expect) => onChange({ ...terms, expect: expectations.filter((one) => expect.includes(one)) })}
        ticks={expectations.map((value) => ({ value, label: t.expectation[value], hint: t.expectationHint[value] }))}
      />
      <GuardedText
        label={all.note}
        hint={all.noteHint}
        lines="many"
        value={terms.note}
        onChange={(note) => onChange({ ...terms, note })}
      />
    </Fold>
  );
};

/** Whose couriers may come: what the door can check of it, and what it cannot. */
export const WhoFold = ({ terms, onChange }: Props) => {
  const t = useSentences(parcelsSentences).terms;
  return (
    <Fold title={t.who} value={t.whoIs[terms.who]}>
      <Choices
        legend={t.who}
        value={terms.who}
        onChange={(who) => onChange({ ...terms, who })}
        choices={(['partners', 'own'] as const).map((value) => ({
          value,
          label: t.whoIs[value],
          hint: t.whoHint[value],
        }))}
      />
      <p className="small soft">{t.whoTruth}</p>
    </Fold>
  );
};

/** Whether the household is asked at the door: its yes is signed for that one knock, and silence is no. */
export const AsksFold = ({ terms, onChange }: Props) => {
  const t = useSentences(approvalSentences).terms;
  const value = terms.asks === true ? 'on' : 'off';
  return (
    <Fold title={t.legend} value={t.choice[value]}>
      <Choices
        legend={t.legend}
        value={value}
        onChange={(next) => onChange({ ...terms, asks: next === 'on' })}
        choices={(['off', 'on'] as const).map((one) => ({ value: one, label: t.choice[one], hint: t.hint[one] }))}
      />
    </Fold>
  );
};

/** What happens with the parcel should the visit not happen: the courier sees it at the shut door. */
export const IfFailsFold = ({ terms, onChange }: Props) => {
  const t = useSentences(parcelsSentences).terms;
  const { to, detail } = terms.ifFails;
  const set = (ifFails: Terms['ifFails']) => onChange({ ...terms, ifFails });
  const said = hasDetail(to) && detail.trim() !== '' ? `${t.fallback[to]}: ${detail.trim()}` : t.fallback[to];
  return (
    <Fold title={t.ifFails} value={said} urgent={secretsOfTerms(terms).detail !== undefined}>
      <Choices
        legend={t.ifFails}
        value={to}
        onChange={(next) => set({ to: next, detail })}
        choices={fallbacks.map((value) => ({ value, label: t.fallback[value], hint: t.fallbackHint[value] }))}
      />
      {(to === 'neighbour' || to === 'collection-point') && (
        <GuardedText
          label={t.detail[to]}
          hint={t.detailHint[to]}
          value={detail}
          onChange={(next) => set({ to, detail: next })}
        />
      )}
    </Fold>
  );
};
