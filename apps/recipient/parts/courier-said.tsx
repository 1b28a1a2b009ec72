import { Notice, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { failedVisit } from '../model/failed-visit.ts';
import type { StagedVisit } from '../model/today.ts';
import { parcelsSentences } from '../sentences/parcels.ts';
import { saidSentences } from '../sentences/said.ts';
import { useHome } from './home-context.tsx';

/** What the courier said apart from the door: that they left for their own safety, or where the parcel is now; and what was chosen for that. */
export const CourierSaid = ({ staged }: { staged: StagedVisit }) => {
  const t = useSentences(saidSentences);
  const format = useFormat();
  const { unsafeS, left } = staged.visit.said ?? {};
  return (
    <>
      {unsafeS !== undefined && (
        <Notice tone="needs" title={t.unsafe(format.second(unsafeS * 1000))}>
          {t.unsafeNext}
        </Notice>
      )}
      {left !== undefined && <Notice title={t.left[left.to]}>{t.leftAt(format.second(left.atS * 1000))}</Notice>}
      <Chosen staged={staged} />
    </>
  );
};

/** The same of a person who comes again. */
export const PersonSaid = ({ staged, name }: { staged: StagedVisit; name: string }) => {
  const t = useSentences(saidSentences);
  const format = useFormat();
  const { unsafeS } = staged.visit.said ?? {};
  if (unsafeS === undefined) return null;
  return (
    <Notice tone="needs" title={t.unsafePerson(name, format.second(unsafeS * 1000))}>
      {t.unsafePersonNext}
    </Notice>
  );
};

/** Only the phone that chose can say it: it went sealed to the carrier. */
const Chosen = ({ staged }: { staged: StagedVisit }) => {
  const t = useSentences(saidSentences);
  const { fallback } = useSentences(parcelsSentences).terms;
  const { home } = useHome();
  const choice = useObservable(home.parcels.choices.all)[staged.visit.visitId];
  const failed = failedVisit(staged, choice?.terms.ifFails);
  if (failed === undefined) return null;
  const { to, detail } = failed.chosen;
  return (
    <p>
      {t.chose(detail === '' ? fallback[to] : `${fallback[to]} (${detail})`)}
      {failed.otherwise && ` ${t.otherwise}`}
    </p>
  );
};
